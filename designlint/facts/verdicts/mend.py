"""The smallest change that meets a claim, found by trying changes in worlds of their own.

Every knob of the design that may help (see `knobs`) is turned up as far as it goes; where that is
enough, the least level that is enough is found by bisection, for more of a knob never makes things
worse. Of all changes that meet the claim and break no other requirement, the smallest is taken: a
single one, else a pair. What does not help at its most cannot help at less, which bounds the search.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from designlint.facts.facts import Facts, Lazily
from designlint.facts.load.load import loads
from designlint.facts.structure.graph import flow_graphs
from designlint.facts.verdicts.adjustments import SUGGESTED, Adjustment, Knob
from designlint.facts.verdicts.judgement import Judgement, Status
from designlint.facts.verdicts.knobs import knobs_for
from designlint.facts.verdicts.verdicts import Verdict, expectations, judge, verdicts
from designlint.facts.worlds import in_scenario
from designlint.model import Change, Scenario
from designlint.source import Span
from designlint.world import world

# Pairs are sought among the knobs that do most; all pairs of them are tried.
MOST_IN_PAIRS = 8

# No knob for these undoes what another does: what all of them do not reach, no pair of them does.
ADDING_UP = ("availability", "headroom", "throughput")


class Mended(NamedTuple):
    """What a search came to.

    `edits` are the smallest change that was found, with the `judgement` that it leads to: met, or at
    least no longer violated. Where there is none, `judgement` is that with every knob turned up, which
    shows how far they go. `tried` is how many there were.
    """

    edits: tuple[Adjustment, ...]
    judgement: Judgement | None
    tried: int


def mend(facts: Facts, verdict: Verdict) -> Mended:
    """The smallest change that meets a claim that is violated."""
    return _Search(facts, verdict).run()


class _Search:
    def __init__(self, facts: Facts, verdict: Verdict) -> None:
        self._facts = facts
        self._verdict = verdict
        asked = world_around(facts, verdict)
        self._knobs = knobs_for(asked, verdict.claim)
        self._goal: tuple[Status, ...] = (Status.MET,)

    def run(self) -> Mended:
        if not self._knobs:
            return Mended((), None, 0)
        everything = self._judge([knob.at(knob.most) for knob in _one_for_each(self._knobs)])
        # What cannot be met may at least be no longer violated, and hang on facts that are missing.
        for goal in ((Status.MET,), (Status.MET, Status.UNDECIDED)):
            self._goal = goal
            edits = self._smallest(everything)
            if edits:
                return Mended(edits, self._judge(edits), len(self._knobs))
        return Mended((), everything, len(self._knobs))

    def _smallest(self, everything: Judgement) -> tuple[Adjustment, ...]:
        """The smallest change that reaches the goal and breaks nothing; empty where there is none."""
        if everything.status not in self._goal and self._verdict.claim.metric.name in ADDING_UP:
            return ()
        for found in (self._singles(), self._pairs()):
            for edits in found:
                if not self._breaks(edits):
                    return edits
        return ()

    def _singles(self) -> Iterator[tuple[Adjustment, ...]]:
        """The least sufficient edit of each knob, smallest first."""
        least = [self._least(knob, []) for knob in self._knobs]
        found = [[enough[0]] for enough in least if enough is not None]
        yield from _smallest_first(found)

    def _pairs(self) -> Iterator[tuple[Adjustment, ...]]:
        """The least sufficient edits of two knobs."""
        strongest = sorted(self._knobs, key=self._value, reverse=True)
        found: list[list[Adjustment]] = []
        for one, other in combinations(strongest[:MOST_IN_PAIRS], 2):
            if one.name == other.name or not self._meets([one.at(one.most), other.at(other.most)]):
                continue
            found += self._least_pairs(one, other)
        yield from _smallest_first(found)

    def _least_pairs(self, one: Knob, other: Knob) -> Iterator[list[Adjustment]]:
        """For each level of one knob, the least of the other that is enough with it: a staircase, for
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

    def _least(self, knob: Knob, fixed: list[Adjustment]) -> tuple[Adjustment, int] | None:
        """The least of a knob that is enough together with what is fixed, and its level."""
        if not self._meets([*fixed, knob.at(knob.most)]):
            return None
        levels = range(1, knob.most)
        level = 1 + bisect_left(levels, True, key=lambda n: self._meets([*fixed, knob.at(n)]))
        return knob.at(level), level

    def _value(self, knob: Knob) -> float:
        """How near a knob alone brings the claim to its target: larger is nearer."""
        return self._judge([knob.at(knob.most)]).nearness

    def _meets(self, edits: Sequence[Adjustment]) -> bool:
        return self._judge(edits).status in self._goal

    def _judge(self, edits: Sequence[Adjustment]) -> Judgement:
        tried = tried_out(self._facts, edits)
        return judge(world_around(tried, self._verdict), self._verdict.claim)

    def _breaks(self, edits: Sequence[Adjustment]) -> bool:
        """Whether another requirement or expectation that holds would hold no more."""
        tried = tried_out(self._facts, edits)
        before = (*self._facts[verdicts], *self._facts[expectations])
        for other in before:
            if other.status is Status.MET and self._is_near(other, edits):
                after = judge(world_around(tried, other), other.claim)
                if after.status is not Status.MET:
                    return True
        return False

    def _is_near(self, other: Verdict, edits: Sequence[Adjustment]) -> bool:
        """Whether the changes can matter to another claim: it is about what they touch, or nobody
        can tell."""
        subject = other.claim.subject.path if other.claim.subject is not None else ""
        touched = {path for edit in edits for path in edit.touches}
        if subject in self._facts.design.flows:
            return not touched.isdisjoint(self._facts[flow_graphs][subject].nodes)
        return subject not in self._facts.design.components or subject in touched


def world_around(facts: Facts, verdict: Verdict) -> Facts:
    """The facts that a verdict's claim is judged by: of its scenario, if it has one."""
    owner = verdict.owner
    return in_scenario(facts, owner) if isinstance(owner, Scenario) else facts


def tried_out(facts: Facts, edits: Sequence[Adjustment]) -> Facts:
    """The facts of the design with changes made."""
    changes: list[Change] = [change for edit in edits for change in edit.changes]
    steps = [change for edit in edits for change in edit.steps]
    design = world(facts.design, SUGGESTED, changes=changes, steps=steps)
    # Who calls whom, and how often, is the same with more replicas or other settings.
    return facts.tried(design, () if steps else (flow_graphs, loads))


def _one_for_each(knobs: Sequence[Knob]) -> list[Knob]:
    """Of the knobs that turn the same thing, the first."""
    return list({knob.name: knob for knob in reversed(knobs)}.values())


def _smallest_first(found: Sequence[list[Adjustment]]) -> list[tuple[Adjustment, ...]]:
    def size(edits: Sequence[Adjustment]) -> float:
        return sum(edit.size for edit in edits)

    return [tuple(edits) for edits in sorted(found, key=size)]


def mends(facts: Facts) -> Lazily[Span, Mended]:
    """The search for each violated claim, by the claim's place in the design."""
    found = (*facts[verdicts], *facts[expectations])
    violated = {v.claim.span: v for v in found if v.status is Status.VIOLATED}
    return Lazily(violated, lambda span: mend(facts, violated[span]))
