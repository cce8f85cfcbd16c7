"""How long who answers a call waits for confirming copies, wherever the call comes from."""

from __future__ import annotations

from designlint.analyses.latency.round_trip import RoundTrip
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line


class Wait(NamedTuple):
    """How long who answers waits, and what would narrow it."""

    time: Interval
    missing: tuple[Missing, ...] = ()
    narrowing: tuple[Missing, ...] = ()
    confirming: Line | None = None

    def after(self, trip: RoundTrip) -> RoundTrip:
        """A round trip with the wait."""
        if self.confirming is None:
            return trip._replace(travel=trip.time)
        missing = (*trip.missing, *self.missing) if self.missing else trip.missing
        return trip._replace(
            travel=trip.time,
            time=trip.time.plus(self.time),
            missing=tuple(dict.fromkeys(missing)),
            narrowing=self.narrowing,
            confirming=self.confirming,
        )


NO_WAIT = Wait(exactly(0.0))
