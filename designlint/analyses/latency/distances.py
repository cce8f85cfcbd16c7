"""How far places are apart: by the round trips and distances that are declared of them or of the places
around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import product

from designlint.analyses.latency.round_trip import HERE, Pair, RoundTrip, pair_of
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.base.records import NamedTuple
from designlint.model import Design, Known
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.values import Apart
from designlint.solvers.tails import light_floor


class _Sorted(NamedTuple):
    """Where in a row of places those are that are inside of each place, and those of each region."""

    inside: dict[str, list[int]]
    of_region: dict[str | None, list[int]]


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
        self._known: dict[tuple[str, ...], _Sorted] = {}
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

    def pairs(
        self, here: Sequence[str], groups: Sequence[Sequence[str]]
    ) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """Each of some places with each of some groups of others. Together are all places that are in other
        regions than a group, and of which nothing states how far they are from it: the ways are the same. In
        the order of the places."""
        found: list[tuple[int, int, Sequence[str]]] = []
        for number, there in enumerate(groups):
            near = self._near(here, there) if there else range(len(here))
            found += [(at, number, (here[at],)) for at in near if there]
            far = sorted(set(range(len(here))).difference(near)) if len(near) < len(here) else []
            if far:
                found.append((far[0], number, [here[at] for at in far]))
        yield from ((places, groups[number]) for _, number, places in sorted(found))

    def _near(self, here: Sequence[str], there: Iterable[str]) -> Set[int]:
        """Where among some places those are that are in a region of others, or in none, or of which something
        states how far they are from them."""
        inside, of_region = self._sorted(tuple(here))
        around = {one for place in there for one in self._design.domains_of(place)}
        stated = {one for place in around for one in self._beside.get(place, ())}
        found = {at for one in stated for at in inside.get(one, ())}
        return found.union(*(of_region.get(one, ()) for one in (*around, None)))

    def _sorted(self, here: tuple[str, ...]) -> _Sorted:
        """Where among some places those are that are in each place, and of each region."""
        if here not in self._known:
            found = self._known[here] = _Sorted({}, {})
            for at, place in enumerate(here):
                found.of_region.setdefault(self._regions[place], []).append(at)
                for one in self._design.domains_of(place):
                    found.inside.setdefault(one, []).append(at)
        return self._known[here]

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
