"""How much work a check does: dealt out before it begins, by the size of the design alone.

Work is counted in steps, not in seconds, and each question has its share whatever the others take. So
an answer is the same on every machine, in every order of the questions, and beside any unrelated part
of the design, as long as the shares are what a small design has. A question whose share is spent is
answered by bounds, which decide a claim or leave it undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from designlint.analyses.facts import Facts
from designlint.base.records import NamedTuple
from designlint.model import Component, Design, Step
from designlint.schema.component import AUTOSCALE, IN, REPLICAS
from designlint.schema.relation import RATE_LIMIT, TIMEOUT

# What a check may take in all; a step is a node of a decision diagram, a few microseconds.
STEPS_FOR_TREES = 2_000_000
MOST_FOR_TREE, LEAST_FOR_TREE = 60_000, 2_000

# What explains an answer solves its trees again: so many of their nodes are visited for it.
VISITS = 1_000_000
MOST_VISITS, LEAST_VISITS = 100_000, 40_000

# For remedies a step is a part of the design that is looked at again: about 0.1 ms.
STEPS_FOR_REMEDIES = 20_000

# What moves the numbers behind verdicts is asked for, and takes that much of all together.
STEPS_FOR_SENSITIVITY = 50_000

# Worlds in which something is lost are counted by the elements that are looked at in each.
ELEMENTS_IN_FALLBACKS = 20_000

# In each of them every fallback of a flow gets what those before it cannot serve, along all steps.
STEPS_OF_FALLBACKS = 30_000
ELEMENTS_IN_SCENARIOS = 16_000
LEAST_SCENARIOS = 20
SPARES_IN_SCENARIOS = 1_500
"""In each scenario it is solved again when each fallback is of use: where there are many, fewer are judged."""

# Where it is not declared where they run, each of these may be lost by itself, in a world of its own.
ELEMENTS_IN_DOUBT = 200_000
LEAST_IN_DOUBT = 8

# What sends its calls elsewhere while it is down does so in a state of its own.
ELEMENTS_IN_DIVERSIONS = 20_000

# Of each call with a timeout it is found how long what it waits for takes.
ELEMENTS_IN_TIMED = 8_000
LEAST_TIMED = 12

# Each cache is emptied in a world of its own.
ELEMENTS_IN_COLD = 40_000
LEAST_COLD = 10

# Claims at another load than the stated one are judged in a world of each load.
ELEMENTS_IN_LOADS = 40_000
LEAST_LOADS = 8
LEAST_PACES, LOADS_OF_PACE = 8, 3
"""So many of these worlds take the work of one flow that is tried at other rates."""
OF_LIMITED = 2
"""There what a limit refuses and what a fallback gets are found again, which counts as so many more elements."""

# Of each range both ends are tried, in worlds that are counted the same way.
ELEMENTS_IN_RANGES = 40_000
LEAST_RANGES = 8
ELEMENTS_IN_RANGES_OF_WORLDS = 20_000
"""In each scenario they are tried again, each time with all that fallbacks and diversions take there."""

# From so many replicas on those of a component are counted together, in a design with many of them from
# fewer on.
CROWD, LEAST_CROWD, MANY_REPLICAS = 256, 16, 2_000

SPENT = "only bounded: the exact number takes more work than a check does"
"""Why a claim is undecided whose share of the work is spent."""


class Budget(NamedTuple):
    """The shares of a design: the steps for each fault tree (`tree`) and for all remedies (`remedies`), how
    many scenarios have a world of their own, of how many ranges the ends are tried for a claim, whether
    fallbacks have worlds, each without what it replaces, whether what sends its calls elsewhere while it is
    down is looked at one by one (`diversions`), how many replicas of a component are a crowd, how
    many nodes of fault trees are visited to explain a claim (`visits`), how many caches are emptied, one
    at a time (`cold`), of how many components it is found how long a call with a timeout waits for them
    (`timed`), how many whose place is not declared are lost by themselves in a scenario (`alone`), the steps for
    what numbers verdicts are sensitive to, where that is asked for (`sensitivity`), how many loads beside the
    stated one have a world of their own (`loads`), and which flows are not tried at other rates where limits or
    fallbacks are then found again (`unpaced`)."""

    tree: int
    remedies: int
    scenarios: int
    ranges: int
    fallbacks: bool
    diversions: bool = True
    crowd: int = CROWD
    visits: int = MOST_VISITS
    cold: int = ELEMENTS_IN_COLD
    timed: int = ELEMENTS_IN_TIMED
    alone: int = ELEMENTS_IN_DOUBT
    sensitivity: int = STEPS_FOR_SENSITIVITY
    loads: int = ELEMENTS_IN_LOADS
    unpaced: frozenset[str] = frozenset()


def budget(facts: Facts) -> Budget:
    """The shares of the work of a check; in all worlds of a design they are the same."""
    return dealt(facts.design) if facts.base is None else facts.base[budget]


def dealt(design: Design) -> Budget:
    """The shares by the size of a design."""
    claims = sum(len(one.claims) for one in design.requirements.values())
    claims += sum(len(one.expectations) for one in design.scenarios.values())
    questions = len(design.flows) + claims
    steps = [step for flow in design.flows.values() for step in flow.steps]
    elements = len(design.components) + len(steps)
    each = [sum(s.or_else is not None for s in f.steps) for f in design.flows.values()]
    spares, flows = sum(each), design.flows.values()
    passed_on = sum(n * n * len(flow.steps) for n, flow in zip(each, flows, strict=True))
    # A loss is looked at twice where it is not declared where all runs: with what it may take, and without.
    worlds = 1 if all(map(_is_placed, design.components.values())) else 2
    tree = STEPS_FOR_TREES // max(1, questions)
    scenarios = max(LEAST_SCENARIOS, ELEMENTS_IN_SCENARIOS // max(1, elements * worlds))
    scenarios = min(scenarios, max(1, SPARES_IN_SCENARIOS // max(1, spares)))
    # What stands in for others does so in each scenario, too.
    times = 1 + min(len(design.scenarios), scenarios)
    fallbacks = spares * elements * times <= ELEMENTS_IN_FALLBACKS
    fallbacks = fallbacks and passed_on * times <= STEPS_OF_FALLBACKS
    diverted = elements_diverted(design)
    diversions = diverted * times <= ELEMENTS_IN_DIVERSIONS
    in_world = elements + diverted * diversions + passed_on * fallbacks
    settled = spares + sum(one[RATE_LIMIT] is not None for one in design.components.values())
    loads = max(LEAST_LOADS, ELEMENTS_IN_LOADS // max(1, elements + OF_LIMITED * settled))
    ranges = max(LEAST_RANGES, ELEMENTS_IN_RANGES // (4 * max(1, elements) * max(1, claims)))
    return Budget(
        max(LEAST_FOR_TREE, min(MOST_FOR_TREE, tree)),
        STEPS_FOR_REMEDIES,
        scenarios,
        min(ranges, ELEMENTS_IN_RANGES_OF_WORLDS // max(1, in_world * times)),
        fallbacks,
        diversions,
        CROWD if _replicas(design) <= MANY_REPLICAS else LEAST_CROWD,
        max(LEAST_VISITS, min(MOST_VISITS, VISITS // max(1, questions))),
        max(LEAST_COLD, ELEMENTS_IN_COLD // max(1, elements)),
        max(LEAST_TIMED, ELEMENTS_IN_TIMED // max(1, _timed(steps))),
        max(LEAST_IN_DOUBT, ELEMENTS_IN_DOUBT // max(1, elements * times)),
        loads=loads,
        unpaced=_unpaced(design, max(LEAST_PACES, loads // LOADS_OF_PACE)),
    )


def _unpaced(design: Design, most: int) -> frozenset[str]:
    """The flows behind the first `most` claims on a throughput, in the order of the claims."""
    owned = design.owned_claims()
    counts = Counter(claim.about for _, claim in owned if claim.measures("throughput"))
    sums = accumulate(counts.values())
    beyond = [path for path, total in zip(counts, sums, strict=True) if total > most]
    return frozenset([path for path in beyond if path in design.flows])


def elements_diverted(design: Design) -> int:
    """How many elements are looked at to find what is lost to the calls of others, in one world."""
    steps = [step for flow in design.flows.values() for step in flow.steps]
    return len(_diverting(steps)) * (len(design.components) + len(steps))


def _diverting(steps: Sequence[Step]) -> set[str]:
    """What sends calls elsewhere while it is down: the callees of steps with a fallback, and caches."""
    spared = {step.callee.path for step in steps if step.or_else is not None}
    return spared | {step.on_miss_of.path for step in steps if step.on_miss_of is not None}


def _timed(steps: Sequence[Step]) -> int:
    return sum(step.properties[TIMEOUT] is not None for step in steps)


def _replicas(design: Design) -> int:
    """How many replicas there are that are counted one by one, where so many are a crowd."""
    counts = map(most_replicas, design.components.values())
    return sum(count for count in counts if count < CROWD)


def most_replicas(component: Component) -> int:
    """The most replicas that a component states to have."""
    stated, scaled = component.value(REPLICAS), component.value(AUTOSCALE)
    return max(stated.number if stated else 0, scaled.range.high if scaled else 0)


def _is_placed(component: Component) -> bool:
    """Whether it is stated where a component runs."""
    replicas = component.value(REPLICAS)
    return component[IN] is not None or bool(replicas and replicas.places)
