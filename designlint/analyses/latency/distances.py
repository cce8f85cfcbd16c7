"""How far places are apart: by the round trips and distances that are declared of them or of the places
around them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import product

from designlint.analyses.latency.round_trip import HERE, Pair, RoundTrip, pair_of
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.model import Design, Known
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.values import Apart
from designlint.solvers.tails import light_floor


class Distances:
    """The round trips between any two places of a design."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._rtts: dict[Pair, Known[Apart]] = {}
        self._distances: dict[Pair, Known[Apart]] = {}
        for place in design.places.values():
            for table, key in ((self._rtts, RTT), (self._distances, DISTANCE)):
                for known in place.properties.all(key):
                    table.setdefault((place.path, known.value.to.path), known)
                    table.setdefault((known.value.to.path, place.path), known)
        self._beside: dict[str, list[str]] = {}
        for one, other in (*self._rtts, *self._distances):
            self._beside.setdefault(one, []).append(other)
        self._regions = {path: self._find_region(path) for path in design.places}
        self._between: dict[Pair, RoundTrip] = {}
        regions = sum(place.level == "region" for place in design.places.values())
        self.is_flat = regions < 2 and not self._beside
        """Whether no call takes time between places: there is one region, and nothing is declared."""

    def between(self, one: str, other: str) -> RoundTrip:
        """The round trip between two places: stated of them or of the places around them."""
        if (one, other) not in self._between:
            self._between[one, other] = self._find(one, other)
        return self._between[one, other]

    def is_declared(self, one: str, other: str) -> bool:
        """Whether anything states how far two places are apart."""
        paths = self._design.domains_of(one), self._design.domains_of(other)
        return any(pair in self._rtts or pair in self._distances for pair in product(*paths))

    def around(self, places: Iterable[str]) -> frozenset[str]:
        """Some places, and all places around them."""
        return frozenset([one for place in places for one in self._design.domains_of(place)])

    def is_far(self, place: str, others: frozenset[str]) -> bool:
        """Whether a place is in another region than others, which are given with all places around them, and
        nothing states how far it is from them."""
        if self._regions[place] is None or self._regions[place] in others:
            return False
        beside = (o for d in self._design.domains_of(place) for o in self._beside.get(d, ()))
        return others.isdisjoint(beside)

    def region_of(self, place: str) -> str | None:
        """The region of a place, or that it is."""
        return self._regions.get(place)

    def _find_region(self, place: str) -> str | None:
        around = reversed(self._design.domains_of(place))
        return next((p for p in around if self._design.places[p].level == "region"), None)

    def _find(self, one: str, other: str) -> RoundTrip:
        if one == other:
            return HERE
        paths = (self._design.domains_of(one)[::-1], self._design.domains_of(other)[::-1])
        regions = self.region_of(one), self.region_of(other)
        apart = regions if regions[0] is not None and regions[1] is not None else None
        apart = None if regions[0] == regions[1] else apart
        for pair in product(*paths):
            if pair in self._rtts:
                known = self._rtts[pair]
                return RoundTrip(exactly(known.value.apart.value), pair_of(apart), known)
        if apart is None:
            return HERE
        missing = (
            Missing(apart[0] or "", f"round trip to `{apart[1]}`", f"rtt to {apart[1]} 30ms"),
        )
        for pair in product(*paths):
            if pair in self._distances:
                known = self._distances[pair]
                floor = light_floor(known.value.apart.value)
                return RoundTrip(Interval(floor, math.inf), pair_of(apart), known, missing)
        return RoundTrip(Interval(0.0, math.inf), pair_of(apart), None, missing)
