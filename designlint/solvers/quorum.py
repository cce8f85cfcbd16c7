"""Read and write quorums among the copies of a data item: when they meet, what a miss costs.

A write waits for W of N copies, a read asks R of them. Every read quorum shares a copy with every
write quorum exactly if R + W > N (D. Gifford, Weighted Voting for Replicated Data, 1979).
"""

from __future__ import annotations

from math import comb


def majority(copies: int) -> int:
    """The least number of copies of which two sets always share one."""
    return copies // 2 + 1


def tolerated(copies: int, votes: int) -> int:
    """How many copies may fail while an operation that waits for `votes` of them still succeeds."""
    return max(0, copies - votes)


def overlap(copies: int, read: int, write: int) -> bool:
    """Whether every read meets a copy that has the latest acknowledged write."""
    return read + write > copies


def writes_meet(copies: int, write: int) -> bool:
    """Whether any two writes share a copy, so that one of them sees the other."""
    return 2 * write > copies


def miss_chance(copies: int, read: int, write: int) -> float:
    """The probability that a read asks only copies that a write did not wait for.

    C(N - W, R) / C(N, R), with quorums drawn at random and nothing spread since: the upper bound of
    P. Bailis and others, Probabilistically Bounded Staleness for Practical Partial Quorums (2012).
    """
    if overlap(copies, read, write):
        return 0.0
    return comb(copies - write, read) / comb(copies, read)


def recent_chance(copies: int, read: int, write: int, versions: int) -> float:
    """The probability that a read gets one of the latest `versions` (>= 1), under the same assumptions."""
    return 1.0 - miss_chance(copies, read, write) ** versions
