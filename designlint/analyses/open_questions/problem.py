"""Questions about the problem: who the system is for, what it does, how far it must grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.question import Question, ask
from designlint.diagnostics.diagnostic import edit
from designlint.model import Element
from designlint.schema.context import (
    CUSTOMERS,
    GROWTH_FACTOR,
    INTEGRATES,
    OUT_OF_SCOPE,
    SCOPE,
)
from designlint.schema.property import Property

_ASKED: tuple[tuple[Property[Any], str, str], ...] = (
    (CUSTOMERS, "Who is the system for?", 'customers "..."'),
    (SCOPE, "What does the system do?", 'scope "..."'),
    (GROWTH_FACTOR, "How many times today's load must it carry?", "growth 10x"),
)


def problem(facts: Facts) -> Iterator[Question]:
    """What the header of a design does not declare; the header itself, where there is none."""
    header = facts.design.header
    if header is None:
        text = 'design NAME { customers "..."; scope "..."; growth 10x }'
        yield Question("Who is the system for, and what does it do?", "design", edit(text))
        return
    for key, text, example in _ASKED:
        if header[key] is None:
            yield from ask(text, key, example, [header], place="`design`")
    yield from _surroundings(facts, header)


def _surroundings(facts: Facts, header: Element) -> Iterator[Question]:
    """Which systems are there already, where the design has none of others and does not leave them out."""
    has_others = any(c.is_external for c in facts.design.components.values())
    if not has_others and header[INTEGRATES] is None and header[OUT_OF_SCOPE] is None:
        yield from ask("Which existing systems does it work with, or leave to others?", INTEGRATES,
                       "integrates NAME", [header], place="`design`")  # fmt: skip
