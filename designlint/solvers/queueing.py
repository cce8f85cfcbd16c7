"""Waiting for a free server: what utilisation costs in time.

Rates are per second, times in seconds. `load` is the offered load in erlangs: arrival rate times mean
service time, the servers that are busy on average. A queue with a load of its servers or more has no
finite wait. The formulas are those of L. Kleinrock, "Queueing Systems, Volume 1: Theory" (Wiley 1975)
and A. Allen, "Probability, Statistics and Queueing Theory" (2nd ed., Academic Press 1990).
"""

from __future__ import annotations

import math


def erlang_b(load: float, servers: int) -> float:
    """The share of calls that find all servers busy where none waits (M/M/c/c).

    By the recurrence B(k) = A B(k-1) / (k + A B(k-1)), which stays between 0 and 1 for any size.
    Raise `ValueError` for a negative load or no server.
    """
    _check(load, servers)
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """The share of calls that have to wait where all do (M/M/c); 1 where the servers cannot keep up.

    Raise `ValueError` for a negative load or no server.
    """
    blocked = erlang_b(load, servers)
    if load >= servers:
        return 1.0
    return servers * blocked / (servers - load * (1.0 - blocked))


def mean_wait(load: float, servers: int, service: float) -> float:
    """The mean time in the queue of M/M/c with a mean service time; infinite when it cannot keep up."""
    waiting = erlang_c(load, servers)
    return math.inf if load >= servers else waiting * service / (servers - load)


def wait_quantile(percentile: float, load: float, servers: int, service: float) -> float:
    """The time in the queue of M/M/c that a share of the calls, `percentile`, does not exceed.

    0 where fewer than the others wait at all; infinite when the servers cannot keep up, and for all
    calls (`percentile` 1) as soon as any waits.
    """
    waiting = erlang_c(load, servers)
    if load >= servers:
        return math.inf
    slow = 1.0 - percentile
    if waiting <= slow or waiting == 0.0:
        return 0.0
    return math.inf if slow <= 0.0 else service * math.log(waiting / slow) / (servers - load)


def kingman_bound(
    rate: float, utilisation: float, arrival_variance: float, service_variance: float
) -> float:
    """A mean wait that no GI/G/1 queue exceeds, whatever the distributions; variances in s^2.

    J. Kingman, "Some Inequalities for the Queue GI/G/1", Biometrika 49 (1962).
    """
    if utilisation >= 1.0:
        return math.inf
    return rate * (arrival_variance + service_variance) / (2.0 * (1.0 - utilisation))


def heavy_traffic_wait(
    utilisation: float, service: float, arrival_cv2: float, service_cv2: float
) -> float:
    """About the mean wait of GI/G/1: exact for M/M/1 and M/G/1, close where utilisation is high.

    `arrival_cv2` and `service_cv2` are squared coefficients of variation: 1 for exponential times,
    0 for constant ones.
    """
    if utilisation >= 1.0:
        return math.inf
    return utilisation / (1.0 - utilisation) * (arrival_cv2 + service_cv2) / 2.0 * service


def allen_cunneen(
    load: float, servers: int, service: float, arrival_cv2: float, service_cv2: float
) -> float:
    """About the mean wait of GI/G/c: that of M/M/c times the mean of the squared variations."""
    return mean_wait(load, servers, service) * (arrival_cv2 + service_cv2) / 2.0


def little(rate: float, time: float) -> float:
    """How many are inside on average: arrivals per second times the time that each stays.

    J. Little, "A Proof for the Queuing Formula L = lambda W", Operations Research 9 (1961).
    """
    return rate * time


def _check(load: float, servers: int) -> None:
    if load < 0.0 or servers < 1:
        raise ValueError("a queue has at least one server and no negative load")
