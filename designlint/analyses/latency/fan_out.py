"""Calls made at the same time, of which the slowest is waited for: how often one of them is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designlint.analyses.latency.own_time import (
    OwnTime,
    show_level,
    show_time,
)
from designlint.analyses.measure import step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.showing import show_about, show_percentile, show_share
from designlint.solvers.lognormal import fitted
from designlint.solvers.tails import fan_out_slow, leaf_percentile

if TYPE_CHECKING:
    from designlint.analyses.latency.call import Call


class FanOut(NamedTuple):
    """How slow parallel calls are together at a `percentile` (estimate): one call is slower than `target`
    seconds in a share
    `each` of all calls, at least one of them in a share `together` of the requests; each would have
    to keep the percentile `needed`, where it takes `time` seconds instead of `alone`."""

    call: Call
    own: OwnTime
    percentile: float
    target: float
    each: float
    together: float
    needed: float
    alone: float
    time: float

    @property
    def needed_name(self) -> str:
        """The percentile that each call has to keep, as it is written: `p99.99`."""
        return show_percentile(round(self.needed, 6))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The arithmetic: how often one is slow, how often one of all, what each has to keep."""
        stated = ", ".join(show_level(level) for level in self.own.stated)
        count, together = f"{self.call.times:g}", show_share(self.together)
        whole, time = show_percentile(self.percentile), show_about(self.time)
        target = show_time(self.target)
        return (
            step(f"{self.call.callee}: {stated}", self.own.known),
            Line(
                f"one call is slower than {target} in {show_share(self.each)} of all calls"
                " (estimate: lognormal)"
            ),
            Line(
                f"at least one of {count} calls is slower in 1 - (1 - {self.each:.2g})^{count} = {together}"
                " of the requests"
            ),
            Line(
                f"to keep {whole} of the request, each call has to keep {self.needed_name}, which is"
                f" about {time}"
            ),
        )


def fan_out(call: Call, own: OwnTime, percentile: float, target: float) -> FanOut | None:
    """The outcome of a call that is made several times at once, slow where it takes more than `target`
    seconds; None where the latency of its callee is not known well enough to fit."""
    fit = fitted(own.stated)
    if fit is None or not 0.0 < percentile < 1.0:
        return None
    needed = leaf_percentile(percentile, call.times)
    slow = 1.0 - fit.below(target)
    together = fan_out_slow(slow, call.times)
    alone, time = fit.quantile(percentile), fit.quantile(needed)
    return FanOut(call, own, percentile, target, slow, together, needed, alone, time)
