"""The round trip of one call: what it takes, what that rests on, and what would narrow it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.latency.never import NEVER
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Known
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.schema.values import Apart

Pair = tuple[str, str]


class RoundTrip(NamedTuple):
    """The time that one call and its answer travel, the wait for confirming copies included.

    `travel` is the time without that `wait`, whose words are in `confirming`. `regions` are those that
    the call travels between, None where it may stay inside one; `known` is what states the time or
    the distance. `missing` would bound the time, `narrowing` would narrow it. `assumed` is the time if
    the `assumption` is right.
    """

    time: Interval
    regions: Pair | None = None
    known: Known[Apart] | None = None
    missing: tuple[Missing, ...] = ()
    travel: Interval = exactly(0.0)
    wait: Interval = exactly(0.0)
    confirming: Line | None = None
    narrowing: tuple[Missing, ...] = ()
    assumption: Line | None = None
    assumed: Interval | None = None
    from_places: tuple[tuple[str, float], ...] = ()

    @property
    def is_floor(self) -> bool:
        """Whether the time is only known not to be below that of light."""
        return self.known is not None and self.travel.high == math.inf

    def nearest(self) -> RoundTrip:
        """The shortest that it may be, where something is open that would narrow it."""
        if not self.narrowing:
            return self
        return self._replace(time=exactly(self.time.low), assumed=exactly(self.assuming.low))

    @property
    def assuming(self) -> Interval:
        """The time if what is assumed is right."""
        return self.time if self.assumed is None else self.assumed


HERE = RoundTrip(exactly(0.0))


def any_of(trips: Sequence[RoundTrip]) -> RoundTrip:
    """One round trip that may be any of several."""
    farthest = max(trips, key=lambda trip: (trip.time.high, trip.time.low))
    least = min(trip.time.low for trip in trips)
    crosses = all(trip.regions is not None for trip in trips)
    return farthest._replace(
        time=Interval(least, farthest.time.high),
        travel=Interval(min(trip.travel.low for trip in trips), farthest.travel.high),
        regions=farthest.regions if crosses else None,
        narrowing=tuple(dict.fromkeys(fact for trip in trips for fact in trip.narrowing)),
    )


def perhaps_nearest(ways: Sequence[tuple[str, RoundTrip]]) -> list[tuple[str, RoundTrip]]:
    """Of the ways to several places those that may be the shortest: a distance that is not declared may be less
    than one that is."""
    longest = min(trip.time.high for _, trip in ways)
    found = [(other, trip) for other, trip in ways if trip.time.low <= longest]
    return [(other, _no_longer(trip, longest)) for other, trip in found]


def _no_longer(trip: RoundTrip, longest: float) -> RoundTrip:
    if trip.time.high <= longest:
        return trip
    narrowing = (*trip.narrowing, *trip.missing)
    return trip._replace(time=Interval(trip.time.low, longest), missing=(), narrowing=narrowing)


class Nearest(NamedTuple):
    """The way from each of some places to the nearest that answers, and the least time that any way from
    there takes, in seconds: another may be nearer whose distance is not declared."""

    places: Sequence[str]
    trip: RoundTrip
    least: float

    @classmethod
    def of(cls, places: Sequence[str], ways: Sequence[RoundTrip]) -> Nearest:
        """The nearest of the ways from places from which they are the same."""
        trip = min(ways, key=lambda way: (way.travel.high, way.travel.low))
        return cls(places, trip, min(way.time.low for way in ways))


def any_from(
    here: Sequence[str], trips: Sequence[RoundTrip], nearest: Sequence[Nearest]
) -> RoundTrip:
    """One round trip that may be any of several, with the least time from each place `here`."""
    least = dict.fromkeys(here, math.inf)
    for one in nearest:
        for place in one.places:
            least[place] = min(least[place], one.least)
    return any_of(trips)._replace(from_places=tuple(least.items()))


def beside_unplaced(trip: RoundTrip, unplaced: Sequence[str], least: float = 0.0) -> RoundTrip:
    """A round trip from or to replicas whose place is not declared: assumed to be where others are. It takes
    the `least` that the call waits wherever they are."""
    path = unplaced[0]
    line = Line(
        f"{path} runs in the region of who calls it and whom it calls; its place is not declared"
    )
    missing = Missing(path, "place", "replicas 2 in ZONE, ZONE")
    return trip._replace(
        time=Interval(least, math.inf),
        missing=(*trip.missing, missing),
        assumption=line,
        assumed=trip.time,
        regions=None,
    )


def shown_wait(wait: Interval) -> str:
    """A wait as a derivation shows it."""
    if wait.low >= NEVER:
        return "too few are left"
    low, high = (show_value(end, Dimension.TIME) for end in wait)
    if wait.is_exact:
        return f"{low} round trip"
    return f"{low} to {high} round trip" if wait.high < math.inf else f"at least {low} round trip"


def pair_of(apart: tuple[str | None, str | None] | None) -> Pair | None:
    """The regions of two places, where they are apart."""
    return None if apart is None else (apart[0] or "", apart[1] or "")
