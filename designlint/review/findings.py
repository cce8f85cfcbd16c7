"""The findings of a check, each under a key that is stable from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Diagnostic, Help, Step, advice
from designlint.diagnostics.fingerprint import kind, numbered
from designlint.diagnostics.folding import folded
from designlint.document import Finding, Question
from designlint.render.consequences import consequence_lines
from designlint.review.values import lines_of, place_of

KEY_LENGTH = 12
MOST_LINES, LINES, LEAST_LINES = 200, 10_000, 20
"""So many lines of a witness, suggestions and consequences are shown of each finding at the most, of all findings, and
of each at the least."""


def findings(diagnostics: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """The findings, gravest first; of one severity, in the order of the files."""
    shown = folded(diagnostics)
    keyed = zip(numbered(shown), shown, strict=True)
    ordered = sorted(keyed, key=lambda pair: -pair[1].severity)
    most = max(LEAST_LINES, min(MOST_LINES, LINES // max(1, len(ordered))))
    return tuple([_finding(key, diagnostic, most) for key, diagnostic in ordered])


def _finding(key: str, diagnostic: Diagnostic, most: int) -> Finding:
    witness = [step for step in diagnostic.witness if step.text]
    more, helps = len(witness) - most, diagnostic.help
    if more > 0:
        witness = [*witness[:most], Step(f"{counted(more, 'more line')}: designlint check -v")]
    if len(helps) > most:
        helps = (*helps[:most], advice(counted(len(helps) - most, "more suggestion")))
    return Finding(
        kind(key)[:KEY_LENGTH],
        diagnostic.code,
        str(diagnostic.severity),
        diagnostic.message,
        diagnostic.element,
        place_of(diagnostic.primary.span),
        lines_of(witness),
        helps,
        tuple([one.requirement for one in diagnostic.breaks]),
        diagnostic.owner,
        consequence_lines(diagnostic, most),
    )


def asked_once(found: Iterable[Finding], questions: Iterable[Question]) -> tuple[Finding, ...]:
    """The findings; one whose help is open questions, which have a part of their own, only says so."""
    asked = {one.text for one in questions}
    there = (
        Help("answer the open questions, which this document lists with a sample of each answer"),
    )
    return tuple(
        [
            one._replace(help=there)
            if one.help and asked.issuperset(h.note for h in one.help)
            else one
            for one in found
        ]
    )


def keys_on(found: Iterable[Finding], path: str) -> tuple[str, ...]:
    """The keys of the findings about an element or something inside it."""
    return tuple(
        [one.key for one in found if one.element == path or one.element.startswith(f"{path}.")]
    )
