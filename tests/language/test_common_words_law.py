"""The law of `let` and `template`: a design means the same as one in which all is written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from designlint.base.source import Source
from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from designlint.language.syntax.nodes import Sentence, Statement
from designlint.language.syntax.parse import parse
from designlint.render.terminal import render_diagnostics
from designlint.testing import TODAY, registry

EXAMPLES = Path(__file__).parents[2] / "examples"
DESIGNS = [
    EXAMPLES / "shortlink.design",
    *sorted((EXAMPLES / "outages").glob("*/before.design"))[:6],
]
KEPT = ("api", "because", "tech")
"""What a template cannot hold, and what is compared with words of the language."""


def components(statements: tuple[Statement, ...]) -> Iterator[Sentence]:
    """All components that state something, outside in."""
    for statement in statements:
        if isinstance(statement, Sentence) and statement.keyword.text == "component":
            if statement.block is not None and statement.block.statements:
                yield statement
        elif statement.block is not None:
            yield from components(statement.block.statements)


def with_templates(text: str) -> str:
    """Each component is of a template of its own."""
    more = []
    for number, one in enumerate(reversed([*components(parse(Source("m", text)).statements)])):
        block = one.block
        assert block is not None
        if any(isinstance(s, Sentence) and s.keyword.text == "api" for s in block.statements):
            continue
        kind = one.clauses[0][2]
        body = text[block.opening.start : block.closing.end]
        more.append(f"template its_{number} : {kind.text} {body}\n")
        text = (
            f"{text[: kind.start]}its_{number}"
            f"{text[kind.end : block.opening.start]}{text[block.closing.end :]}"
        )
    assert more
    return "\n".join([text, *more])


def with_constants(text: str) -> str:
    """Each value of a component is a constant."""
    more = []
    values = [
        (inner.clauses[0][0].start, inner.clauses[-1][-1].end)
        for one in components(parse(Source("m", text)).statements)
        for inner in (one.block.statements if one.block else ())
        if isinstance(inner, Sentence)
        and inner.clauses
        and inner.block is None
        and inner.keyword.text not in KEPT
    ]
    for number, (start, end) in enumerate(reversed(values)):
        more.append(f"let value_{number} {text[start:end]}")
        text = f"{text[:start]}value_{number}{text[end:]}"
    assert more
    return "\n".join([text, *more])


def reported(text: str) -> tuple[list[tuple[str, str, str, str]], object]:
    """What is found in a design, and how many requirements have which verdict."""
    result = check(load_text(text, "m.design"), registry(), Settings(), TODAY).result
    assert render_diagnostics(result.diagnostics, width=100, colour=False) or not result.diagnostics
    found = [(d.code, str(d.severity), d.element, d.message) for d in result.diagnostics]
    return sorted(found), result.tally


@pytest.mark.parametrize("rewritten", [with_templates, with_constants])
@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_design_means_the_same(path: Path, rewritten: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert reported(rewritten(text)) == reported(text)
