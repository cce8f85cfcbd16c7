"""What a search for a remedy may take: steps, of which each claim that it judges in a world has its price.

The price is known before, but for the worlds that a verdict asks for in its own (those of what may be lost
or left where it is not declared where all runs, those without what a fallback stands in for), and for how
much work the fault trees of a world are.
"""

from __future__ import annotations

from designlint.analyses.budget import budget, elements_diverted
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Judgement
from designlint.analyses.load.handling import limited, spared
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.ranges import Ends
from designlint.analyses.verdicts.verdicts import Verdict, judge
from designlint.schema.relation import TIMEOUT
from designlint.solvers.work import done

# What a world costs beside the parts of a claim: in steps, and as a share of all components, which are copied.
OF_WORLD, OF_COPY = 20, 1 / 20

# Of the other worlds that a claim is judged in most share much with the first.
OF_OTHER = 1 / 2

# So many calls of a flow, or replicas, are looked at in one step, so many parts that calls with a timeout
# wait for, and so many elements while others send their calls elsewhere.
CALLS, REPLICAS, TIMED, DIVERTED = 2, 50, 20, 2

# The load is found so many times again for what limits refuse and fallbacks get.
SETTLED = 2

# What is looked at in each flow beside its calls, to find all loads.
OF_FLOW = 2

# So many steps of solvers count as one here.
SOLVED = 100


class GaveUpError(Exception):
    """The effort is used up."""


class Effort:
    """The steps that are left for a search in a design; so many steps of solvers (`solved`) count as one."""

    def __init__(self, facts: Facts, steps: float, solved: int = SOLVED) -> None:
        self._facts, self._solved = facts, solved
        self._left = float(steps)
        diverted = elements_diverted(facts.design) if facts[budget].diversions else 0
        self._of_diversions = diverted // DIVERTED

    @property
    def left(self) -> float:
        """The steps that are left, none where more were taken."""
        return max(0.0, self._left)

    def is_enough(self, verdict: Verdict, worlds: int) -> bool:
        """Whether a claim can be judged in so many worlds."""
        return self._left >= worlds * self.price(verdict)

    def spend(self, verdict: Verdict, *, loaded: bool = False) -> None:
        """Count a claim that is to be judged in a world, with other loads of everything where it is `loaded`; raise
        `GaveUpError` where no step is left."""
        self._left -= self.price(verdict) + (self._facts[_of_loads] if loaded else 0)
        if self._left < 0:
            raise GaveUpError

    def judged(self, tried: Facts, verdict: Verdict, known: Ends | None = None) -> Judgement:
        """The verdict on a claim in a changed design, with `known` ends of ranges; what it took is counted."""
        before, steps = tried.worlds, done()
        found = judge(verdict.world_around(tried), verdict.claim, known)
        self.took(verdict, tried.worlds - before, done() - steps)
        return found

    def took(self, verdict: Verdict, worlds: int, solved: int) -> None:
        """Count the worlds that the verdict on a claim was made of, the first of which has been counted, and the steps
        of solvers."""
        self._left -= OF_OTHER * self.price(verdict) * max(0, worlds - 1) + solved / self._solved

    def price(self, verdict: Verdict) -> float:
        """The steps of a claim in a world."""
        prices = self._facts[_prices]
        whole = prices[verdict.claim.about if verdict.claim.about in prices else ""]
        diverted = self._of_diversions if verdict.claim.measures("availability") else 0
        settled = self._facts[_settled] if verdict.claim.load != 1.0 else 0
        return whole + diverted + settled


def _of_loads(facts: Facts) -> int:
    """What is looked at to find all loads."""
    return sum(len(flow.steps) + OF_FLOW for flow in facts.design.flows.values()) // CALLS


def _settled(facts: Facts) -> int:
    """What is looked at again at another load: what a limit refuses or a fallback gets depends on it."""
    return SETTLED * (len(facts[limited]) + len(facts[spared]))


def _prices(facts: Facts) -> Lazily[str, float]:
    """The steps of a claim about a flow in a world, by its path, and of any other one under the empty path:
    its parts and calls are looked at, all others copied."""
    return Lazily(dict.fromkeys(("", *facts.design.flows)), lambda path: _price(facts, path))


def _price(facts: Facts, flow: str) -> float:
    components, graph = facts.design.components, facts[flow_graphs].get(flow)
    parts = tuple(components) if graph is None else graph.nodes
    steps = () if graph is None else graph.flow.steps
    timed = sum(step.properties[TIMEOUT] is not None for step in steps)
    awaited = timed * min(len(parts), facts[budget].timed)
    replicas = sum(facts[placements][p].count for p in parts if p in components)
    whole = OF_WORLD + OF_COPY * len(components) + len(parts)
    return whole + len(steps) // CALLS + replicas // REPLICAS + awaited // TIMED
