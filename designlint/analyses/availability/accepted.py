"""The availability of flows and components if only some of the assumptions are right."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.availability.availability import (
    Partial,
    at_best,
    has_shares,
    hull,
    partial_unavailability_by,
    unavailability,
)
from designlint.analyses.availability.derivation import assumption_step
from designlint.analyses.availability.diverted import diverted
from designlint.analyses.availability.probabilities import Probability, basic_events, probabilities
from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import counted_failures, failures_of_keys
from designlint.analyses.failure.flow_failure import (
    counted_flow_failures,
    flow_failures_of_keys,
    relaxed_flow_failures,
)
from designlint.analyses.failure.keys import other_keys
from designlint.analyses.measure import Interval, exactly
from designlint.diagnostics.diagnostic import Step
from designlint.solvers.faulttree import Node
from designlint.solvers.modules import parts

ANY = Interval(0.0, 1.0)
# A trial finds most parts of a tree solved, so that it takes this much less.
AGAIN = 8
# Of what shares events with other parts nothing is found solved.
ENTANGLED = 400_000
LEAST_TRIALS = 2


class Accepted:
    """What holds of a flow or component if the accepted assumptions are right and the others may not be."""

    def __init__(self, facts: Facts, path: str, accepted: frozenset[Step]) -> None:
        self._facts, self._path, self._accepted = facts, path, accepted
        self._holds: dict[tuple[str, str], bool] = {}

    @property
    def whole(self) -> Interval:
        """The availability."""
        return self._availability(self._of_event)

    @property
    def beside(self) -> Interval:
        """That of the runs that make none of the calls with a share."""
        if self._path in self._facts.design.components or not has_shares(self._facts, self._path):
            return self.whole
        never = exactly(0.0)
        return self._availability(
            lambda event: never if event.kind == "made" else self._of_event(event)
        )

    @property
    def least(self) -> Partial:
        """How seldom nothing at all can be served."""
        found = partial_unavailability_by(self._facts, lambda event: self._of_event(event).low)
        return found[self._path]

    def _of_event(self, event: BasicEvent) -> Interval:
        found = self._facts[probabilities](event)
        if not found.is_assumed:
            return found.interval
        # All basic events of one kind and path rest on one assumption.
        key = (event.kind, event.path)
        if key not in self._holds:
            self._holds[key] = self._line(event, found) in self._accepted
        return found.assumed_interval if self._holds[key] else ANY

    def _line(self, event: BasicEvent, found: Probability) -> Step | None:
        lines, key = self._facts[_lines], (event.kind, event.path)
        if key not in lines:
            lines[key] = assumption_step(event, found)
        return lines[key]

    def _availability(self, of: Callable[[BasicEvent], Interval]) -> Interval:
        facts, path = self._facts, self._path
        first, *others = _trees(facts, path)
        found = []
        for trees, beside in ((first, facts[diverted][path]), *((one, None) for one in others)):
            nodes = [*trees.values(), *((beside.node,) if beside is not None else ())]
            p = {event: of(event) for event in basic_events(nodes)}
            fails = unavailability(facts, trees, beside, p)
            found.append(Interval(1.0 - fails.high, 1.0 - fails.low))
        relaxed = facts[relaxed_flow_failures][path] if path in facts.design.flows else []
        if not relaxed:
            return hull(found)
        tree = first[Reading.OPTIMISTIC]
        return at_best(hull(found), tree, relaxed, lambda e: of(e).low, facts[budget].tree)


def trials(facts: Facts, path: str) -> int:
    """How often a check has work to find what holds on fewer assumptions."""
    found = [parts(tree) for trees in _trees(facts, path) for tree in trees.values()]
    apart = sum(part.size for one in found for part in one.small)
    entangled = sum(one.entangled for one in found)
    alike = AGAIN * facts[budget].visits // (apart + entangled)
    return max(LEAST_TRIALS, min(alike, ENTANGLED // max(1, entangled)))


def _lines(_: Facts) -> dict[tuple[str, str], Step | None]:
    """The assumption behind each basic event that has been asked about, by its kind and path."""
    return {}


def _trees(facts: Facts, path: str) -> list[dict[Reading, Node]]:
    """The fault trees of a flow or component for each key that may be asked for."""
    if path in facts.design.flows:
        first = {reading: facts[counted_flow_failures][path, reading] for reading in Reading}
        return [first, *facts[flow_failures_of_keys][path]]
    first = {reading: facts[counted_failures](reading).component(path) for reading in Reading}
    others = other_keys(facts, [path])
    return [
        first,
        *(
            {r: facts[failures_of_keys](r, keys, True).component(path) for r in Reading}
            for keys in others
        ),
    ]
