"""How often the calls of a transaction travel that writes several stores: to prepare it, and to commit it."""

from __future__ import annotations

from designlint.analyses.latency.round_trip import RoundTrip
from designlint.analyses.measure import Interval
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Design, Step
from designlint.schema.relation import ATOMIC_WITH


class Transactions:
    """The calls of each transaction over several stores, with the stores that it writes beside each."""

    def __init__(self, design: Design) -> None:
        self._beside: dict[Span, str] = {}
        for flow in design.flows.values():
            writes = [step for step in flow.steps if step.writes]
            for step in writes:
                stated = flow.stated(step, ATOMIC_WITH)
                named = {ref.path for ref in stated.value} if stated is not None else set()
                for other in writes:
                    if other.callee.path in named - {step.callee.path}:
                        self._beside.setdefault(step.span, other.callee.path)
                        self._beside.setdefault(other.span, step.callee.path)

    def through(self, step: Step, trip: RoundTrip) -> RoundTrip:
        """The way of a call, which is made twice where two phases commit its transaction: whether the second
        phase is waited for, and whether this store has one, no property says."""
        other = self._beside.get(step.span)
        if other is None or trip.time.high <= 0.0:
            return trip
        text = f"`{step.callee.path}` commits one transaction with `{other}`: a prepare and a commit, up to two round trips"
        known = f"{trip.confirming.text}; " if trip.confirming is not None else ""
        return trip._replace(
            time=_up_to_twice(trip.time),
            assumed=_up_to_twice(trip.assumed) if trip.assumed is not None else None,
            confirming=Line(f"{known}{text}", step.span),
        )


def _up_to_twice(time: Interval) -> Interval:
    return Interval(time.low, 2.0 * time.high)
