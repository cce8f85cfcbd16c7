"""The exact availability of flows and components, over the failures of what they run on.

The fault tree's probability is computed as *un*availability from end to end, so that no nine is lost.
A basic event whose availability is not declared lies anywhere between 0 and 1, which brackets the
result, because the tree is monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from designlint.analyses.availability.brackets import bracket, single_events
from designlint.analyses.availability.derivation import assumption_steps, derivation, missing_facts
from designlint.analyses.availability.diverted import Diverted, diverted
from designlint.analyses.availability.probabilities import Probability, basic_events, probabilities
from designlint.analyses.availability.runs_apart import is_coarse, largest_unavailability
from designlint.analyses.budget import SPENT, budget
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import (
    counted_failures,
    failures_of_keys,
    partial_failures,
)
from designlint.analyses.failure.flow_failure import (
    counted_flow_failures,
    flow_failures_of_keys,
    needs_in_doubt,
    partial_flow_failures,
    relaxed_flow_failures,
)
from designlint.analyses.failure.flow_needs import flow_needs
from designlint.analyses.failure.keys import FIRST_KEYS, other_keys
from designlint.analyses.measure import (
    Derivation,
    Exactness,
    Interval,
    Measure,
)
from designlint.base.records import NamedTuple
from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import Key, Node

_ProbabilityOf: TypeAlias = "Callable[[BasicEvent], Probability]"

# Together with more basic events than these, what diverts calls is bounded: trees that share replicas
# are solved slowly.
EXACT_BESIDE = 24


def flow_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each flow."""
    return _flow_availability(facts, facts[probabilities])


def availability_beside_shares(facts: Facts) -> Lazily[str, Measure]:
    """How often some runs of each flow may succeed: those that make none of the calls with a share."""
    probability_of, never = facts[probabilities], Probability(0.0, None)
    beside = _flow_availability(
        facts, lambda event: never if event.kind == "made" else probability_of(event)
    )

    def find(path: str) -> Measure:
        return beside[path] if has_shares(facts, path) else facts[flow_availability][path]

    return Lazily(facts.design.flows, find)


def has_shares(facts: Facts, path: str) -> bool:
    """Whether only some runs of a flow make some of its calls."""
    trees = [facts[counted_flow_failures][path, reading] for reading in Reading]
    trees += [tree for found in facts[flow_failures_of_keys][path] for tree in found.values()]
    trees += facts[relaxed_flow_failures][path]
    beside = facts[diverted][path]
    trees += [beside.node] if beside is not None else []
    return any(event.kind == "made" for event in basic_events(trees))


def _flow_availability(facts: Facts, probability_of: _ProbabilityOf) -> Lazily[str, Measure]:
    def measure(path: str) -> Measure:
        trees = {reading: facts[counted_flow_failures][path, reading] for reading in Reading}
        first = _measure(facts, trees, probability_of, facts[diverted][path])
        found = _over_keys(facts, first, facts[flow_failures_of_keys][path], probability_of)
        relaxed = facts[relaxed_flow_failures][path]
        if relaxed:
            tree = trees[Reading.OPTIMISTIC]
            found = _at_best(found, tree, relaxed, probability_of, facts[budget].tree)
        if trees[Reading.OPTIMISTIC] is trees[Reading.PESSIMISTIC]:
            return found
        if not facts[budget].fallbacks or facts[flow_needs](path, True).is_bounded:
            found = found._replace(limit=SPENT)
        missing = (*needs_in_doubt(facts, path), *found.missing)
        return found._replace(missing=tuple(dict.fromkeys(missing)))

    return Lazily(facts.design.flows, measure)


class LostRuns(NamedTuple):
    """The largest share of the runs of a flow that fail by what is down, by what is certain and by what is
    assumed. Runs that are refused before a call with a share do not make it, so that it may be less than
    what is lost of the runs that are let through."""

    certain: float
    assumed: float


def lost_runs(facts: Facts) -> Lazily[str, LostRuns | None]:
    """The runs that each flow loses by what is down; None where the calls of others take some, too."""
    probability_of, steps = facts[probabilities], facts[budget].tree

    def most(path: str) -> LostRuns | None:
        if facts[diverted][path] is not None:
            return None
        worst = [
            facts[counted_flow_failures][path, Reading.PESSIMISTIC],
            *(one[Reading.PESSIMISTIC] for one in facts[flow_failures_of_keys][path]),
        ]
        known = {event: probability_of(event) for event in basic_events(worst)}
        certain: dict[Key, float] = {e: one.interval.high for e, one in known.items()}
        assumed: dict[Key, float] = {e: one.assumed_interval.high for e, one in known.items()}
        return LostRuns(
            *(max(largest_unavailability(t, p, steps) for t in worst) for p in (certain, assumed))
        )

    return Lazily(facts.design.flows, most)


def component_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each component."""
    probability_of = facts[probabilities]

    def measure(path: str) -> Measure:
        trees = {reading: facts[counted_failures](reading).component(path) for reading in Reading}
        others = [
            {r: facts[failures_of_keys](r, keys, True).component(path) for r in Reading}
            for keys in other_keys(facts, [path])
        ]
        first = _measure(facts, trees, probability_of, facts[diverted][path])
        return _over_keys(facts, first, others, probability_of)

    return Lazily(facts.design.components, measure)


class Partial(NamedTuple):
    """How seldom a flow or component can serve nothing at all: the least share of its runs, and of those
    `beside` that make none of the calls with a share."""

    whole: float
    beside: float


def partial_unavailability(facts: Facts) -> Lazily[str, Partial]:
    """How seldom each flow or component can serve nothing at all, by its path and by what is certain."""
    p = facts[probabilities]
    return partial_unavailability_by(facts, lambda event: p(event).interval.low)


def assumed_partial_unavailability(facts: Facts) -> Lazily[str, Partial]:
    """The same if the assumptions are right."""
    p = facts[probabilities]
    return partial_unavailability_by(facts, lambda event: p(event).assumed_interval.low)


def partial_unavailability_by(
    facts: Facts, least: Callable[[BasicEvent], float]
) -> Lazily[str, Partial]:
    """The same by the least unavailability of each basic event."""
    trees, flows = facts[partial_failures], facts[partial_flow_failures]
    steps = facts[budget].tree

    def of(path: str) -> Partial:
        if path in flows:
            found = flows[path]
        else:
            keys = [FIRST_KEYS, *other_keys(facts, [path])]
            found = [trees(one).component(path) for one in keys]
        p: dict[Key, float] = {event: least(event) for event in basic_events(found)}
        made: dict[Key, float] = {
            event: 0.0 for event in basic_events(found) if event.kind == "made"
        }
        return Partial(
            min(probability(tree, p, budget=steps).low for tree in found),
            min(probability(tree, p | made, budget=steps).low for tree in found),
        )

    return Lazily({**facts.design.components, **facts.design.flows}, of)


def _at_best(
    found: Measure, tree: Node, relaxed: list[Node], p: _ProbabilityOf, steps: int
) -> Measure:
    value = at_best(found.value, tree, relaxed, lambda event: p(event).interval.low, steps)
    assuming = found.assuming
    if assuming is not None:
        assuming = at_best(
            assuming, tree, relaxed, lambda event: p(event).assumed_interval.low, steps
        )
    exactness = Exactness.EXACT if value.is_exact else Exactness.BOUND
    return found._replace(value=value, exactness=exactness, assuming=assuming)


def at_best(
    found: Interval,
    tree: Node,
    relaxed: list[Node],
    least: Callable[[BasicEvent], float],
    steps: int,
) -> Interval:
    """An availability where the failures of places may be among those of several parts: these are then
    counted once at the least; none that the flow needs is up less often than the flow. `least` is the least
    unavailability of each basic event; `steps` is the work for each tree."""
    alone = [e for e in single_events(tree) if isinstance(e, BasicEvent)]
    most = min([1.0, *(1.0 - least(event) for event in alone)])
    p: dict[Key, float] = {event: least(event) for event in basic_events(relaxed)}
    best = max(1.0 - probability(one, p, budget=steps).low for one in relaxed)
    return Interval(found.low, max(found.high, min(most, best)))


def _over_keys(
    facts: Facts,
    first: Measure,
    others: Iterable[dict[Reading, Node]],
    probability_of: _ProbabilityOf,
) -> Measure:
    """An availability for whichever key is asked for, from that of the worst to that of the best one."""
    found = [first, *(_measure(facts, trees, probability_of) for trees in others)]
    if len(found) == 1:
        return first
    value = hull(one.value for one in found)
    assumptions = tuple(dict.fromkeys(line for one in found for line in one.assumptions))
    return first._replace(
        value=value,
        exactness=Exactness.EXACT if value.is_exact else Exactness.BOUND,
        missing=tuple(dict.fromkeys(fact for one in found for fact in one.missing)),
        assuming=hull(one.assuming or one.value for one in found) if assumptions else None,
        assumptions=assumptions,
    )


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval around some others."""
    found = list(intervals)
    return Interval(min(one.low for one in found), max(one.high for one in found))


def _measure(
    facts: Facts,
    trees: dict[Reading, Node],
    probability_of: _ProbabilityOf,
    beside: Diverted | None = None,
) -> Measure:
    """An availability between its bounds: of the certain facts, and with the assumptions."""
    nodes = [*trees.values(), *((beside.node,) if beside is not None else ())]
    known = {event: probability_of(event) for event in basic_events(nodes)}

    def bounds(p: dict[BasicEvent, Interval]) -> Interval:
        return unavailability(facts, trees, beside, p)

    certain = bounds({event: found.interval for event, found in known.items()})
    assuming = None
    if any(found.is_assumed for found in known.values()):
        assuming = bounds({e: found.assumed_interval for e, found in known.items()})
    lines = beside.lines if beside is not None else ()
    is_spent = _is_spent(trees, known, assuming or certain)
    is_spent = is_spent or (beside is not None and beside.is_spent)
    is_spent = is_spent or is_coarse(trees[Reading.PESSIMISTIC], facts[budget].tree)
    return Measure(
        Interval(1.0 - certain.high, 1.0 - certain.low),
        Exactness.EXACT if certain.is_exact else Exactness.BOUND,
        Derivation(lambda: (*lines, *derivation(facts, trees[Reading.OPTIMISTIC]))),
        (*(beside.missing if beside is not None else ()), *missing_facts(facts, known)),
        None if assuming is None else Interval(1.0 - assuming.high, 1.0 - assuming.low),
        assumption_steps(known),
        limit=SPENT if is_spent else "",
    )


def _is_spent(
    trees: dict[Reading, Node], known: dict[BasicEvent, Probability], found: Interval
) -> bool:
    """Whether an unavailability is only bounded although all is known that it follows from."""
    is_known = all(one.value is not None for one in known.values())
    is_one = trees[Reading.OPTIMISTIC] is trees[Reading.PESSIMISTIC]
    return is_known and is_one and not found.is_exact


def unavailability(
    facts: Facts,
    trees: dict[Reading, Node],
    beside: Diverted | None,
    p: dict[BasicEvent, Interval],
) -> Interval:
    """How often what the trees describe fails, or loses calls to those of others (`beside`)."""
    if beside is None:
        return bracket(trees, p, facts[budget].tree)
    return _beside(facts, trees, beside, p)


def _beside(
    facts: Facts, trees: dict[Reading, Node], beside: Diverted, p: dict[BasicEvent, Interval]
) -> Interval:
    """The same where the calls of others take a share of the runs while all that these need is up."""
    steps, worst = facts[budget].tree, trees[Reading.PESSIMISTIC]
    alone = bracket(trees, p, steps)
    # No more than what diverts the calls can come on top (Boole's inequality).
    most: dict[Key, float] = {event: one.high for event, one in p.items()}
    more = probability(beside.node, most, budget=steps).high
    either = facts[counted_failures](Reading.PESSIMISTIC).any([worst, beside.node])
    if len(basic_events([either])) <= EXACT_BESIDE:
        joint = bracket({**trees, Reading.PESSIMISTIC: either}, p, steps).high
        more = min(more, joint - alone.high)
    high = alone.high + max(0.0, more) * (1.0 - beside.share)
    return Interval(alone.low, min(1.0, high))
