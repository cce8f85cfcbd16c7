"""Mutants: whether the family that is meant to see a defect does, once, and no other one is alarmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.diagnostics.diagnostic import Diagnostic
from tests.signal import checking
from tests.signal.checking import Report
from tests.signal.mutation import Mutant, drafts, mutants
from tests.signal.operators import OPERATORS


class Outcome(NamedTuple):
    """What is reported about a mutant that is not about the clean design."""

    mutant: Mutant
    seen: bool
    """The family that is meant to see the defect does."""
    reported: tuple[Diagnostic, ...]
    """Warnings and errors on top that are about the mutation."""
    alarms: tuple[Diagnostic, ...]
    """Warnings and errors on top whose cause is not the mutation."""
    broken: tuple[Diagnostic, ...]
    """Errors of the language: the mutant is no design."""


class Recall(NamedTuple):
    """How many of the mutants of a family are seen."""

    family: str
    seen: int
    of: int

    @property
    def share(self) -> float:
        """The share that is seen, from 0 to 1."""
        return self.seen / self.of


def all_mutants() -> list[Mutant]:
    """Every mutant of every clean design."""
    return [mutant for draft in drafts() for mutant in mutants(draft, OPERATORS)]


def sample() -> list[Mutant]:
    """One mutant of each operator: a part of the whole that takes seconds."""
    found = {mutant.operator.name: mutant for mutant in all_mutants()}
    return list(found.values())


def outcomes(chosen: Iterable[Mutant]) -> Iterator[Outcome]:
    """What is reported about each of the mutants."""
    clean = {draft.name: _keys(checking.of_text(draft.text)) for draft in drafts()}
    for mutant in chosen:
        yield outcome(mutant, clean[mutant.design])


def outcome(mutant: Mutant, clean: set[tuple[str, str, str]]) -> Outcome:
    """What is reported about a mutant, apart from what is reported about its clean design."""
    report = checking.of_text(mutant.text)
    operator = mutant.operator
    reported: list[Diagnostic] = []
    alarms: list[Diagnostic] = []
    for one in report.defects:
        if _key(one) not in clean:
            families = {operator.family, *operator.also}
            is_meant = one.code[:3] in families or one.code in operator.codes
            (reported if is_meant else alarms).append(one)
    enough = (
        report.all
        if operator.asks
        else [f for top in report.defects for f in (top, *top.consequences)]
    )
    seen = any(_fits(one, mutant) and _key(one) not in clean for one in enough)
    broken = tuple(
        [one for one in report.all if one.code[:3] in ("LNG", "INT") and one.severity == 4]
    )
    return Outcome(mutant, seen, tuple(reported), tuple(alarms), broken)


def _fits(one: Diagnostic, mutant: Mutant) -> bool:
    operator = mutant.operator
    # What is not declared may be asked for by the one finding that lists the open questions.
    asked = operator.asks and one.code == "COV007"
    return asked or one.code[:3] == operator.family or one.code in operator.codes


def _keys(report: Report) -> set[tuple[str, str, str]]:
    return {_key(one) for one in report.all}


def _key(one: Diagnostic) -> tuple[str, str, str]:
    return one.code, one.element, one.message


def by_family(results: Iterable[Outcome]) -> list[Recall]:
    """The recall of each family."""
    seen: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for result in results:
        family = result.mutant.operator.family
        of[family] += 1
        seen[family] += result.seen
    return [Recall(family, seen[family], of[family]) for family in sorted(of)]
