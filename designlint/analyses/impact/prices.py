"""What the worlds of a drill take: counted by the elements that are looked at in each, known before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.impact.reach import Reach
from designlint.analyses.load.handling import limited, spared
from designlint.analyses.placement.placement import placements
from designlint.base.cached import cached_property
from designlint.model import Claim

WORK = 20_000
"""So many elements are looked at in the worlds of a drill, at about the most: less than 0.1 ms each."""
OF_WORLD = 10
OF_LOAD = 3
"""The load of all elements is found in each world, which takes a part of what judging them does."""
SETTLED = 2
"""What each component with a limit and each step with a fallback counts as more: the load is found again for what
these refuse and pass on."""
FEW, REPLICAS = 10, 10
"""Beside so many replicas for each component, each so many more count as an element: they are placed again."""
OF_CLAIM = 20
"""What a claim counts as at the least, in steps."""
REACHED = 100
"""So many calls behind fallbacks count as one step."""
LOOKED_AT = 10
"""So many elements of flows are looked at, to see whether they stop, in the time that one is judged in."""


class Prices:
    """The price of each world, by the flows that are judged in it."""

    def __init__(self, facts: Facts, reach: Reach) -> None:
        self._facts, self._reach = facts, reach
        self._limited = frozenset(facts[limited])
        self._spared = Counter(flow for flow, _ in facts[spared])

    def of_world(self, flows: Iterable[str]) -> int:
        """A world of its own, in which flows are judged."""
        return self._of_any + self._elements(flows)

    def of_flows(self, flows: Iterable[str]) -> int:
        """A world with the load of the design as it is, in which flows are judged."""
        return OF_WORLD + self._elements(flows)

    def of_look(self, flows: Iterable[str]) -> int:
        """Flows that are looked at in the trees of the design as it is."""
        return self.of_flows(flows) // LOOKED_AT

    def of_claim(self, claim: Claim) -> int:
        """A claim about a flow, by its steps, or about data, by those that read or write it."""
        flow = self._facts.design.flows.get(claim.about)
        steps = len(flow.steps) if flow is not None else self._uses[claim.about]
        # How often a fallback is up follows from all that it calls in turn.
        reached = self._spared[claim.about] if claim.measures("availability") else 0
        return max(OF_CLAIM, steps + reached * steps // REACHED)

    @cached_property
    def _uses(self) -> Counter[str]:
        """How many steps read or write each data item."""
        steps = [step for flow in self._facts.design.flows.values() for step in flow.steps]
        return Counter(one.path for step in steps for one in (*step.reads, *step.writes))

    @cached_property
    def _of_any(self) -> int:
        """What each world takes, whatever is judged in it."""
        counts = [placement.count for placement in self._facts[placements].values()]
        crowded = max(0, sum(counts) - FEW * len(counts)) // REPLICAS
        return OF_WORLD + crowded + self._elements(self._facts.design.flows) // OF_LOAD

    def _elements(self, flows: Iterable[str]) -> int:
        """The steps of flows and the components that take part in them."""
        paths = [flow for flow in flows if flow in self._facts.design.flows]
        parts = self._reach.components(paths)
        steps = sum(len(self._facts.design.flows[flow].steps) for flow in paths)
        settled = sum(self._spared[flow] for flow in paths)
        settled += sum(path in self._limited for path in parts)
        return len(parts) + steps + SETTLED * settled
