"""Places in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Position, Source, Span

TEXT = "one\ntwo\n\nfour"


def test_positions() -> None:
    source = Source("x.design", TEXT)
    assert source.position(0) == Position(1, 1)
    assert source.position(3) == (1, 4)
    assert source.position(4) == (2, 1)
    assert source.position(len(TEXT)) == (4, 5)
    assert source.line_count == 4
    assert [source.line(number) for number in range(1, 5)] == ["one", "two", "", "four"]
    assert Source("x", "").position(0) == (1, 1)
    assert Source("x", "a\r\nb").line(1) == "a"


def test_spans() -> None:
    span = Span(Source("x.design", TEXT), 4, 7)
    assert span.text == "two"
    assert (span.position, span.end_position) == ((2, 1), (2, 4))
    assert str(span) == "x.design:2:1"


@given(st.text(alphabet="a\n\r\u2028é"), st.data())
def test_an_offset_and_its_position_are_one(text: str, data: st.DataObject) -> None:
    source = Source("x", text)
    offset = data.draw(st.integers(0, len(text)))
    assert source.offset(*source.position(offset)) == offset
