"""Changes of a design, tried in worlds of their own: what a verdict is with them, and what they break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.remedies.adjustment import SUGGESTED, Adjustment
from designlint.analyses.verdicts.effort import Effort
from designlint.analyses.verdicts.ranges import Ends
from designlint.analyses.verdicts.verdicts import (
    Verdict,
    ends_for,
    expectations,
    verdicts,
)
from designlint.model import Change
from designlint.model.world import world

Edits = tuple[Adjustment, ...]

# Which replica of a store a step asks, and who stands in for it, decides who gets the load.
_MOVE_LOAD = ("role", "or_else")


class Trials:
    """Trials of changes for one violated claim, as many as an effort is enough for."""

    def __init__(self, facts: Facts, verdict: Verdict, effort: int) -> None:
        self._facts, self._verdict = facts, verdict
        self._effort = Effort(facts, effort)
        self._judged: dict[frozenset[tuple[str, str]], Judgement] = {}
        self._ends: dict[int, Ends] = {}

    def are_enough(self, worlds: int) -> bool:
        """Whether the claim can be judged in so many worlds."""
        return self._effort.is_enough(self._verdict, worlds)

    def judged(self, edits: Sequence[Adjustment]) -> Judgement:
        """The claim with some changes. The first is free; raise `GaveUpError` where no effort is left for another."""
        key = frozenset([(edit.where, edit.text) for edit in edits])
        if key not in self._judged:
            if self._judged:
                self._effort.spend(self._verdict)
            tried = what_if(self._facts, edits)
            self._judged[key] = self._judge_in(tried, self._verdict)
        return self._judged[key]

    def _judge_in(self, tried: Facts, verdict: Verdict) -> Judgement:
        """A verdict in a changed design; which ends of ranges are better for it does not change."""
        key, claim = id(verdict), verdict.claim
        if key not in self._ends:
            self._ends[key] = ends_for(verdict.world_around(self._facts), claim)
        return self._effort.judged(tried, verdict, self._ends[key])

    def broken(self, edits: Edits) -> tuple[str, ...]:
        """The other requirements and scenarios that hold now and would hold no more, and the limits of
        connections that would be passed. Raise `GaveUpError` where no effort is left to judge them."""
        tried = what_if(self._facts, edits)
        broken: dict[str, None] = dict.fromkeys(self._overfilled(tried))
        for other in (*self._facts[verdicts], *self._facts[expectations]):
            if other.status is Status.MET and self._is_near(other, edits):
                self._effort.spend(other)
                if self._judge_in(tried, other).status is not Status.MET:
                    broken[other.owner.path] = None
        return tuple(broken)

    def _overfilled(self, tried: Facts) -> Iterator[str]:
        """What accepts all connections now and would not any more."""
        before = self._facts[capacities].connections
        for path, after in tried[capacities].connections.items():
            fits = path not in before or before[path].opened <= before[path].accepted
            if fits and after.opened > after.accepted:
                yield f"connections of {path}"

    def _is_near(self, other: Verdict, edits: Edits) -> bool:
        """Whether the changes can matter to another claim: it is about what they touch, or that is
        unknown."""
        subject = other.claim.subject.path if other.claim.subject is not None else ""
        touched = {path for edit in edits for path in edit.touches}
        if subject in self._facts.design.flows:
            return not touched.isdisjoint(self._facts[flow_graphs][subject].nodes)
        return subject not in self._facts.design.components or subject in touched


def what_if(facts: Facts, edits: Sequence[Adjustment]) -> Facts:
    """The facts of the design with changes made."""
    changes: list[Change] = [change for edit in edits for change in edit.changes]
    steps = [change for edit in edits for change in edit.steps]
    calls = [change for edit in edits for change in edit.calls]
    design = world(facts.design, SUGGESTED, changes=changes, steps=steps, calls=calls)
    # Who calls whom, and how often, is the same with more replicas or other settings.
    if not steps and not calls:
        return facts.tried(design, (flow_graphs, loads))
    moved = any(change.field in _MOVE_LOAD for change in steps)
    return facts.tried(design, () if moved else (loads,))
