"""The wait for a free server at the computed utilisation: an estimate, by Erlang C.

The servers of a component are its replicas times the requests that each handles at the same time
(`concurrency`; where that is not declared, by Little's law from its capacity and its mean response
time), and the service time is what fills them at capacity. Arrivals are taken as Poisson, service times as
exponential, and a free server as found whichever replica it is of.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.base.records import NamedTuple
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.showing import show_about, show_share
from designlint.schema.component import CONCURRENCY
from designlint.solvers.lognormal import fitted
from designlint.solvers.queueing import erlang_c, little, mean_wait, wait_quantile

# With more servers than this nothing waits below full load.
MOST_SERVERS = 20_000

# A wait that is shorter than this part of the service time is not noticed.
_NOTICEABLE = 0.01


class QueueingDelay(NamedTuple):
    """M/M/c: the load of a component in erlangs, its servers, its service time in seconds."""

    component: str
    load: float
    servers: int
    service: float
    is_stated: bool

    @property
    def utilisation(self) -> float:
        """The share of the servers that is busy on average."""
        return self.load / self.servers

    @property
    def mean(self) -> float:
        """The mean wait."""
        return mean_wait(self.load, self.servers, self.service)

    @property
    def is_long(self) -> bool:
        """Whether calls wait for longer than they are served."""
        return self.mean > self.service

    @property
    def is_noticeable(self) -> bool:
        """Whether the wait is worth counting."""
        return self.mean > _NOTICEABLE * self.service

    @property
    def line(self) -> Line:
        """The delay with the model that it is estimated by."""
        origin = "" if self.is_stated else " (by Little's law from capacity and mean latency)"
        return Line(
            f"{self.component}: calls queue for about {show_about(self.mean)} on average,"
            f" {counted(self.servers, 'server')}{origin} at {show_share(self.utilisation)} utilisation"
            " (estimate: M/M/c)"
        )

    def with_replicas(self, count: int, *, now: int) -> QueueingDelay:
        """The wait if the same calls were shared by so many replicas instead of those of `now`."""
        return self._replace(servers=max(1, round(self.servers / now * count)))

    def replicas_without_queue(self, now: int) -> int | None:
        """The least number of replicas, more than those of `now`, with which the mean wait is not above
        the service time."""
        tried = range(now + 1, 2 * now + 2)
        return next((n for n in tried if not self.with_replicas(n, now=now).is_long), None)

    def quantile(self, percentile: float) -> float:
        """The wait that a share of the calls does not exceed."""
        return wait_quantile(percentile, self.load, self.servers, self.service)

    def below(self, time: float) -> float:
        """The share of calls that wait no longer than a time."""
        if time < 0.0:
            return 0.0
        left = (self.servers - self.load) * time / self.service
        return 1.0 - erlang_c(self.load, self.servers) * math.exp(-left)


def queueing_delays(facts: Facts) -> Lazily[str, QueueingDelay | None]:
    """The wait at each component; None where load, capacity or servers are not known, where the
    replicas do not share the load evenly, and where they cannot keep up."""
    return Lazily(
        facts.design.components, lambda path: _queueing_delay(facts, facts[capacities][path])
    )


def _queueing_delay(facts: Facts, capacity: Capacity) -> QueueingDelay | None:
    each, used = capacity.per_replica, capacity.utilisation()
    uneven = capacity.is_led or capacity.is_elected or capacity.is_benchmark or capacity.is_total
    if not each or used is None or not used.is_exact or uneven or not 0.0 < used.low < 1.0:
        return None
    counted = _servers(facts, capacity, each)
    if counted is None:
        return None
    servers, is_stated = counted
    count = max(1, round(servers * capacity.most))
    if count > MOST_SERVERS:
        return None
    service = count / (each * capacity.most)
    return QueueingDelay(capacity.component.path, used.low * count, count, service, is_stated)


def _servers(facts: Facts, capacity: Capacity, each: float) -> tuple[float, bool] | None:
    """How many requests a replica handles at the same time, and whether that is stated; None
    where neither that nor the response time is known."""
    stated = capacity.component.value(CONCURRENCY)
    if stated is not None:
        amount = stated.amount.value
        return (amount / capacity.most if stated.is_total else amount), True
    fit = fitted(facts[own_times][capacity.component.path].stated)
    return None if fit is None else (max(1.0, little(each, fit.mean)), False)
