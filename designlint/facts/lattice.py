"""Consistency models and which implies which.

The arrows are those of the Jepsen map of consistency models (https://jepsen.io/consistency/models)
for single objects and transactions, with bounded staleness and consistent prefix put in by their
definitions.
"""

from __future__ import annotations

from functools import cache

# Each model with those that it implies directly: the stronger gives all that the weaker promises.
IMPLIES: dict[str, tuple[str, ...]] = {
    "strict_serializable": ("serializable", "linearizable"),
    "serializable": ("repeatable_read", "snapshot_isolation"),
    "snapshot_isolation": ("consistent_prefix", "read_committed"),
    "repeatable_read": ("read_committed",),
    "read_committed": ("read_uncommitted",),
    "read_uncommitted": (),
    "linearizable": ("sequential", "bounded_staleness"),
    "sequential": ("causal", "consistent_prefix"),
    "causal": ("read_your_writes", "monotonic_reads", "eventual"),
    "read_your_writes": ("eventual",),
    "monotonic_reads": ("eventual",),
    "bounded_staleness": ("eventual",),
    "consistent_prefix": ("eventual",),
    "eventual": (),
}

# What a read that lacks a model can show, in the words of a review.
ANOMALY = {
    "linearizable": "a stale read",
    "sequential": "writes seen in different orders",
    "causal": "an answer seen before its question",
    "read_your_writes": "a write that its own author does not see",
    "monotonic_reads": "a read that goes back in time",
    "bounded_staleness": "a read that is older than any bound",
    "serializable": "write skew",
    "snapshot_isolation": "read skew",
    "repeatable_read": "a value that changes between two reads",
    "read_committed": "a read of what is never committed",
}


@cache
def implied_by(model: str) -> frozenset[str]:
    """All models that a model implies, itself included."""
    found = {model}
    waiting = [model]
    while waiting:
        for weaker in IMPLIES[waiting.pop()]:
            if weaker not in found:
                found.add(weaker)
                waiting.append(weaker)
    return frozenset(found)


def implies(stronger: str, weaker: str) -> bool:
    """Whether whatever gives the one gives the other too."""
    return weaker in implied_by(stronger)


def meet(models: list[str]) -> frozenset[str]:
    """All that every one of the models gives: what a read gets that any of them may answer."""
    return frozenset.intersection(*(implied_by(model) for model in models))
