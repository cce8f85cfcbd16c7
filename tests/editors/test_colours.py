"""The lexer for Pygments: every example is coloured whole, and nothing in it is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String, Text

from designlint.colours import DesignLexer

ROOT = Path(__file__).parents[2]
DESIGNS = sorted(
    path for path in (ROOT / "examples").rglob("*.design") if "broken" not in path.parts
)


def coloured(text: str) -> dict[str, object]:
    return {part: token for token, part in DesignLexer().get_tokens(text) if part.strip()}


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_is_coloured_whole(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(DesignLexer(ensurenl=False, stripnl=False).get_tokens(text))
    assert "".join(part for _, part in found) == text
    assert [part for token, part in found if token in (Error, Text)] == []


def test_words_have_the_colour_of_what_they_are() -> None:
    text = (
        'component api : service { replicas 3 } # "no text"\n'
        "u -> api, retries 2\n"
        'nonfunctional N "Up." { require availability of f >= 99.9% }\n'
        "a ~> b writes order-item.line until 2030-01-31\n"
    )
    found = coloured(text)
    assert found["component"] is Keyword.Declaration
    assert found["service"] is Name.Class
    assert found["replicas"] is Name.Attribute
    assert found['# "no text"'] is Comment.Single
    assert found["->"] is Operator
    assert found["availability"] is Name.Builtin
    assert found["99.9%"] is Number
    assert found["order-item.line"] is Name
    assert found["2030-01-31"] is Number
    assert found["Up."] is String


def test_a_text_that_is_never_closed_ends_with_its_line() -> None:
    found = coloured('design d "open\ncomponent a : service\n')
    assert found["component"] is Keyword.Declaration


def test_pygments_finds_it_by_name() -> None:
    assert isinstance(get_lexer_by_name("design"), DesignLexer)
