"""The exact availability of flows and components, over the failures of what they run on.

The fault tree's probability is computed as *un*availability from end to end, so that no nine is lost.
A basic event that nobody gives an availability lies anywhere between 0 and 1, which brackets the
result, because the tree is monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.uptime import is_promised_whole, measured_times
from designlint.analyses.load.load import loads
from designlint.analyses.load.needs import needs
from designlint.analyses.measure import (
    Derivation,
    Exactness,
    Interval,
    Measure,
    Missing,
    origin_text,
)
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step
from designlint.model import Assumed, Known
from designlint.quantity import show_availability
from designlint.schema.component import AVAILABILITY, FAILOVER
from designlint.schema.roles import Role
from designlint.schema.store import READ, TOPOLOGY, WRITE
from designlint.solvers.bdd import importance, probability
from designlint.solvers.faulttree import Key, Node, events, singles


class Chance(NamedTuple):
    """The unavailability of a basic event, 0 to 1, and the value that says so; None: nobody does."""

    value: float | None
    known: Known[object] | None

    @property
    def is_assumed(self) -> bool:
        """Whether it is only assumed."""
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


def chances(facts: Facts) -> Callable[[Basic], Chance]:
    """The unavailability of each basic event."""
    known: dict[tuple[str, str], Chance] = {}

    def chance(event: Basic) -> Chance:
        key = (event.sort, event.path)
        if key not in known:
            known[key] = _chance(event, facts)
        return known[key]

    return chance


def _chance(event: Basic, facts: Facts) -> Chance:
    design = facts.design
    element = design.places[event.path] if event.sort == "domain" else design.components[event.path]
    if event.sort == "service" and _may_be_several(event.path, facts):
        return Chance(None, None)
    measured = measured_times(element)
    if measured is not None:
        mtbf, mttr = measured
        total = mtbf.value.value + mttr.value.value
        return Chance(mttr.value.value / total if total else 0.0, mtbf)
    availability = element[AVAILABILITY]
    if availability is None or (
        event.sort == "service" and isinstance(availability.origin, Assumed)
    ):
        # What is assumed is that of one instance, and says nothing of a service as a whole.
        return Chance(None, None)
    return Chance(complement(availability.value.amount.value), availability)


def _may_be_several(path: str, facts: Facts) -> bool:
    """Whether what is told of one replica may not be enough to tell the whole."""
    if facts[placements][path].declared or is_promised_whole(facts.design.components[path]):
        return False
    return facts[needs][path].high > 1


def complement(share: float) -> float:
    """1 minus a share, to the last digit that it is written with: of 99.9999% it is 1e-6 exactly."""
    from decimal import Decimal  # floats near 1 are too far apart to subtract from 1

    return float(1 - Decimal(repr(share)))


def flow_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each flow."""

    def measure(path: str) -> Measure:
        trees = {reading: facts[flow_failures][path, reading] for reading in Reading}
        return _measure(facts, trees)

    return Lazily(facts.design.flows, measure)


def component_availability(facts: Facts) -> Lazily[str, Measure]:
    """The availability of each component."""

    def measure(path: str) -> Measure:
        trees = {reading: facts[failures](reading).component(path) for reading in Reading}
        return _measure(facts, trees)

    return Lazily(facts.design.components, measure)


def _measure(facts: Facts, trees: dict[Reading, Node]) -> Measure:
    """An availability between its bounds: of the certain facts, and with the assumptions."""
    chance = facts[chances]
    known = {event: chance(event) for event in _basics(trees.values())}
    certain = _bracket(trees, {event: found.interval for event, found in known.items()})
    assuming = None
    if any(found.is_assumed for found in known.values()):
        assuming = _bracket(trees, {e: found.assumed_interval for e, found in known.items()})
    return Measure(
        Interval(1.0 - certain.high, 1.0 - certain.low),
        Exactness.EXACT if certain.is_exact else Exactness.BOUND,
        Derivation(lambda: _derivation(facts, trees[Reading.KIND])),
        _missing(facts, known),
        None if assuming is None else Interval(1.0 - assuming.high, 1.0 - assuming.low),
        _assumptions(known),
    )


def _bracket(trees: dict[Reading, Node], p: dict[Basic, Interval]) -> Interval:
    """The least and the largest unavailability that the facts allow."""
    kind, strict = trees[Reading.KIND], trees[Reading.STRICT]
    low = probability(kind, {event: interval.low for event, interval in p.items()})
    if strict is kind and all(interval.is_exact for interval in p.values()):
        return Interval(low.low, low.high)
    high = probability(strict, {event: interval.high for event, interval in p.items()})
    return Interval(low.low, max(low.low, high.high))


def _domains_first(event: Basic) -> tuple[bool, str, int]:
    return (event.sort != "domain", event.path, event.number)


def _basics(trees: Iterable[Node]) -> list[Basic]:
    once = dict.fromkeys(trees)
    found = {key: None for tree in once for key in events(tree) if isinstance(key, Basic)}
    return sorted(found, key=_domains_first)


class Contributor(NamedTuple):
    """A basic event of a flow, with the unavailability that mending it would save at the most."""

    event: Basic
    saved: float


def contributors(facts: Facts) -> Lazily[str, tuple[Contributor, ...]]:
    """What takes most of each flow's availability: Birnbaum's importance times unavailability."""

    def rank(path: str) -> tuple[Contributor, ...]:
        tree = facts[flow_failures][path, Reading.KIND]
        chance = facts[chances]
        basics = _basics([tree])
        p: dict[Key, float] = {event: chance(event).assumed_interval.low for event in basics}
        found = importance(tree, p) or {}
        ranked = [Contributor(e, found.get(e, 0.0) * p[e]) for e in basics if p[e] > 0.0]
        return tuple(sorted(ranked, key=lambda c: (-c.saved, c.event)))

    return Lazily(facts.design.flows, rank)


class Taken(NamedTuple):
    """What one component or place takes of an availability.

    `saved` is the unavailability that would be gone if none of its basic events, `number` of them,
    ever happened; `known` is the value behind it, `each` the unavailability of each; `alone` is
    whether one of them alone takes everything down.
    """

    sort: str
    path: str
    number: int
    each: float
    known: Known[object]
    saved: float
    alone: bool


def taken_by(facts: Facts, subject: str, most: int = 8) -> tuple[Taken, ...]:
    """What takes most of the availability of a flow or component, by what is certain: stated or
    published, not assumed."""
    if subject in facts.design.flows:
        tree = facts[flow_failures][subject, Reading.KIND]
    else:
        tree = facts[failures](Reading.KIND).component(subject)
    chance = facts[chances]
    p: dict[Key, float] = {event: chance(event).interval.low for event in _basics([tree])}
    slopes = importance(tree, p) or {}
    weight: dict[tuple[str, str], float] = {}
    for event in _basics([tree]):
        key = (event.sort, event.path)
        weight[key] = max(weight.get(key, 0.0), slopes.get(event, 0.0) * p[event])
    heaviest = sorted([key for key in weight if weight[key]], key=lambda k: (-weight[k], k))[:most]
    whole = probability(tree, p).low if heaviest else 0.0
    found = [taken for key in heaviest if (taken := _taken(facts, tree, p, whole, *key))]
    return tuple(sorted(found, key=lambda t: (-t.saved, t.path)))


def _taken(
    facts: Facts, tree: Node, p: dict[Key, float], whole: float, sort: str, path: str
) -> Taken | None:
    own = [e for e in p if isinstance(e, Basic) and (e.sort, e.path) == (sort, path)]
    known = facts[chances](own[0]).known
    if known is None:
        return None
    without = probability(tree, p | dict.fromkeys(own, 0.0)).low
    saved = max(0.0, whole - without)
    alone = not singles(tree, {}).isdisjoint(own)
    return Taken(sort, path, len(own), p[own[0]], known, saved, alone)


def _derivation(facts: Facts, tree: Node) -> tuple[Step, ...]:
    """Every number that entered, once for each component or place."""
    chance = facts[chances]
    counted: dict[tuple[str, str], int] = {}
    for event in _basics([tree]):
        counted[event.sort, event.path] = counted.get((event.sort, event.path), 0) + 1
    steps = []
    for (sort, path), count in counted.items():
        found = chance(Basic(sort, path))
        if found.value is None or found.known is None:
            continue
        times = f"{count} replicas, each " if count > 1 else ""
        text = f"{path}: {times}{show_availability(found.value)}"
        steps.append(Step(text, found.known.span, origin_text(found.known.origin)))
    return tuple(steps)


def _assumptions(known: dict[Basic, Chance]) -> tuple[Step, ...]:
    found: dict[str, Step] = {}
    for event, chance in known.items():
        if chance.is_assumed and chance.value is not None and chance.known is not None:
            text = f"{event.path} {show_availability(chance.value)}"
            found[event.path] = Step(text, None, origin_text(chance.known.origin))
    return tuple(found.values())


def _missing(facts: Facts, known: dict[Basic, Chance]) -> tuple[Missing, ...]:
    """What nobody states, in the order of what is worst to lack: places first."""
    found: dict[tuple[str, str], Missing] = {}
    for event, chance in known.items():
        if event.sort == "service" and not facts[placements][event.path].declared:
            missing = Missing(event.path, "replicas", "replicas 3 in ZONE, ZONE, ZONE")
            found.setdefault((event.path, "replicas"), missing)
        elif chance.value is None or chance.is_assumed:
            missing = Missing(event.path, "availability", "availability 99.9%", chance.is_assumed)
            found.setdefault((event.path, "availability"), missing)
        if event.sort == "replica":
            for missing in _unsaid_needs(facts, event.path):
                found.setdefault((missing.element, missing.what), missing)
    return tuple(found.values())


def _unsaid_needs(facts: Facts, path: str) -> tuple[Missing, ...]:
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
    needed = facts[needs][path]
    return () if needed.low == needed.high else facts[loads].missing_for(path)
