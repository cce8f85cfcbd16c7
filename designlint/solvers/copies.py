"""The mean time to the loss of all copies that are lost and rebuilt: a birth-death process.

Each of n copies is lost at the rate 1 / mtbf and rebuilt at the rate 1 / rebuild, independently of
the others, as long as one is left to copy from. D. Patterson, G. Gibson and R. Katz, "A case for
redundant arrays of inexpensive disks (RAID)", SIGMOD 1988, for the two-copy case; the recursion for
any n is that of mean first-passage times of a birth-death chain.
"""

from __future__ import annotations

import math


def mean_time_to_loss(copies: int, mtbf: float, rebuild: float) -> float:
    """The mean time until all copies are lost, in the unit of both times.

    `mtbf` is above zero, `rebuild` not below. Infinite where the number has no room for it. Raises
    ValueError for fewer than one copy.
    """
    if copies < 1:
        raise ValueError("there must be a copy to lose")
    if rebuild == 0.0 and copies > 1:
        return math.inf
    # passage: the mean time from i lost copies to i + 1, from the passage before it.
    total = passage = mtbf / copies
    for lost in range(1, copies):
        passage = (mtbf + lost * (mtbf / rebuild) * passage) / (copies - lost)
        total += passage
    return total


def loss_within(period: float, mean_time: float) -> float:
    """At the most this share of such groups of copies is lost within a period, 0 to 1.

    The time to loss is a sum of independent exponentials (Keilson), so its failure rate increases
    and 1 - exp(-t / mean) bounds the share that is lost by a time t below the mean (R. Barlow and
    F. Proschan, *Mathematical Theory of Reliability*, 1965). At or past the mean the bound is 1.
    """
    if period >= mean_time:
        return 1.0
    return -math.expm1(-period / mean_time)
