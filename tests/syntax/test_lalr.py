"""The machine reads what lark reads, by the grammar that both are made from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source
from designlint.language.syntax.lalr import Automaton, Machine
from designlint.language.syntax.nodes import Term
from designlint.language.syntax.scan import Scanner
from designlint.language.syntax.tables import TABLES, dump, load

GRAMMAR = files("designlint.grammar").joinpath("design.lark").read_text(encoding="utf-8")
EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").rglob("*.design"))
WORDS = ["a", "b-c.d", "->", "~>", "{", "}", "\n", ";", ",", "5ms", "req/s", '"x"', ">=", ":", "..",
         "2027-01-01", '"""y"""', "# note"]  # fmt: skip


class Names:
    """Actions that keep a rule's name with what it keeps, for comparison with lark's trees."""

    def __getattr__(self, name: str) -> Any:
        return lambda parts: (
            name,
            [
                p if isinstance(p, tuple) and not isinstance(p, Term) else (p.type, p.text)
                for p in parts
            ],
        )


def by_machine(text: str) -> Any:
    grammar = load()
    terms = Scanner(grammar.terminals, grammar.ignored).scan(Source("test", text))
    machine = Machine(Automaton(grammar.tables, Names()))
    if machine.feed(terms) < len(terms) or not machine.finish():
        return None
    return machine.values[-1]


def by_lark(text: str, parser: lark.Lark) -> Any:
    try:
        return _shape(parser.parse(text))
    except lark.UnexpectedInput:
        return None


def _shape(node: Any) -> Any:
    if isinstance(node, lark.Tree):
        return (str(node.data), [_shape(child) for child in node.children])
    return (node.type, str(node))


@pytest.fixture(scope="module")
def parser() -> lark.Lark:
    return lark.Lark(GRAMMAR, parser="lalr", lexer="basic", maybe_placeholders=False)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_read_alike(path: Path, parser: lark.Lark) -> None:
    text = path.read_text(encoding="utf-8")
    assert by_machine(text) == by_lark(text, parser)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_words_read_alike(parser: lark.Lark, text: str) -> None:
    assert by_machine(text) == by_lark(text, parser)


def test_the_tables_are_those_of_the_grammar() -> None:
    stored = files("designlint.grammar").joinpath(TABLES).read_text(encoding="utf-8")
    assert stored == dump(), "run `poe tables`"


@pytest.mark.parametrize("blank", [" ", "\t\f", "\u00a0"])
def test_blanks_at_the_end_are_passed_over_at_once(blank: str) -> None:
    """Tried again from each of them, they would take hours."""
    grammar = load()
    terms = Scanner(grammar.terminals, grammar.ignored).scan(Source("test", "a" + blank * 300_000))
    assert [term.text for term in terms] == ["a"]
