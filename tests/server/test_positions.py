"""Positions in each encoding, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from designlint.base.source import Source
from designlint.server.documents import Document, path_of, uri_of, with_line_ends
from designlint.server.positions import UTF8, UTF16, UTF32, Units

TEXTS = st.text(st.sampled_from("ab\u00e9\u20ac\N{GRINNING FACE}\u2028\f \n"), max_size=40)
ENCODINGS = [UTF8, UTF16, UTF32]


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_a_position_leads_back_to_its_offset(text: str, encoding: str) -> None:
    units, source = Units(encoding), Source("a", text)
    for offset in range(len(text) + 1):
        assert units.offset(source, units.position(source, offset)) == offset


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_an_edit_replaces_the_characters_of_its_range(
    text: str, new: str, encoding: str, data: st.DataObject
) -> None:
    units, source = Units(encoding), Source("a", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = lsp.Range(units.position(source, start), units.position(source, end))
    held = Document("file:///a.design", path_of("file:///a.design"), text, 1)
    after = held.changed([lsp.TextDocumentContentChangePartial(place, new)], 2, units)
    assert after.source.text == text[:start] + new + text[end:]
    assert after.version == 2


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_position_beyond_its_line_is_its_end(encoding: str) -> None:
    units, source = Units(encoding), Source("a", "\u00e9b\nc")
    assert units.offset(source, lsp.Position(0, 99)) == 2
    assert units.offset(source, lsp.Position(9, 0)) == 4


def test_line_ends_are_of_one_kind() -> None:
    assert with_line_ends("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"


def test_an_address_has_its_path_and_back() -> None:
    path = path_of("file:///tmp/a%20b/caf%C3%A9.design")
    assert path.name == "caf\u00e9.design"
    assert path_of(uri_of(path)) == path
