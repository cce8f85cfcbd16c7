"""Whatever the design: its new layout means the same, keeps its comments, and is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.language.format import format_source
from designlint.language.format.formatting import skeleton
from designlint.language.syntax.parse import _scanner, parse
from designlint.model import Design
from tests.format.random_designs import random_designs
from tests.language.reading import read
from tests.language.test_any_text import lines, mutated

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.design"))
TRIVIA = ("_END", "_COMMA")

# A failing design is shown as it is: to look for a smaller one takes minutes.
NOT_SMALLER = (Phase.explicit, Phase.reuse, Phase.generate)
QUICK = settings(max_examples=200, phases=NOT_SMALLER, suppress_health_check=list(HealthCheck))
LONG = settings(QUICK, max_examples=5_000)
designs = st.one_of(random_designs(), random_designs(), mutated(), lines)


@QUICK
@given(designs)
def test_any_design_is_formatted(text: str) -> None:
    is_formatted(text)


@pytest.mark.slow
@LONG
@given(random_designs())
def test_any_design_is_formatted_at_length(text: str) -> None:
    is_formatted(text)


@pytest.mark.slow
@LONG
@given(mutated() | lines)
def test_any_change_to_a_design_is_formatted_at_length(text: str) -> None:
    is_formatted(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    is_formatted(text)
    squeezed = "\n".join(" ".join(line.split(" ")) for line in text.split("\n"))
    is_formatted(squeezed)


@settings(QUICK, max_examples=50)
@given(mutated())
def test_the_model_stays_the_same(text: str) -> None:
    """Not only the syntax: what is understood of a design, and what is reported about it."""
    new = format_source(Source("test.design", text))
    assume(not new.diagnostics)
    reported, design = read(text)
    reported_again, design_again = read(new.text)
    assert sorted(d.message for d in reported) == sorted(d.message for d in reported_again)
    assert shape(design) == shape(design_again)


def is_formatted(text: str) -> None:
    source = Source("test.design", text)
    result = format_source(source)
    if result.diagnostics:
        assert result.text == text
        return
    new = Source("test.design", result.text)
    assert skeleton(parse(new).statements) == skeleton(parse(source).statements)
    assert comments(result.text) == comments(text)
    assert format_source(new).text == result.text
    is_tidy(result.text)


def is_tidy(text: str) -> None:
    """No line of the layout's own ends in a blank, and nowhere are two lines empty."""
    assert text == "" or (text.endswith("\n") and not text.startswith("\n"))
    for term in _scanner().scan(Source("test", text)):
        if term.type in TRIVIA:
            assert "\n\n\n" not in term.text
            assert " \n" not in term.text
            assert "\t" not in term.text.split("#")[0]


def comments(text: str) -> list[str]:
    """All comments in their order: what stands between terms, or in the terms that end lines."""
    found, at = [], 0
    for term in [*_scanner().scan(Source("test", text)), None]:
        start = len(text) if term is None else term.start
        between = text[at:start]
        at = len(text) if term is None else term.end
        found += [between]
        if term is not None and term.type in TRIVIA:
            found += [term.text]
    joined = "\n".join(part for part in found if "#" in part)
    return [line[line.index("#") :].rstrip() for line in joined.split("\n") if "#" in line]


def shape(part: Any) -> Any:
    """A model without the places in its text."""
    if isinstance(part, Span):
        return "".join(part.text.split())
    if isinstance(part, Design) or hasattr(part, "__dataclass_fields__"):
        return (type(part).__name__, {k: shape(v) for k, v in vars(part).items() if k != "extent"})
    if isinstance(part, dict) or hasattr(part, "items"):
        return {str(getattr(k, "name", k)): shape(v) for k, v in part.items()}
    if isinstance(part, tuple | list):
        return [shape(inner) for inner in part]
    if hasattr(part, "stated"):
        return shape(part.stated())
    return part
