"""The lexer for Pygments: all of a text, no error in a design without errors, found by file name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Keyword, Name, String

from designlint.highlighting import DesignLexer
from tests.server.designs import SHOP

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [*(ROOT / "examples").rglob("*.design"), *(ROOT / "designlint").rglob("*.design")]
DESIGNS = [path for path in EXAMPLES if path.name != "syntax_slips.design"]


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.name)
def test_an_example_is_read_whole_and_without_errors(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    pieces = list(DesignLexer().get_tokens_unprocessed(text))
    assert "".join(piece for _, _, piece in pieces) == text
    assert [piece for _, kind, piece in pieces if kind is Error] == []


@given(st.text(st.sampled_from('ab{};:,#"\\ \n->1.%\u00e9'), max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    pieces = list(DesignLexer().get_tokens_unprocessed(text))
    assert "".join(piece for _, _, piece in pieces) == text
    at = 0
    for start, _, piece in pieces:
        assert start == at
        at += len(piece)


def test_words_have_their_types() -> None:
    found = {piece: kind for _, kind, piece in DesignLexer().get_tokens_unprocessed(SHOP)}
    assert found["component"] is Keyword.Declaration
    assert found["expect"] is Keyword
    assert found["replicas"] is Name.Attribute
    assert found["database"] is Name.Class
    assert found["NFR1"] is Name.Variable
    assert found["# A shop with one database."] is Comment.Single
    assert found['"Buys"'] is String.Double


def test_the_lexer_is_found_by_name_and_file() -> None:
    assert isinstance(get_lexer_by_name("designlint"), DesignLexer)
    assert isinstance(get_lexer_for_filename("shop.design"), DesignLexer)


def test_an_unknown_sign_is_an_error() -> None:
    found = [p for _, kind, p in DesignLexer().get_tokens_unprocessed("actor a ?") if kind is Error]
    assert found == ["?"]
