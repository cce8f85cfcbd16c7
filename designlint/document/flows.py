"""Flows: their steps, and where their time goes."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.base.records import NamedTuple
from designlint.document.values import Bar, Fact


class Hop(NamedTuple):
    """A step of a flow. `waits` is whether the caller waits for the answer; `rate` is per second at
    peak, `time` the latency of the callee, as texts."""

    number: int
    caller: str
    callee: str
    waits: bool
    rate: str
    time: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    said: str


class Budget(NamedTuple):
    """Where the time of a flow goes at a percentile, in seconds, one part after the other, and how
    long it may take (`target`), if a requirement says so."""

    percentile: str
    parts: tuple[Bar, ...]
    total: float
    text: str
    target: float | None
    target_text: str


class Flow(NamedTuple):
    """Calls for one purpose; `taken` are the largest contributions to unavailability (0 to 1)."""

    path: str
    title: str
    serves: tuple[str, ...]
    recovers: tuple[str, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Hop, ...]
    availability: str
    taken: Sequence[Bar]
    budget: Budget | None
    findings: tuple[str, ...]
