"""From a design to its verdicts as rows of text, with as much proof as is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.measure import origin_text
from designlint.analyses.remedies.words import remedy
from designlint.analyses.verdicts.register import register_of
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.base.wording import counted
from designlint.check import Understood
from designlint.console.impact import functional_rows, with_flows
from designlint.console.misread import errors_of
from designlint.console.questions.verdicts import Judged, Wanted
from designlint.diagnostics.diagnostic import Step
from designlint.render.verdicts import Assumed, Row

if TYPE_CHECKING:
    from designlint.analyses.verdicts.sensitivity import Sensitivities

MOST_SENSITIVE = 5
"""So many numbers are shown of those that a verdict is sensitive to."""


def judged(one: Understood, wanted: Wanted) -> Judged:
    """The verdicts of a design that are wanted."""
    project, resolution, facts = one
    name = project.files[0].source.name
    with facts.clock.stage("verdicts"):
        every = [*facts[verdicts], *facts[expectations]]
        found = [v for v in every if wanted.why in (None, v.owner.path)]
        rows = [_row(verdict, facts, wanted)._replace(design=name) for verdict in found]
        if wanted.sensitivity:
            rows = _with_sensitivity(facts, found, rows)
        rows = list(with_flows(facts, rows)) if wanted.flows else rows
        functional = [] if wanted.why else functional_rows(facts, name)
        register = _register(found, name) if wanted.assumptions else []
    return Judged(
        name,
        tuple(rows),
        tuple([verdict.owner.path for verdict in every]),
        errors_of(project, resolution),
        tuple(functional),
        tuple(register),
        lasts=not any(verdict.judgement.failure for verdict in every),
    )


def _register(found: list[Verdict], design: str) -> list[Assumed]:
    return [
        Assumed(one.line, tuple(dict.fromkeys(v.owner.path for v in one.verdicts)), design)
        for one in register_of(found)
    ]


def _row(verdict: Verdict, facts: Facts, wanted: Wanted) -> Row:
    """A verdict as a row of text, with as much proof as is asked for."""
    row = _row_of(verdict)
    if wanted.why:
        row = row._replace(
            derivation=tuple(verdict.derivation(verdict.world(facts))),
            remedy=tuple(remedy(facts, verdict, thorough=True)),
        )
    return row


def _row_of(verdict: Verdict) -> Row:
    """A verdict as a row of text."""
    judged = verdict.judgement
    missing = [m.of(m.element) for m in judged.missing]
    return Row(
        verdict.owner.path,
        verdict.claim.text,
        judged.status.value,
        judged.rests_on,
        judged.word,
        judged.value,
        judged.target,
        judged.margin,
        judged.reason,
        tuple(missing),
        tuple(judged.assumptions),
        tuple(judged.derivation),
    )


def _with_sensitivity(facts: Facts, found: list[Verdict], rows: list[Row]) -> list[Row]:
    """The rows of some verdicts with the numbers that each is most sensitive to."""
    from designlint.analyses.verdicts.sensitivity import all_sensitivities  # it judges many worlds

    known = all_sensitivities(facts, found, MOST_SENSITIVE, facts[budget].sensitivity)
    return [
        row._replace(sensitivity=tuple(_sensitivity(one, row.name if len(rows) > 1 else "")))
        for row, one in zip(rows, known, strict=True)
    ]


def _sensitivity(known: Sensitivities, ask_for: str) -> Iterator[Step]:
    for one in known.found:
        text = (
            f"sensitive to {one.property} of {one.element}: {one.now}, break-even at {one.turns_at}"
        )
        yield Step(text, one.known.span, origin_text(one.known.origin))
    hint = f"; ask for less with --why {ask_for}" if ask_for else ""
    if known.not_placed:
        more = counted(known.not_placed, "more number")
        yield Step(f"sensitive to {more}: to find where is more work than a run does{hint}")
    if known.moved < known.numbers:
        moved = f"{known.moved} of {counted(known.numbers, 'number')}"
        yield Step(f"{moved} tried: the others are more work than a run does{hint}")
