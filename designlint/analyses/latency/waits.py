"""How long who answers a call waits for confirming copies, wherever the call comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from designlint.analyses.latency.round_trip import RoundTrip
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.base.records import NamedTuple


class Wait(NamedTuple):
    """How long who answers waits, and what would bound it."""

    time: Interval
    missing: Mapping[Missing, None] = MappingProxyType({})

    def after(self, trip: RoundTrip) -> RoundTrip:
        """A round trip with the wait."""
        if self.time.high == 0.0:
            return trip._replace(travel=trip.time)
        # Very many ways may be looked at, each of which lacks very many facts.
        missing: Iterable[Missing] = (*trip.missing, *self.missing)
        if not self.missing.keys().isdisjoint(trip.missing):
            missing = dict.fromkeys(missing)
        return trip._replace(
            travel=trip.time,
            time=trip.time.plus(self.time),
            wait=self.time,
            missing=tuple(missing),
        )


NO_WAIT = Wait(exactly(0.0))
