"""Regions that a store's copies are spread over, and what it takes to get from one to another."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import confirming, holders_of
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Design
from designlint.quantity import Dimension, show, show_value
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.store import TOPOLOGY
from designlint.solvers.quorum import majority

# Light in glass, in metres per second: two thirds of that in the void.
LIGHT_IN_FIBRE = 2.0e8


class Crossing(NamedTuple):
    """A store whose every write waits for another region: for at least `seconds`, as `lines` say."""

    store: Component
    regions: tuple[str, ...]
    seconds: float
    lines: tuple[Line, ...]


def crossing(facts: Facts, path: str) -> Crossing | None:
    """Whether every write of a store surely waits for another region, and for how long at the least.

    None where it does not, or where copies, places or round trips are not stated.
    """
    store = facts.design.components[path]
    placement = facts[placements][path]
    holders, copies = holders_of(store, placement)
    held = Counter(_region(facts.design, replica.domains) for replica in holders)
    waits_for = _waits_for(store, copies)
    if "" in held or len(held) < 2 or waits_for is None or max(held.values()) >= waits_for:
        return None
    regions = tuple(held)
    trips = [t for one in regions for other in regions if (t := _trip(facts.design, one, other))]
    if len(trips) < len(regions) * (len(regions) - 1):
        return None
    seconds, line = min(trips, key=lambda trip: trip[0])
    spread = Line(
        f"{copies} copies in {len(regions)} regions, {max(held.values())} in one at the most; a write "
        f"waits for {waits_for}",
        placement.stated.span if placement.stated else None,
    )
    return Crossing(store, regions, seconds, (spread, line))


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


def _trip(design: Design, one: str, other: str) -> tuple[float, Line] | None:
    """The round trip between two regions: the stated one, else what light takes at the least."""
    if one == other:
        return None
    for at, to in ((one, other), (other, one)):
        for known in design.places[at].properties.all(RTT):
            if known.value.to.path == to:
                text = f"{at} to {to} and back: {show(known.value.apart)}"
                return known.value.apart.value, step(text, known)
    for at, to in ((one, other), (other, one)):
        for known in design.places[at].properties.all(DISTANCE):
            if known.value.to.path == to:
                seconds = 2.0 * known.value.apart.value / LIGHT_IN_FIBRE
                text = (f"{at} to {to} and back: {show_value(seconds, Dimension.TIME)} at the least "
                        f"for light over {show(known.value.apart)}")  # fmt: skip
                return seconds, step(text, known)
    return None
