"""Consistency models: which implies which, what each rules out, which survive a partition.

The arrows are those of the Jepsen map of consistency models (https://jepsen.io/consistency/models)
and of the wider graph of models that its checker Elle works with, for single objects and
transactions; bounded staleness, consistent prefix and convergence are added by their definitions.
A session guarantee is promised by a store that converges (D. Terry and others, Session Guarantees
for Weakly Consistent Replicated Data, 1994).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from designlint.base.records import NamedTuple

# Each model with those that it implies directly: the stronger gives all that the weaker promises.
IMPLIES: dict[str, tuple[str, ...]] = {
    "strict_serializable": (
        "linearizable", "strong_snapshot_isolation", "strong_session_serializable",
    ),
    "strong_session_serializable": ("serializable", "strong_session_snapshot_isolation"),
    "serializable": (
        "repeatable_read", "snapshot_isolation", "view_serializable", "update_serializable",
    ),
    "strong_snapshot_isolation": ("strong_session_snapshot_isolation",),
    "strong_session_snapshot_isolation": ("snapshot_isolation",),
    "snapshot_isolation": (
        "forward_consistent_view", "monotonic_snapshot_read", "parallel_snapshot_isolation",
        "transactional_prefix",
    ),
    "parallel_snapshot_isolation": ("transactional_causal", "update_atomic"),
    "repeatable_read": ("cursor_stability", "monotonic_atomic_view"),
    "view_serializable": (),
    "update_serializable": ("forward_consistent_view",),
    "forward_consistent_view": ("consistent_view",),
    "consistent_view": ("cursor_stability", "monotonic_view"),
    "cursor_stability": ("read_committed",),
    "monotonic_view": ("read_committed",),
    "monotonic_snapshot_read": ("read_committed",),
    "monotonic_atomic_view": ("read_committed",),
    # Its order is that of the commits, which need not be that in which one author writes.
    "transactional_prefix": ("transactional_causal",),
    "transactional_causal": ("read_atomic",),
    "update_atomic": ("read_atomic",),
    "read_atomic": ("monotonic_atomic_view",),
    "read_committed": ("read_uncommitted",),
    "read_uncommitted": (),
    "linearizable": ("sequential", "bounded_staleness"),
    "sequential": ("causal", "consistent_prefix"),
    "causal": ("writes_follow_reads", "pram"),
    "pram": ("monotonic_reads", "monotonic_writes", "read_your_writes"),
    "writes_follow_reads": ("eventual",),
    "read_your_writes": ("eventual",),
    "monotonic_reads": ("eventual",),
    "monotonic_writes": ("eventual",),
    "bounded_staleness": ("eventual",),
    "consistent_prefix": ("eventual",),
    "eventual": (),
}  # fmt: skip


class Anomaly(NamedTuple):
    """Something that can go wrong, by its name in the literature; the weakest models that rule it out."""

    name: str
    ruled_out_by: tuple[str, ...]


# The first that a required model rules out and a delivered one does not is what a message names.
ANOMALIES = (
    Anomaly("a stale read", ("linearizable", "strong_snapshot_isolation")),
    Anomaly("a dirty write", ("read_uncommitted",)),
    Anomaly("a dirty read", ("read_committed",)),
    Anomaly("read skew", ("consistent_view", "repeatable_read")),
    Anomaly("a lost update", ("cursor_stability", "update_atomic", "view_serializable")),
    Anomaly("write skew", ("repeatable_read", "view_serializable")),
    Anomaly("a phantom", ("serializable",)),
    Anomaly("a fractured read", ("read_atomic",)),
    Anomaly("a long fork", ("transactional_prefix",)),
    Anomaly("a read that misses the reader's own write", ("read_your_writes",)),
    Anomaly("a non-monotonic read", ("monotonic_reads",)),
    Anomaly("a non-monotonic write", ("monotonic_writes", "consistent_prefix")),
    Anomaly("a causality violation", ("writes_follow_reads", "transactional_causal")),
    Anomaly("writes read in different orders", ("sequential",)),
    Anomaly("unbounded staleness", ("bounded_staleness",)),
    Anomaly("a stale session snapshot", ("strong_session_snapshot_isolation",)),
    Anomaly("divergent copies", ("eventual",)),
)

# The weakest models that some requests must wait or fail for during a network partition. Bounded
# staleness and the prevention of lost updates are shown to be among them by P. Bailis and others,
# Highly Available Transactions: Virtues and Limitations (2013), the rest is on the map.
UNAVAILABLE = (
    "cursor_stability", "snapshot_isolation", "sequential", "bounded_staleness", "update_atomic",
    "view_serializable",
)  # fmt: skip
# Those that stay available to a client that always reads the same replica: it reads its own writes.
STICKY = ("read_your_writes", "transactional_causal")


ASKED = 1024
"""Of how many questions to the map the answer is kept: the same few are asked of every read."""


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


def give(models: Iterable[str], wanted: str) -> bool:
    """Whether something that gives all of some models gives another one too."""
    return any(implies(model, wanted) for model in models)


def meet(*sets: Iterable[str]) -> frozenset[str]:
    """All that each of several things gives, which is what a read gets that any of them may answer.

    Each thing is the set of models that it gives; the result has the implied ones too.
    """
    return _meet(tuple([frozenset(models) for models in sets]))


@lru_cache(ASKED)
def _meet(sets: tuple[frozenset[str], ...]) -> frozenset[str]:
    given = [frozenset[str]().union(*map(implied_by, models)) for models in sets]
    return frozenset.intersection(*given) if given else frozenset()


def strongest(models: Iterable[str]) -> tuple[str, ...]:
    """Those models of a set that no other one of it implies, in the order of the map."""
    return _strongest(frozenset(models))


@lru_cache(ASKED)
def _strongest(known: frozenset[str]) -> tuple[str, ...]:
    return tuple([m for m in IMPLIES if m in known and not any(implies(o, m) for o in known - {m})])


def anomaly(given: Iterable[str], wanted: str) -> str:
    """The anomaly that a wanted model rules out and the given ones do not; empty where the map names
    none."""
    return _anomaly(frozenset(given), wanted)


@lru_cache(ASKED)
def _anomaly(given: frozenset[str], wanted: str) -> str:
    for name, ruled_out_by in ANOMALIES:
        ruled_out = any(implies(wanted, model) for model in ruled_out_by)
        if ruled_out and not any(give(given, model) for model in ruled_out_by):
            return name
    return ""


# The nouns of models whose name is an adjective.
_NOUNS = {
    "strict_serializable": "strict serializability",
    "strong_session_serializable": "strong session serializability",
    "serializable": "serializability",
    "view_serializable": "view serializability",
    "update_serializable": "update serializability",
    "linearizable": "linearizability",
    "sequential": "sequential consistency",
    "causal": "causal consistency",
    "transactional_causal": "transactional causal consistency",
    "pram": "PRAM consistency",
    "read_your_writes": "read-your-writes consistency",
    "writes_follow_reads": "writes-follow-reads consistency",
    "eventual": "eventual consistency",
}


def show_model(model: str) -> str:
    """A model as a noun of the literature: `read-your-writes consistency`, `snapshot isolation`."""
    return _NOUNS.get(model, model.replace("_", " "))


class ConsistencyModel(NamedTuple):
    """A consistency model, by its name in the language: `read_your_writes`."""

    name: str

    def implies(self, weaker: str) -> bool:
        """Whether whatever gives it gives another model too."""
        return implies(self.name, weaker)

    @property
    def partition_availability(self) -> str:
        """How available it is during a network partition: `total` (every replica that is up answers),
        `sticky` (to clients that stay with their replica) or `unavailable` (some requests wait or
        fail)."""
        if any(self.implies(weakest) for weakest in UNAVAILABLE):
            return "unavailable"
        return "sticky" if any(self.implies(weakest) for weakest in STICKY) else "total"

    @property
    def noun(self) -> str:
        """The noun of the literature: `read-your-writes consistency`, `snapshot isolation`."""
        return show_model(self.name)


class Bounded(NamedTuple):
    """A model with how old a read may be, in seconds: bounded staleness for each bound."""

    model: str
    age: float

    def implies(self, other: Bounded) -> bool:
        """Whether what gives this gives the other too: the model, and no older reads."""
        return implies(self.model, other.model) and self.age <= other.age

    def meet(self, other: Bounded) -> frozenset[Bounded]:
        """The strongest that both give."""
        age = max(self.age, other.age)
        return frozenset(Bounded(m, age) for m in strongest(meet((self.model,), (other.model,))))
