"""Writes that wait for a replica in another region, and for how long at least."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import confirming, holders_of
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.store import TOPOLOGY
from designlint.solvers.quorum import majority

# Light in glass, in metres per second: two thirds of that in a vacuum.
LIGHT_IN_FIBRE = 2.0e8


class CrossRegionWrite(NamedTuple):
    """A store whose every write waits for another region: for at least `seconds`, as `lines` show."""

    store: Component
    regions: tuple[str, ...]
    seconds: float
    lines: tuple[Line, ...]


def cross_region_write(facts: Facts, path: str) -> CrossRegionWrite | None:
    """Whether every write of a store surely waits for another region, and for how long at least.

    None where it does not, or where copies, places or round trips are not declared.
    """
    store = facts.design.components[path]
    placement = facts[placements][path]
    holders, copies = holders_of(store, placement)
    held = Counter(_region(facts.design, replica.domains) for replica in holders)
    waits_for = _waits_for(store, copies)
    if "" in held or len(held) < 2 or waits_for is None or max(held.values()) >= waits_for:
        return None
    regions = tuple(held)
    trips = []
    for one, other in combinations(regions, 2):
        trip = _round_trip(facts.design, one, other)
        if trip is None:
            return None
        trips.append(trip)
    seconds, line = min(trips, key=lambda trip: trip[0])
    spread = Line(
        f"{copies} copies in {len(regions)} regions, at most {max(held.values())} per region; "
        f"a write waits for {waits_for} copies",
        placement.stated.span if placement.stated else None,
    )
    return CrossRegionWrite(store, regions, seconds, (spread, line))


def _waits_for(store: Component, copies: int) -> int | None:
    """How many copies a write waits for."""
    match store.value(TOPOLOGY):
        case "consensus":
            return majority(copies)
        case "leader_follower":
            return confirming(store, copies)
    return None


def _region(design: Design, domains: tuple[str, ...]) -> str:
    return next((d for d in domains if design.places[d].level == "region"), "")


def _round_trip(design: Design, one: str, other: str) -> tuple[float, Line] | None:
    """The round trip between two regions: the declared one, else what light takes at least."""
    for at, to in ((one, other), (other, one)):
        for known in design.places[at].properties.all(RTT):
            if known.value.to.path == to:
                apart = known.value.apart
                text = f"round trip from `{at}` to `{to}`: {show(apart)}"
                return apart.value, step(text, known)
    for at, to in ((one, other), (other, one)):
        for known in design.places[at].properties.all(DISTANCE):
            if known.value.to.path == to:
                apart = known.value.apart
                seconds = 2.0 * apart.value / LIGHT_IN_FIBRE
                text = (
                    f"round trip from `{at}` to `{to}`: at least "
                    f"{show_value(seconds, Dimension.TIME)}, by the speed of light in fibre over "
                    f"{show(apart)}"
                )
                return seconds, step(text, known)
    return None
