"""The findings of a check, each under a key that is stable from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from designlint.diagnostics.diagnostic import Diagnostic, Help
from designlint.diagnostics.fingerprint import kind, numbered
from designlint.diagnostics.folding import folded
from designlint.document import Finding, Question
from designlint.render.consequences import consequence_lines
from designlint.review.values import lines_of, place_of

KEY_LENGTH = 12


def findings(diagnostics: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """The findings, gravest first; of one severity, in the order of the files."""
    shown = folded(diagnostics)
    keyed = zip(numbered(shown), shown, strict=True)
    ordered = sorted(keyed, key=lambda pair: -pair[1].severity)
    return tuple([_finding(key, diagnostic) for key, diagnostic in ordered])


def _finding(key: str, diagnostic: Diagnostic) -> Finding:
    return Finding(
        kind(key)[:KEY_LENGTH],
        diagnostic.code,
        str(diagnostic.severity),
        diagnostic.message,
        diagnostic.element,
        place_of(diagnostic.primary.span),
        lines_of(step for step in diagnostic.witness if step.text),
        diagnostic.help,
        tuple([one.requirement for one in diagnostic.breaks]),
        diagnostic.owner,
        consequence_lines(diagnostic, None),
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
