"""The verdicts of `designlint verify` as JSON, and the schema of that.

A change that could break a reader raises `VERSION`; a new key does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.render.functional import Functional
from designlint.render.json_format import answer, location
from designlint.render.json_schema import plain, schema_of
from designlint.render.json_types import Answer, WitnessStep
from designlint.render.verdicts import Assumed, Row

VERSION = 2


class Verdict(NamedTuple):
    """A claim of a requirement or scenario and how it comes out: `status` is met, violated or
    undecided. `design` is the main file of its design.

    `basis` is what a decided status rests on: `proof`, `assumptions` or an `estimate`; null where it is
    undecided. `margin` is the room that a met claim has, positive, or what a violated one lacks, negative.
    `missing` are the facts that would decide it, `assumptions` those that it rests on. `sensitivity`
    are the numbers that it is sensitive to and `remedy` the changes that meet it, null where they
    were not asked for.
    """

    design: str
    owner: str
    claim: str
    status: str
    basis: str | None
    value: str
    target: str
    margin: str
    reason: str
    missing: tuple[str, ...]
    assumptions: tuple[WitnessStep, ...]
    derivation: tuple[WitnessStep, ...]
    remedy: tuple[Answer, ...] | None
    sensitivity: tuple[WitnessStep, ...] | None


class Assumption(NamedTuple):
    """What was assumed, and the requirements and scenarios of a design whose verdicts rest on it."""

    design: str
    line: WitnessStep
    owners: tuple[str, ...]


class FunctionalRequirement(NamedTuple):
    """A functional requirement that is to be built: `status` is served, optional (its flows do
    without what it demands), overloaded (a flow that serves it gets more than it can carry) or `not served`;
    `flows` serve it."""

    design: str
    requirement: str
    title: str
    status: str
    flows: tuple[str, ...]
    why: str


class Verdicts(NamedTuple):
    """All verdicts on the designs, in the order of each; `version` is that of this form. `assumptions` are all
    that a verdict rests on, `functional` the functional requirements."""

    version: int
    verdicts: tuple[Verdict, ...]
    assumptions: tuple[Assumption, ...]
    functional: tuple[FunctionalRequirement, ...]


def render(
    rows: Sequence[Row],
    register: Sequence[Assumed] = (),
    functional: Sequence[Functional] = (),
) -> str:
    """The rows as JSON, with the register of assumptions and the functional requirements."""
    document = Verdicts(
        VERSION,
        tuple([_verdict(row) for row in rows]),
        tuple([Assumption(one.design, _step(one.line), one.owners) for one in register]),
        tuple(
            [
                FunctionalRequirement(f.design, f.name, f.title, f.word, f.flows, f.why)
                for f in functional
            ]
        ),
    )
    return json.dumps(plain(document), indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    return schema_of(Verdicts, "Verdicts of designlint")


def _verdict(row: Row) -> Verdict:
    return Verdict(
        row.design,
        row.name,
        row.claim,
        row.status,
        row.basis or None,
        row.value,
        row.target,
        row.margin,
        row.reason,
        row.missing,
        _steps(row.assumptions),
        _steps(row.derivation),
        None if row.remedy is None else tuple([answer(one) for one in row.remedy]),
        None if row.sensitivity is None else _steps(row.sensitivity),
    )


def _steps(steps: Sequence[Step]) -> tuple[WitnessStep, ...]:
    return tuple([_step(step) for step in steps])


def _step(step: Step) -> WitnessStep:
    at = location(step.span) if step.span is not None else None
    return WitnessStep(step.text, at, step.origin or None, step.depth)
