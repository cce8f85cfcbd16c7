"""The time that a call spends between places: stated round trips, and what light needs at least.

A call goes to the nearest replica that can answer it. Inside a region the network is part of the
response time that a component states of itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.analyses.placement.placement import Placement, Replica, placements
from designlint.model import Component, Design, Known, Step
from designlint.schema.component import IN
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, TOPOLOGY
from designlint.schema.values import Apart
from designlint.solvers.tails import light_floor

Pair = tuple[str, str]


class RoundTrip(NamedTuple):
    """The time that one call and its answer travel.

    `regions` are those that it travels between, None where it may stay inside one; `known` is what
    states the time or the distance.
    """

    time: Interval
    regions: Pair | None = None
    known: Known[Apart] | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def is_floor(self) -> bool:
        """Whether the time is only known not to be below that of light."""
        return self.known is not None and self.time.high == math.inf


HERE = RoundTrip(exactly(0.0))


class Network:
    """The round trips between the places of a design."""

    def __init__(self, facts: Facts) -> None:
        self._design: Design = facts.design
        self._placements = facts[placements]
        self._rtts: dict[Pair, Known[Apart]] = {}
        self._distances: dict[Pair, Known[Apart]] = {}
        for place in facts.design.places.values():
            for table, key in ((self._rtts, RTT), (self._distances, DISTANCE)):
                for known in place.properties.all(key):
                    table.setdefault((place.path, known.value.to.path), known)
                    table.setdefault((known.value.to.path, place.path), known)
        regions = [place for place in facts.design.places.values() if place.level == "region"]
        self._is_flat = len(regions) < 2 and not self._rtts and not self._distances
        self._spots: dict[str, tuple[str, ...]] = {}

    def round_trip(self, step: Step, callee: str) -> RoundTrip:
        """The round trip of a step's call to who answers it in this world."""
        component = self._design.components.get(callee)
        caller = step.caller.path
        if self._is_flat or component is None or caller not in self._design.components:
            return HERE
        here = self._places_of(caller, self._placements[caller].replicas)
        answering = [
            self._places_of(callee, replicas)
            for replicas in _answering(component, self._placements[callee], step)
        ]
        trips = [self._nearest(place, there) for there in answering if there for place in here]
        if not trips:
            return HERE
        farthest = max(trips, key=lambda trip: (trip.time.high, trip.time.low))
        least = min(trip.time.low for trip in trips)
        crosses = all(trip.regions is not None for trip in trips)
        return farthest._replace(
            time=Interval(least, farthest.time.high),
            regions=farthest.regions if crosses else None,
        )

    def _nearest(self, here: str, places: Iterable[str]) -> RoundTrip:
        return min(
            [self.between(here, there) for there in places],
            key=lambda trip: (trip.time.high, trip.time.low),
        )

    def between(self, one: str, other: str) -> RoundTrip:
        """The round trip between two places: stated of them or of the places around them."""
        paths = (self._design.domains_of(one)[::-1], self._design.domains_of(other)[::-1])
        if one == other:
            return HERE
        regions = self._region(paths[0]), self._region(paths[1])
        apart = regions if regions[0] is not None and regions[1] is not None else None
        apart = None if regions[0] == regions[1] else apart
        for pair in product(*paths):
            if pair in self._rtts:
                known = self._rtts[pair]
                return RoundTrip(exactly(known.value.apart.value), _pair(apart), known)
        if apart is None:
            return HERE
        missing = (Missing(apart[0] or "", f"round trip to {apart[1]}", f"rtt to {apart[1]} 30ms"),)
        for pair in product(*paths):
            if pair in self._distances:
                known = self._distances[pair]
                floor = light_floor(known.value.apart.value)
                return RoundTrip(Interval(floor, math.inf), _pair(apart), known, missing)
        return RoundTrip(Interval(0.0, math.inf), _pair(apart), None, missing)

    def _region(self, domains: Iterable[str]) -> str | None:
        return next((p for p in domains if self._design.places[p].level == "region"), None)

    def _places_of(self, path: str, replicas: Iterable[Replica]) -> tuple[str, ...]:
        """The places that a component's replicas run in; empty where they are not declared."""
        stated = self._design.components[path].value(IN) or ()
        shared = [ref.path for ref in stated if self._region(self._design.domains_of(ref.path))]
        found = [replica.place or (shared[0] if shared else None) for replica in replicas]
        return tuple(dict.fromkeys([place for place in found if place is not None]))


def network(facts: Facts) -> Network:
    """The round trips between the places of a design."""
    return Network(facts)


def _pair(apart: tuple[str | None, str | None] | None) -> Pair | None:
    return None if apart is None else (apart[0] or "", apart[1] or "")


def _answering(component: Component, placement: Placement, step: Step) -> list[tuple[Replica, ...]]:
    """The replicas that can answer a step; all possibilities where the design does not say."""
    leads = tuple([replica for replica in placement.replicas if replica.leads])
    if not component.plays(Role.STORE) or not leads:
        return [placement.replicas]
    if step.writes or step.role == "leader":
        return [leads]
    role = step.role or component.value(READS_FROM)
    if role is None and component.value(TOPOLOGY) == "leader_follower":
        return [leads, placement.replicas]
    followers = tuple([replica for replica in placement.replicas if not replica.leads])
    return [followers if role == "follower" and followers else placement.replicas]
