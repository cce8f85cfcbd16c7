"""The exact availability of flows and components, over the failures of what they run on.

The fault tree's probability is computed as *un*availability from end to end, so that no nine is lost.
A basic event whose availability is not declared lies anywhere between 0 and 1, which brackets the
result, because the tree is monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from designlint.analyses.availability.diverted import Diverted, diverted
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import carrying_assumption, missing_capacity
from designlint.analyses.failure.copies import copies_stated, shards_of
from designlint.analyses.failure.events import BasicEvent, Reading, share_made
from designlint.analyses.failure.failure import (
    FIRST_KEYS,
    counted_failures,
    failures_of_keys,
    own_events,
    partial_failures,
)
from designlint.analyses.failure.flow_failure import (
    counted_flow_failures,
    flow_failures_of_keys,
    needs_in_doubt,
    partial_flow_failures,
    relaxed_flow_failures,
)
from designlint.analyses.failure.keys import other_keys
from designlint.analyses.failure.uptime import complement, has_total_availability, measured_times
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import (
    Derivation,
    Exactness,
    Interval,
    Measure,
    Missing,
    origin_text,
)
from designlint.analyses.placement.placement import placement_assumption, placements
from designlint.diagnostic import Step
from designlint.model import Assumed, Known
from designlint.quantity import show_availability
from designlint.schema.component import AVAILABILITY, FAILOVER
from designlint.schema.roles import Role
from designlint.schema.store import READ, TOPOLOGY, WRITE
from designlint.solvers.bdd import importance, probability
from designlint.solvers.faulttree import Key, Node, events, singles
from designlint.wording import counted


class Probability(NamedTuple):
    """The unavailability of a basic event, 0 to 1, and the value behind it; None where that is not
    declared. `supposed` says what is assumed where there is no value behind it, and `stated` what is
    declared where the event is only a part of it."""

    value: float | None
    known: Known[object] | None
    supposed: str = ""
    stated: float | None = None

    @property
    def is_assumed(self) -> bool:
        """Whether it is only assumed."""
        if self.supposed:
            return True
        return self.known is not None and isinstance(self.known.origin, Assumed)

    @property
    def interval(self) -> Interval:
        """What is certain about it."""
        if self.value is None or self.is_assumed:
            return Interval(0.0, 1.0)
        return Interval(self.value, self.value)

    @property
    def assumed_interval(self) -> Interval:
        """What holds if the assumption is right."""
        return Interval(0.0, 1.0) if self.value is None else Interval(self.value, self.value)


def probabilities(facts: Facts) -> Callable[[BasicEvent], Probability]:
    """The unavailability of each basic event."""
    known: dict[tuple[str, str], Probability] = {}

    def find(event: BasicEvent) -> Probability:
        key = (event.kind, event.path)
        if key not in known:
            known[key] = _probability(event, facts)
        return known[key]

    return find


def _probability(event: BasicEvent, facts: Facts) -> Probability:
    design = facts.design
    if event.kind == "place":
        return Probability(0.0, None, placement_assumption(facts, event.path))
    if event.kind == "made":
        return Probability(share_made(event), None)
    if event.kind == "load":
        supposed = carrying_assumption(facts, event.path)
        return Probability(0.0 if supposed else None, None, supposed)
    element = design.places[event.path] if event.kind == "domain" else design.components[event.path]
    if event.kind == "service" and _may_be_several(event.path, facts):
        return Probability(None, None)
    measured = measured_times(element)
    if measured is not None:
        mtbf, mttr = measured
        total = mtbf.value.value + mttr.value.value
        return Probability(mttr.value.value / total if total else 0.0, mtbf)
    availability = element[AVAILABILITY]
    if availability is None or (
        event.kind == "service"
        and isinstance(availability.origin, Assumed)
        and not availability.value.is_total
    ):
        # What is assumed is that of one instance, and says nothing of a service as a whole.
        return Probability(None, None)
    if isinstance(availability.origin, Assumed) and _is_on_hosts(event, facts):
        # The instance is the host, which is counted by itself.
        return Probability(0.0, None, f"`{event.path}` fails only with its host")
    stated = complement(availability.value.amount.value)
    own = facts[own_events].get(event.path) if event.kind == "service" else None
    return Probability(stated if own is None else own, availability, stated=stated)


def _is_on_hosts(event: BasicEvent, facts: Facts) -> bool:
    """Whether each replica of a component runs on a declared host."""
    if event.kind != "replica":
        return False
    places, placement = facts.design.places, facts[placements][event.path]
    return all(
        any(places[domain].level == "host" for domain in replica.domains)
        for replica in (*placement.replicas, *placement.lost)
    )


def _may_be_several(path: str, facts: Facts) -> bool:
    """Whether the availability of one replica may not be that of the whole component."""
    if facts[placements][path].declared or has_total_availability(facts.design.components[path]):
        return False
    return facts[capacities][path].needs.high > 1


def flow_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each flow."""
    return _flow_availability(facts, facts[probabilities])


def availability_beside_shares(facts: Facts) -> Lazily[str, Measure]:
    """How often some runs of each flow may succeed: those that make none of the calls with a share."""
    probability_of = facts[probabilities]
    never = Probability(0.0, None)
    return _flow_availability(facts, lambda e: never if e.kind == "made" else probability_of(e))


def _flow_availability(
    facts: Facts, probability_of: Callable[[BasicEvent], Probability]
) -> Lazily[str, Measure]:
    def measure(path: str) -> Measure:
        trees = {reading: facts[counted_flow_failures][path, reading] for reading in Reading}
        first = _measure(facts, trees, probability_of, facts[diverted][path])
        found = _over_keys(facts, first, facts[flow_failures_of_keys][path], probability_of)
        relaxed = facts[relaxed_flow_failures][path]
        if relaxed:
            found = _at_best(facts, found, trees, relaxed, probability_of)
        if trees[Reading.OPTIMISTIC] is trees[Reading.PESSIMISTIC]:
            return found
        missing = (*needs_in_doubt(facts, path), *found.missing)
        return found._replace(missing=tuple(dict.fromkeys(missing)))

    return Lazily(facts.design.flows, measure)


def component_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each component."""

    def measure(path: str) -> Measure:
        trees = {reading: facts[counted_failures](reading).component(path) for reading in Reading}
        others = [
            {r: facts[failures_of_keys](r, keys, True).component(path) for r in Reading}
            for keys in other_keys(facts, [path])
        ]
        probability_of = facts[probabilities]
        first = _measure(facts, trees, probability_of, facts[diverted][path])
        return _over_keys(facts, first, others, probability_of)

    return Lazily(facts.design.components, measure)


class Partial(NamedTuple):
    """How seldom a flow or component can serve nothing at all: the least share of its runs, by what is
    certain, and of those `beside` that make none of the calls with a share."""

    whole: float
    beside: float


def partial_unavailability(facts: Facts) -> Lazily[str, Partial]:
    """How seldom each flow or component can serve nothing at all, by its path."""
    trees, flows = facts[partial_failures], facts[partial_flow_failures]
    probability_of = facts[probabilities]

    def least(path: str) -> Partial:
        if path in flows:
            found = flows[path]
        else:
            keys = [FIRST_KEYS, *other_keys(facts, [path])]
            found = [trees(one).component(path) for one in keys]
        certain: dict[Key, float] = {e: probability_of(e).interval.low for e in _basics(found)}
        made: dict[Key, float] = {event: 0.0 for event in _basics(found) if event.kind == "made"}
        return Partial(
            min(probability(tree, certain).low for tree in found),
            min(probability(tree, certain | made).low for tree in found),
        )

    return Lazily({**facts.design.components, **facts.design.flows}, least)


def _at_best(
    facts: Facts,
    found: Measure,
    trees: dict[Reading, Node],
    relaxed: Iterable[Node],
    p: Callable[[BasicEvent], Probability],
) -> Measure:
    """An availability where the failures of places may be among those of several parts: these are then
    counted once at the least; none that the flow needs is up less often than the flow."""
    worst = trees[Reading.PESSIMISTIC]
    loose = [
        _measure(facts, {Reading.OPTIMISTIC: r, Reading.PESSIMISTIC: worst}, p) for r in relaxed
    ]
    alone = [e for e in singles(trees[Reading.OPTIMISTIC], {}) if isinstance(e, BasicEvent)]
    certain = min([1.0, *(1.0 - p(event).interval.low for event in alone)])
    assumed = min([1.0, *(1.0 - p(event).assumed_interval.low for event in alone)])
    high = max(found.value.high, min(certain, max(one.value.high for one in loose)))
    value = Interval(found.value.low, high)
    assuming = found.assuming
    if assuming is not None:
        likely = max((one.assuming or one.value).high for one in loose)
        assuming = Interval(assuming.low, max(assuming.high, min(assumed, likely)))
    exactness = Exactness.EXACT if value.is_exact else Exactness.BOUND
    return found._replace(value=value, exactness=exactness, assuming=assuming)


def _over_keys(
    facts: Facts,
    first: Measure,
    others: Iterable[dict[Reading, Node]],
    probability_of: Callable[[BasicEvent], Probability],
) -> Measure:
    """An availability for whichever key is asked for, from that of the worst to that of the best one."""
    found = [first, *(_measure(facts, trees, probability_of) for trees in others)]
    if len(found) == 1:
        return first
    value = _hull(one.value for one in found)
    assumptions = tuple(dict.fromkeys(line for one in found for line in one.assumptions))
    return first._replace(
        value=value,
        exactness=Exactness.EXACT if value.is_exact else Exactness.BOUND,
        missing=tuple(dict.fromkeys(fact for one in found for fact in one.missing)),
        assuming=_hull(one.assuming or one.value for one in found) if assumptions else None,
        assumptions=assumptions,
    )


def _hull(intervals: Iterable[Interval]) -> Interval:
    found = list(intervals)
    return Interval(min(one.low for one in found), max(one.high for one in found))


def _measure(
    facts: Facts,
    trees: dict[Reading, Node],
    probability_of: Callable[[BasicEvent], Probability],
    beside: Diverted | None = None,
) -> Measure:
    """An availability between its bounds: of the certain facts, and with the assumptions."""
    nodes = [*trees.values(), *((beside.node,) if beside is not None else ())]
    known = {event: probability_of(event) for event in _basics(nodes)}

    def bounds(p: dict[BasicEvent, Interval]) -> Interval:
        return _bracket(trees, p) if beside is None else _beside(facts, trees, beside, p)

    certain = bounds({event: found.interval for event, found in known.items()})
    assuming = None
    if any(found.is_assumed for found in known.values()):
        assuming = bounds({e: found.assumed_interval for e, found in known.items()})
    lines = beside.lines if beside is not None else ()
    return Measure(
        Interval(1.0 - certain.high, 1.0 - certain.low),
        Exactness.EXACT if certain.is_exact else Exactness.BOUND,
        Derivation(lambda: (*lines, *_derivation(facts, trees[Reading.OPTIMISTIC]))),
        (*(beside.missing if beside is not None else ()), *_missing(facts, known)),
        None if assuming is None else Interval(1.0 - assuming.high, 1.0 - assuming.low),
        _assumptions(known),
    )


def _bracket(trees: dict[Reading, Node], p: dict[BasicEvent, Interval]) -> Interval:
    """The least and the largest unavailability that the facts allow."""
    best, worst = trees[Reading.OPTIMISTIC], trees[Reading.PESSIMISTIC]
    low = probability(best, {event: interval.low for event, interval in p.items()})
    if worst is best and all(interval.is_exact for interval in p.values()):
        return Interval(low.low, low.high)
    if any(p[event].high >= 1.0 for event in singles(worst, {}) if isinstance(event, BasicEvent)):
        return Interval(low.low, 1.0)
    high = probability(worst, {event: interval.high for event, interval in p.items()})
    return Interval(low.low, max(low.low, high.high))


def _beside(
    facts: Facts, trees: dict[Reading, Node], beside: Diverted, p: dict[BasicEvent, Interval]
) -> Interval:
    """The same where the calls of others take a share of the runs while all that these need is up."""
    alone, worst = _bracket(trees, p), trees[Reading.PESSIMISTIC]
    either = facts[counted_failures](Reading.PESSIMISTIC).any([worst, beside.node])
    more = _bracket({**trees, Reading.PESSIMISTIC: either}, p).high - alone.high
    return Interval(alone.low, alone.high + max(0.0, more) * (1.0 - beside.share))


def _domains_first(event: BasicEvent) -> tuple[bool, str, int]:
    return (event.kind != "domain", event.path, event.number)


def _basics(trees: Iterable[Node]) -> list[BasicEvent]:
    once = dict.fromkeys(trees)
    found = {key: None for tree in once for key in events(tree) if isinstance(key, BasicEvent)}
    return sorted(found, key=_domains_first)


class Contribution(NamedTuple):
    """What one component or place contributes to an unavailability.

    `saved` is the unavailability that would be gone if none of its basic events, `number` of them,
    ever happened; `known` is the value behind it, `each` the unavailability of each; `alone` is
    whether one of them is a single-event cut.
    """

    kind: str
    path: str
    number: int
    each: float
    known: Known[object]
    saved: float
    alone: bool


def contributions(facts: Facts, subject: str, most: int = 8) -> tuple[Contribution, ...]:
    """What contributes most to the unavailability of a flow or component, by what is certain: stated
    or published, not assumed."""
    if subject in facts.design.flows:
        tree = facts[counted_flow_failures][subject, Reading.OPTIMISTIC]
    else:
        tree = facts[counted_failures](Reading.OPTIMISTIC).component(subject)
    probability_of = facts[probabilities]
    p: dict[Key, float] = {event: probability_of(event).interval.low for event in _basics([tree])}
    slopes = importance(tree, p) or {}
    weight: dict[tuple[str, str], float] = {}
    for event in _basics([tree]):
        key = (event.kind, event.path)
        weight[key] = max(weight.get(key, 0.0), slopes.get(event, 0.0) * p[event])
    heaviest = sorted([key for key in weight if weight[key]], key=lambda k: (-weight[k], k))[:most]
    whole = probability(tree, p).low if heaviest else 0.0
    found = [one for key in heaviest if (one := _contribution(facts, tree, p, whole, *key))]
    return tuple(sorted(found, key=lambda one: (-one.saved, one.path)))


def _contribution(
    facts: Facts, tree: Node, p: dict[Key, float], whole: float, kind: str, path: str
) -> Contribution | None:
    own = [e for e in p if isinstance(e, BasicEvent) and (e.kind, e.path) == (kind, path)]
    known = facts[probabilities](own[0]).known
    if known is None:
        return None
    without = probability(tree, p | dict.fromkeys(own, 0.0)).low
    saved = max(0.0, whole - without)
    alone = not singles(tree, {}).isdisjoint(own)
    return Contribution(kind, path, len(own), p[own[0]], known, saved, alone)


def _derivation(facts: Facts, tree: Node) -> tuple[Step, ...]:
    """Every number that entered, once for each component or place."""
    probability_of = facts[probabilities]
    counted: dict[tuple[str, str], int] = {}
    for event in _basics([tree]):
        counted[event.kind, event.path] = counted.get((event.kind, event.path), 0) + 1
    steps = []
    for (kind, path), count in counted.items():
        found = probability_of(BasicEvent(kind, path))
        if found.value is None or found.known is None:
            continue
        value = found.value if found.stated is None else found.stated
        text = f"{path}: {_counted(facts, kind, path, count)}{show_availability(value)}"
        steps.append(Step(text, found.known.span, origin_text(found.known.origin)))
    return tuple(steps)


def _counted(facts: Facts, kind: str, path: str, count: int) -> str:
    """How many replicas count; of those that keep different keys, the ones with copies of one key."""
    is_keyed = (
        facts.design.components[path].plays(Role.STORE, Role.CACHE, Role.BROKER)
        if kind == "replica"
        else False
    )
    if is_keyed and count < len(facts[placements][path].replicas):
        return f"{counted(count, 'replica')} with one key, each "
    return f"{count} replicas, each " if count > 1 else ""


def _assumptions(known: dict[BasicEvent, Probability]) -> tuple[Step, ...]:
    found: dict[tuple[str, str], Step] = {}
    for event, one in known.items():
        if one.supposed:
            found[event.kind, event.path] = Step(one.supposed)
        elif one.is_assumed and one.value is not None and one.known is not None:
            text = f"{event.path} {show_availability(one.value)}"
            found[event.kind, event.path] = Step(text, None, origin_text(one.known.origin))
    return tuple(found.values())


def _missing(facts: Facts, known: dict[BasicEvent, Probability]) -> tuple[Missing, ...]:
    """What is not declared, in the order of what is worst to lack: places first."""
    found: dict[tuple[str, str], Missing] = {}
    for event, one in known.items():
        is_counted = event.kind != "service" or facts[placements][event.path].declared
        if not is_counted and one.value is None:
            missing = Missing(event.path, "replicas", "replicas 3 in ZONE, ZONE, ZONE")
            found.setdefault((event.path, "replicas"), missing)
        elif event.kind == "place":
            missing = Missing(event.path, "place", "in ZONE", is_assumed=True)
            found.setdefault((event.path, "place"), missing)
        elif event.kind == "load":
            for missing in missing_capacity(facts, event.path):
                found.setdefault((missing.element, missing.what), missing)
        elif one.value is None or one.is_assumed:
            missing = Missing(event.path, "availability", "availability 99.9%", one.is_assumed)
            found.setdefault((event.path, "availability"), missing)
        if event.kind == "replica":
            for missing in _undeclared_needs(facts, event.path):
                found.setdefault((missing.element, missing.what), missing)
    return tuple(found.values())


def _undeclared_needs(facts: Facts, path: str) -> tuple[Missing, ...]:
    """What would tell how many, or which, of its replicas a component needs."""
    component = facts.design.components[path]
    topology = component[TOPOLOGY]
    if component.plays(Role.STORE) and topology is not None:
        if topology.value == "leader_follower" and component[FAILOVER] is None:
            return (Missing(path, "failover", "failover auto 30s"),)
        if topology.value == "leaderless" and None in (
            topology.detail(READ),
            topology.detail(WRITE),
        ):
            return (
                Missing(
                    path,
                    "read and write quorums",
                    "topology leaderless { copies 3; read 2; write 2 }",
                ),
            )
    if shards_of(component) > 1 and copies_stated(component) is None:
        return (Missing(path, "copies", "copies 3"),)
    needed, running = facts[capacities][path].needs, facts[capacities][path].running
    missing = () if needed.low == needed.high else facts[loads].missing_for(path)
    if running is None or running.low == running.high or facts[placements][path].lost:
        return missing
    example = f"autoscale {running.high}..{running.high}"
    return (*missing, Missing(path, "number of running replicas", example))
