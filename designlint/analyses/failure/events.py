"""The basic events of fault trees, and the two readings of what a design does not say."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from designlint.base.records import NamedTuple
from designlint.solvers.faulttree import Event


class Reading(Enum):
    """How what is not declared is read."""

    # A part of many keys; without this each look-up would call the hash of the name.
    __hash__ = object.__hash__

    OPTIMISTIC = "optimistic"
    PESSIMISTIC = "pessimistic"


class BasicEvent(NamedTuple):
    """What a basic event is about: a `domain`, one `replica` of a component, that of a
    `crowd` of them too few are up (see `crowds`), the `service` that a component is as a whole, the `place` of its replicas that is not declared, the `load` that it may
    not carry because its capacity is not, that its writes `wait` for followers, its planned `maintenance`, that no standby has taken over yet
    (`failover`; `takeover` as far as that is not declared), or that a run is one of those that make a
    call (`made`)."""

    kind: str
    path: str
    number: int = 0


# The same leaves stand in the trees of many flows.
@lru_cache(maxsize=8192)
def event_of(kind: str, path: str) -> Event:
    """The leaf of a fault tree for a basic event that there is once."""
    return Event(BasicEvent(kind, path))


def made(flow: str, level: int, share: float) -> Event:
    """That a run of a flow is among a share of the runs; of several such events, one for each level."""
    return Event(BasicEvent("made", f"{flow} {level} {share!r}"))


def made_apart(flow: str, number: int, above: tuple[int, ...] | None, share: float) -> Event:
    """That a run of a flow is among the share that makes a call, by the number of its step, where at worst
    no other run makes any of the others but those `above`, through which all of it come; None: not all
    come through the same."""
    chain = "?" if above is None else ",".join(map(str, above))
    return Event(BasicEvent("made", f"{flow} /{number}/{chain} {share!r}"))


class Apart(NamedTuple):
    """What an event `made_apart` is about."""

    number: int
    above: tuple[int, ...] | None


def apart(event: BasicEvent) -> Apart | None:
    """The call that an event is about if it is one of `made_apart`."""
    if event.kind != "made":
        return None
    word = event.path.split(" ")[-2]
    if not word.startswith("/"):
        return None
    number, chain = word[1:].split("/")
    if chain == "?":
        return Apart(int(number), None)
    return Apart(int(number), tuple(map(int, filter(None, chain.split(",")))))


def share_made(event: BasicEvent) -> float:
    """The share of the runs that the event `made` is about."""
    return float(event.path.rpartition(" ")[2])
