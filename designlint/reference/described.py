"""The documentation of codes as reports take it along."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc

from designlint.plugins.rule import Rule
from designlint.reference.rules import coded, rule_entries
from designlint.reference.terminal import render
from designlint.render.described import Described

_COLUMNS = 88


def described(rules: Mapping[str, Rule]) -> dict[str, Described]:
    """Every code, those of the core too, with its page as Markdown and as plain text."""
    bodies = {entry.name: entry.body for entry in rule_entries(rules)}
    return {
        one.code: Described(
            one.code,
            one.name,
            max(one.severities),
            one.summary,
            _opening(one.doc),
            bodies[one.code],
            render(bodies[one.code], columns=_COLUMNS, colour=False),
        )
        for one in coded(rules)
    }


def _opening(doc: str) -> str:
    """The first two paragraphs of a documentation, in one line: what it is, and why it matters."""
    return " ".join(" ".join(cleandoc(doc).split("\n\n")[:2]).split())
