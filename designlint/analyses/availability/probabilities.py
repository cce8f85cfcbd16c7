"""How likely each basic event of a fault tree is: the unavailability of what it is about.

What is not declared may have any unavailability from 0 to 1. What is only assumed may, too; it has its
value if the assumption is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import carrying_assumption
from designlint.analyses.failure.copies import keeps_in_memory
from designlint.analyses.failure.crowds import KIND, too_few_up
from designlint.analyses.failure.events import BasicEvent, share_made
from designlint.analyses.failure.failure import own_events
from designlint.analyses.failure.takeovers import takeover_assumption, takeover_of
from designlint.analyses.failure.uptime import complement, has_total_availability, measured_times
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.confirmed import waiting_assumption
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import placement_assumption, placements
from designlint.base.cached import cached_property
from designlint.base.remembered import remembered
from designlint.model import Assumed, Known
from designlint.schema.component import AVAILABILITY, MAINTENANCE
from designlint.solvers.faulttree import Node
from designlint.solvers.shape import TREES, shape

ANY = Interval(0.0, 1.0)


@dataclass(frozen=True)
class Probability:
    """The unavailability of a basic event, 0 to 1, and the value behind it; None where that is not
    declared. `assumption` says what is assumed where there is no value behind it, and `stated` what is
    declared where the event is only a part of it."""

    value: float | None
    known: Known[object] | None
    assumption: str = ""
    stated: float | None = None

    @cached_property
    def is_assumed(self) -> bool:
        """Whether it is only assumed."""
        if self.assumption:
            return True
        return self.known is not None and isinstance(self.known.origin, Assumed)

    @cached_property
    def interval(self) -> Interval:
        """What is certain about it."""
        return ANY if self.is_assumed else self.assumed_interval

    @cached_property
    def assumed_interval(self) -> Interval:
        """What holds if the assumption is right."""
        return ANY if self.value is None else exactly(self.value)


def probabilities(facts: Facts) -> Callable[[BasicEvent], Probability]:
    """The unavailability of each basic event."""
    known: dict[tuple[str, str], Probability] = {}

    def find(event: BasicEvent) -> Probability:
        if event.kind == KIND:
            one = find(BasicEvent("replica", event.path))
            few = None if one.value is None else too_few_up(event).probability(one.value)
            return replace(one, value=few, stated=one.value)
        key = (event.kind, event.path)
        if key not in known:
            known[key] = _probability(event, facts)
        return known[key]

    return find


def _probability(event: BasicEvent, facts: Facts) -> Probability:
    if event.kind in ("place", "load", "wait", "takeover", "layout"):
        return _taken_for_granted(event, facts)
    if event.kind in ("made", "failover", "maintenance"):
        return _without_failure(event, facts)
    return _of_failures(event, facts)


def _taken_for_granted(event: BasicEvent, facts: Facts) -> Probability:
    """What is known of an event only by an assumption."""
    value: float | None = 0.0
    assumption = ""
    match event.kind:
        case "place":
            assumption = placement_assumption(facts, event.path)
        case "load":
            assumption = carrying_assumption(facts, event.path)
            value = 0.0 if assumption else None
        case "layout":
            component = facts.design.components[event.path]
            why = (
                "though it keeps data in memory"
                if keeps_in_memory(component)
                else "(`topology` is not declared)"
            )
            assumption = f"any replica of `{event.path}` answers any call {why}"
        case "wait":
            assumption = waiting_assumption(event.path)
        case _:
            takeover = takeover_of(facts, facts.design.components[event.path])
            if takeover is not None:
                value, assumption = takeover_assumption(takeover, event.path)
    return Probability(value, None, assumption)


def _without_failure(event: BasicEvent, facts: Facts) -> Probability:
    """What happens for a declared share of the runs or of the time, and is no failure of anything."""
    if event.kind == "made":
        return Probability(share_made(event), None)
    component = facts.design.components[event.path]
    if event.kind == "failover":
        takeover = takeover_of(facts, component)
        return (
            Probability(0.0, None)
            if takeover is None
            else Probability(takeover.share, takeover.failover)
        )
    planned = component[MAINTENANCE]
    share = planned.value.takes.value / planned.value.every.value if planned is not None else 0.0
    return Probability(min(1.0, share), planned)


def _of_failures(event: BasicEvent, facts: Facts) -> Probability:
    """How often a place, a replica or a service is down."""
    design = facts.design
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


def basic_events(trees: Iterable[Node]) -> tuple[BasicEvent, ...]:
    """The basic events of fault trees, each once: the failures of domains first, then by path."""
    return _basic_events(tuple(dict.fromkeys(trees)))


# The same trees are asked about with several probabilities.
@remembered(TREES)
def _basic_events(trees: tuple[Node, ...]) -> tuple[BasicEvent, ...]:
    found = {key: None for tree in trees for key in shape(tree).keys if isinstance(key, BasicEvent)}
    return tuple(sorted(found, key=_domains_first))


def _domains_first(event: BasicEvent) -> tuple[bool, str, int]:
    return (event.kind != "domain", event.path, event.number)
