"""The assumption register: what was assumed in a run, and which verdicts rest on it."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step


class Assumption(NamedTuple):
    """Something that was assumed, with the reason as the origin of its line, and the verdicts that
    rest on it."""

    line: Step
    verdicts: tuple[Verdict, ...]


def assumption_register(facts: Facts) -> tuple[Assumption, ...]:
    """All assumptions that a verdict on a requirement or an expectation rests on."""
    return register_of((*facts[verdicts], *facts[expectations]))


def register_of(found: Iterable[Verdict]) -> tuple[Assumption, ...]:
    """The assumptions that verdicts rest on; first those that most of them rest on."""
    resting: dict[Step, list[Verdict]] = {}
    for verdict in found:
        for line in verdict.judgement.assumptions:
            resting.setdefault(line, []).append(verdict)
    listed = [Assumption(line, tuple(on)) for line, on in resting.items()]
    return tuple(sorted(listed, key=lambda one: -len(one.verdicts)))
