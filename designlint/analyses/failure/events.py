"""The basic events of fault trees, and the two readings of what a design does not say."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from designlint.solvers.faulttree import Event


class Reading(Enum):
    """How what is not declared is read."""

    OPTIMISTIC = "optimistic"
    PESSIMISTIC = "pessimistic"


class BasicEvent(NamedTuple):
    """What a basic event is about: a `domain`, one `replica` of a component, the `service` that a
    component is as a whole, the `place` of its replicas that is not declared, the `load` that it may
    not carry because its capacity is not, or that a run is one of those that make a call (`made`)."""

    kind: str
    path: str
    number: int = 0


def event_of(kind: str, path: str) -> Event:
    """The leaf of a fault tree for a basic event that there is once."""
    return Event(BasicEvent(kind, path))


def made(flow: str, level: int, share: float) -> Event:
    """That a run of a flow is among a share of the runs; of several such events, one for each level."""
    return Event(BasicEvent("made", f"{flow} {level} {share!r}"))


def share_made(event: BasicEvent) -> float:
    """The share of the runs that the event `made` is about."""
    return float(event.path.rpartition(" ")[2])
