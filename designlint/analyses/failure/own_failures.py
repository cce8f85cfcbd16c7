"""How often a service fails by itself whose stated availability is that of the whole, places included."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.uptime import (
    effective_availability,
    has_total_availability,
    stated_unavailability,
)
from designlint.analyses.placement.placement import placements
from designlint.model import Assumed
from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import Key, Node, events


def own_failures(facts: Facts, path: str, by_places: Node) -> float | None:
    """The unavailability of a service as a whole that its places leave, if its own failures are
    independent of theirs: 1 - (1 - u) / (1 - s), where `by_places` fails with the probability s.

    None where what is stated of its places is not all that takes them down, or does not fit: a service
    that fails less often than its places is not as the design says it is.
    """
    component = facts.design.components[path]
    availability = effective_availability(component)
    own = stated_unavailability(component)
    placement = facts[placements][path]
    if availability is None or own is None or isinstance(availability.origin, Assumed):
        return None
    if any(replica.is_open for replica in (*placement.replicas, *placement.lost)):
        return None
    p: dict[Key, float] = {}
    for event in events(by_places):
        kind, place = event[:2] if isinstance(event, tuple) else ("", "")
        found = stated_unavailability(facts.design.places[place]) if kind == "domain" else None
        if found is None:
            return None
        p[event] = found
    taken = probability(by_places, p).high if p else 0.0
    return 1.0 - (1.0 - own) / (1.0 - taken) if taken <= own < 1.0 else None


def sharing_places(facts: Facts, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The services as a whole, of some components, that are in a place with another one of them."""
    around = {
        path: set(facts[placements][path].domains)
        for path in paths
        if path in facts.design.components
    }
    return tuple(
        [
            path
            for path, places in around.items()
            if has_total_availability(facts.design.components[path])
            and any(places & other for one, other in around.items() if one != path)
        ]
    )
