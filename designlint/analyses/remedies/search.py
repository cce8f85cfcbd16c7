"""The smallest change that meets a claim, found by trying changes in worlds of their own.

Every lever of the claim's metric is tried at its highest level; where that is enough, the least level
that is enough is found by bisection, for more of a lever never makes things worse. Of all changes that
meet the claim and break no other requirement, the smallest is taken: a single one, else a pair. What does not help at its most cannot help at less, which bounds the search.
Where only more than two together are enough, each is lowered in turn as far as it can be.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.remedies.adjustment import Adjustment, Lever
from designlint.analyses.remedies.trials import Edits, Trials
from designlint.analyses.verdicts.effort import GaveUpError
from designlint.analyses.verdicts.verdicts import (
    Verdict,
    expectations,
    verdicts,
)
from designlint.base.records import NamedTuple
from designlint.base.source import Span

# Pairs are sought among the levers that do most; all pairs of them are tried.
MOST_IN_PAIRS = 8

# More than so many levers are not lowered one by one: it takes too long.
MOST_LOWERED = 64

# What one search may take that is asked for by name, and what all those together of what is violated only
# on assumptions; all searches of a check have their share of the `budget`.
THOROUGH = 600_000
ON_ASSUMPTIONS = 2_000

# With a share for fewer worlds nothing is found, so that nothing is tried.
LEAST_WORLDS = 4

# Of so many levers fewer than one can be tried, nothing is found: the least of each comes before the smallest.
LEVERS_IN_VAIN = 4


class Remedy(NamedTuple):
    """What a search came to.

    `edits` are the smallest change that was found, with the `judgement` that it leads to: met, or at
    least no longer violated. Where there is none, `judgement` is that with `everything` at its highest
    level, which shows how far the levers go. `tried` is how many there were. `blocked` is the smallest change
    that would have been enough, if it did not break `breaks`, the requirements and scenarios.
    `gave_up` is whether the search ended before everything was tried.
    """

    edits: Edits
    judgement: Judgement | None
    tried: int
    everything: Edits = ()
    blocked: Edits = ()
    breaks: tuple[str, ...] = ()
    gave_up: bool = False


def find_remedy(facts: Facts, verdict: Verdict, effort: int = THOROUGH) -> Remedy:
    """The smallest change that meets a claim that is violated, if the effort is enough to find it."""
    return _Search(facts, verdict, effort).run()


class _Search:
    def __init__(self, facts: Facts, verdict: Verdict, effort: int) -> None:
        self._facts = facts
        self._trials = Trials(facts, verdict, effort)
        self._verdict = verdict
        asked = verdict.world_around(facts)
        levers = iter(verdict.claim.metric.levers(asked, verdict.claim))
        first = tuple(islice(levers, 1))
        self._is_in_vain = not self._trials.are_enough(LEAST_WORLDS)
        self._levers = first if self._is_in_vain else (*first, *levers)
        self._goal: tuple[Status, ...] = (Status.MET,)
        self._blocked: tuple[Edits, tuple[str, ...]] = ((), ())

    def run(self) -> Remedy:
        if not self._levers:
            return Remedy((), None, 0)
        worlds = len(self._levers) // LEVERS_IN_VAIN
        if self._is_in_vain or not self._trials.are_enough(worlds):
            return Remedy((), None, 0, gave_up=True)
        strongest = _strongest(self._levers)
        everything = _all_at(strongest, math.inf)
        farthest = self._trials.judged(everything)
        try:
            return self._search(strongest, everything, farthest)
        except GaveUpError:
            return Remedy((), farthest, len(strongest), everything, *self._blocked, gave_up=True)

    def _search(self, strongest: list[Lever], everything: Edits, farthest: Judgement) -> Remedy:
        # What cannot be met may at least be no longer violated, and depend on facts that are missing.
        for goal in ((Status.MET,), (Status.MET, Status.UNDECIDED)):
            self._goal = goal
            edits = (
                self._smallest(farthest)
                or self._several(_one_for_each(strongest))
                or self._several(strongest)
            )
            if edits:
                return Remedy(edits, self._trials.judged(edits), len(strongest))
        return Remedy((), farthest, len(strongest), everything, *self._blocked)

    def _smallest(self, farthest: Judgement) -> Edits:
        """The smallest change that reaches the goal and breaks nothing; empty where there is none."""
        if farthest.status not in self._goal and self._is_out_of_reach():
            return ()
        for found in (self._singles(), self._pairs()):
            for edits in found:
                if self._is_harmless(edits):
                    return edits
        return ()

    def _is_out_of_reach(self) -> bool:
        """Whether not even all levers at once reach the goal, where they add up. Of several that set the
        same thing the strongest counts, of votes those of reads and those of writes."""
        if not self._verdict.claim.metric.add_up or _has_rivals(self._levers):
            return False
        weakest_first = sorted(self._levers, key=lambda lever: lever.rank)
        return not self._meets([lever.at(lever.most) for lever in weakest_first])

    def _singles(self) -> Iterator[Edits]:
        """The least sufficient edit of each lever, smallest first."""
        least = [self._least(lever, []) for lever in self._levers]
        found = [[enough[0]] for enough in least if enough is not None]
        yield from _smallest_first(found)

    def _pairs(self) -> Iterator[Edits]:
        """The least sufficient edits of two levers."""
        strongest = sorted(self._levers, key=self._value, reverse=True)
        found: list[list[Adjustment]] = []
        for one, other in combinations(strongest[:MOST_IN_PAIRS], 2):
            if one.name == other.name or not self._meets([one.at(one.most), other.at(other.most)]):
                continue
            found += self._least_pairs(one, other)
        yield from _smallest_first(found)

    def _least_pairs(self, one: Lever, other: Lever) -> Iterator[list[Adjustment]]:
        """For each level of one lever, the least of the other that is enough with it: a staircase, for
        the more there is of one, the less of the other is needed."""
        best, most = math.inf, other.most
        for level in range(1, one.most + 1):
            fixed = one.at(level)
            if fixed.size + other.at(1).size >= best:
                return
            least = self._least(other._replace(most=most), [fixed])
            if least is None:
                continue
            edit, most = least
            best = min(best, fixed.size + edit.size)
            yield [fixed, edit]

    def _several(self, strongest: list[Lever]) -> Edits:
        """All levers together where that is enough and breaks nothing: all to the same level, then less
        those that it does not take, each of the others as low as is enough with the rest."""
        if len(strongest) > MOST_LOWERED or not self._meets(_all_at(strongest, math.inf)):
            return ()
        most = max(lever.most for lever in strongest)
        level = 1 + bisect_left(
            range(1, most), True, key=lambda n: self._meets(_all_at(strongest, n))
        )
        levels = {lever: min(level, lever.most) for lever in strongest}
        for lever in sorted(strongest, key=lambda k: -k.at(levels[k]).size):
            rest = {other: at for other, at in levels.items() if other is not lever}
            edits = [other.at(at) for other, at in rest.items()]
            if self._meets(edits):
                levels = rest
                continue
            least = self._least(lever._replace(most=levels[lever]), edits)
            levels[lever] = levels[lever] if least is None else least[1]
        found = tuple([lever.at(at) for lever, at in levels.items()])
        return found if self._is_harmless(found) else ()

    def _least(self, lever: Lever, fixed: list[Adjustment]) -> tuple[Adjustment, int] | None:
        """The least of a lever that is enough together with what is fixed, and its level."""
        if not self._meets([*fixed, lever.at(lever.most)]):
            return None
        levels = range(1, lever.most)
        level = 1 + bisect_left(levels, True, key=lambda n: self._meets([*fixed, lever.at(n)]))
        return lever.at(level), level

    def _value(self, lever: Lever) -> float:
        """How near a lever alone brings the claim to its target: larger is nearer."""
        return self._trials.judged([lever.at(lever.most)]).nearness

    def _meets(self, edits: Sequence[Adjustment]) -> bool:
        return self._trials.judged(edits).status in self._goal

    def _is_harmless(self, edits: Edits) -> bool:
        """Whether no other requirement breaks; the first change that does break one is kept."""
        broken = self._trials.broken(edits)
        if broken and not self._blocked[0]:
            self._blocked = edits, broken
        return not broken


def _all_at(levers: Sequence[Lever], level: float) -> Edits:
    """All levers at a level, as far as each goes."""
    return tuple([lever.at(int(min(level, lever.most))) for lever in levers])


def _has_rivals(levers: Sequence[Lever]) -> bool:
    """Whether a step could be changed in several ways, the best of which is unknown."""
    names = [lever.name for lever in levers if lever.at(1).steps]
    return len(set(names)) < len(names)


def _one_for_each(levers: Sequence[Lever]) -> list[Lever]:
    """The first lever of each component: one change there is easier to make than two."""
    found: dict[tuple[str, ...], Lever] = {}
    for lever in levers:
        found.setdefault(lever.at(1).touches, lever)
    return list(found.values())


def _strongest(levers: Sequence[Lever]) -> list[Lever]:
    """Of the levers that set the same thing, the strongest; the first where none is stronger."""
    found: dict[str, Lever] = {}
    for lever in levers:
        if lever.name not in found or found[lever.name].rank < lever.rank:
            found[lever.name] = lever
    return list(found.values())


def _smallest_first(found: Sequence[list[Adjustment]]) -> list[Edits]:
    def size(edits: Sequence[Adjustment]) -> float:
        return sum(edit.size for edit in edits)

    return [tuple(edits) for edits in sorted(found, key=size)]


def remedies(facts: Facts) -> Lazily[Span, Remedy]:
    """The search for each violated claim, by the claim's place in the design; all that are proved
    to be violated have the same part of the effort."""
    found = (*facts[verdicts], *facts[expectations])
    violated = {v.claim.span: v for v in found if v.status is Status.VIOLATED}
    refuted = sum(verdict.is_refuted for verdict in violated.values())
    each = facts[budget].remedies // max(1, refuted)
    if refuted < len(violated):
        # What is violated only on assumptions is searched for less long.
        assumed = min(each, ON_ASSUMPTIONS // (len(violated) - refuted))
    else:
        assumed = each

    def search(span: Span) -> Remedy:
        verdict = violated[span]
        return find_remedy(facts, verdict, each if verdict.is_refuted else assumed)

    return Lazily(violated, search)
