"""Which two stated values cannot both hold: tables of what each sort of element may state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from designlint.base.records import NamedTuple
from designlint.language.contradictions.conflict import Check, Conflict
from designlint.language.contradictions.figures import Figure, Figures
from designlint.language.contradictions.settings import OF_SETTINGS
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.component import (
    AUTOSCALE,
    AVAILABILITY,
    LATENCY,
    MTBF,
    MTTR,
    NEEDS,
    REPLICAS,
    SCALES,
)
from designlint.schema.context import ACTIVE, COUNT
from designlint.schema.property import Property
from designlint.schema.relation import HEDGE, TIMEOUT
from designlint.schema.store import (
    COPIES,
    FOLLOWERS,
    READ,
    REPLICATION,
    SYNC,
    TOPOLOGY,
    WRITE,
)


class AtMost(NamedTuple):
    """A number that is not above another of the same element."""

    number: Callable[[Figures], Figure | None]
    most: Callable[[Figures], Figure | None]
    reason: str


def _followers(figures: Figures) -> Figure | None:
    """Those that may confirm a write: the stated followers, else all instances but the leader."""
    stated = figures.number(TOPOLOGY, FOLLOWERS)
    if stated is not None or figures.is_sharded:
        return stated
    found = figures.copies
    return None if found is None else found._replace(value=found.value - 1.0)


def _unless_sharded(
    of: Callable[[Figures], Figure | None],
) -> Callable[[Figures], Figure | None]:
    return lambda figures: None if figures.is_sharded else of(figures)


AT_MOST = (
    AtMost(
        lambda f: f.number(NEEDS),
        lambda f: f.instances,
        "no more replicas can be up than there are",
    ),
    AtMost(
        lambda f: f.number(TOPOLOGY, SYNC), _followers, "no more followers confirm than there are"
    ),
    AtMost(
        lambda f: f.number(TOPOLOGY, COPIES) or f.number(COPIES),
        lambda f: f.instances,
        "each copy is on a replica of its own",
    ),
    AtMost(
        lambda f: f.number(TOPOLOGY, WRITE),
        lambda f: f.copies,
        "no more copies confirm than there are",
    ),
    AtMost(
        lambda f: f.number(TOPOLOGY, READ),
        lambda f: f.copies,
        "no more copies answer than there are",
    ),
    AtMost(_unless_sharded(lambda f: f.leaders), lambda f: f.instances, "each leader is a replica"),
    AtMost(
        lambda f: f.number(MTTR), lambda f: f.number(MTBF), "a failure is repaired before the next"
    ),
    AtMost(lambda f: f.number(HEDGE), lambda f: f.number(TIMEOUT), "the call has ended by then"),
)


def compared(figures: Figures) -> Iterator[Conflict]:
    """Numbers that are above those that they cannot exceed."""
    for one in AT_MOST:
        number = one.number(figures)
        most = one.most(figures) if number is not None else None
        if number is not None and most is not None and number.value > most.value:
            yield Conflict(number, most, one.reason)


def percentiles(figures: Figures) -> Iterator[Conflict]:
    """A lower percentile that is slower than a higher one, or one percentile with two times."""
    known = figures.known(LATENCY)
    if known is None or known.span is None:
        return
    found: list[tuple[float, Figure]] = []
    at = known.span.start
    for one in known.value:
        name, span = f"p{one.percentile * 100:g}", known.span
        start = known.span.source.text.find(one.time.written, at, known.span.end)
        if start >= 0:  # what a scenario leaves as it was stands elsewhere
            at = start + len(one.time.written)
            span = known.span._replace(start=start, end=at)
        found.append((one.percentile, Figure(one.time.value, f"{name} {one.time.written}", span)))
    found.sort(key=lambda pair: pair[0])
    for (low, first), (high, second) in pairwise(found):
        if low == high and first.value != second.value:
            yield Conflict(second, first, "a percentile has one value")
        elif first.value > second.value:
            yield Conflict(first, second, "a lower percentile is not above a higher one")
            return


def scaling(figures: Figures) -> Iterator[Conflict]:
    """Replicas outside the range that they scale in, and a range for what does not scale out."""
    scaled = figures.word(AUTOSCALE)
    known = figures.known(AUTOSCALE)
    if scaled is None or known is None:
        return
    replicas, scales = figures.number(REPLICAS), figures.word(SCALES)
    low, high = known.value.range
    if high == 0:
        yield Conflict(scaled, scaled, "at least one replica has to run at some time")
    if replicas is not None and not low <= replicas.value <= high:
        yield Conflict(replicas, scaled, "it scales in this range alone")
    if scales is not None and scales.text != "scales out":
        yield Conflict(scaled, scales, "more replicas carry no more load")


def shapes(figures: Figures) -> Iterator[Conflict]:
    """A topology that the number of its replicas, leaders or followers is not that of."""
    topology = figures.word(TOPOLOGY)
    known = figures.known(TOPOLOGY)
    if topology is None or known is None or figures.is_sharded:
        return
    instances, replicas = figures.instances, figures.number(REPLICAS)
    if known.value == "single":
        copied = figures.word(REPLICATION)
        if copied is not None:
            yield Conflict(copied, topology, "a single node has no copies")
        many = (instances, figures.number(TOPOLOGY, FOLLOWERS), figures.copies)
        several = next((one for one in many if one is not None and one.value > 1.0), None)
        if several is not None:
            yield Conflict(topology, several, "a single node is one replica with one copy")
        return
    leaders, followers = figures.leaders, figures.number(TOPOLOGY, FOLLOWERS)
    if known.value == "leader_follower" and leaders is not None and leaders.value > 1.0:
        yield Conflict(leaders, topology, "one leader takes the writes")
    elif followers is not None and replicas is not None:
        led = max(1.0, leaders.value if leaders is not None else 1.0)
        if replicas.value != followers.value + led and figures.known(AUTOSCALE) is None:
            yield Conflict(followers, replicas, f"{led:.0f} of the replicas lead")


# A write that these copies confirm is acknowledged before another copy has it.
_ALONE = ("one", "1")


def copied(figures: Figures) -> Iterator[Conflict]:
    """Two numbers of copies: one of the store, one of its topology."""
    stated, other = figures.number(TOPOLOGY, COPIES), figures.number(COPIES)
    if stated is not None and other is not None and stated.value != other.value:
        yield Conflict(stated, other, "each item has one number of copies")


def confirmation(figures: Figures) -> Iterator[Conflict]:
    """A replication that is not the one of the copies that confirm a write."""
    replication, known = figures.word(REPLICATION), figures.known(REPLICATION)
    if replication is None or known is None:
        return
    is_late = known.value == "asynchronous"
    topology = figures.known(TOPOLOGY)
    if is_late and topology is not None and topology.value == "consensus":
        shape = figures.part(TOPOLOGY, "topology") or replication
        yield Conflict(replication, shape, "a write waits for a majority of the copies")
    write, votes = figures.word(TOPOLOGY, WRITE), figures.known(TOPOLOGY, WRITE)
    is_one = figures.copies is not None and figures.copies.value == 1.0
    is_alone = votes is not None and votes.value in _ALONE
    if write is not None and not is_one and is_alone is not is_late:
        one = "one copy confirms a write" if not is_late else "more than one copy confirms a write"
        yield Conflict(replication, write, one)
    sync, number = figures.word(TOPOLOGY, SYNC), figures.number(TOPOLOGY, SYNC)
    if sync is None:
        return
    waits = number is None or number.value > 0.0
    if known.value == "asynchronous" and waits:
        yield Conflict(sync, replication, "a write waits for no follower")
    if known.value != "asynchronous" and not waits:
        yield Conflict(sync, replication, "a write waits for a follower")


def uptime(figures: Figures) -> Iterator[Conflict]:
    """An availability of a replica that its times to failure and to repair do not give."""
    known, stated = figures.known(AVAILABILITY), figures.number(AVAILABILITY)
    mtbf, mttr = figures.number(MTBF), figures.number(MTTR)
    if known is None or stated is None or mtbf is None or mttr is None or known.value.is_total:
        return
    up = mtbf.value / (mtbf.value + mttr.value)
    digit = _last_digit(known.value.amount)
    # It is written rounded, or cut off.
    if not -digit < stated.value - up <= digit / 2:
        both = f"{mttr.text} after each {mtbf.text.removeprefix('mtbf ')}"
        yield Conflict(stated, mtbf, f"with {both} it is up {up * 100:.4g}%")


def _last_digit(share: Quantity) -> float:
    """What one of the last written digit of a share is."""
    decimals = share.written.rstrip("%").partition(".")[2]
    return 10.0 ** -(len(decimals) + 2)


def users(figures: Figures) -> Iterator[Conflict]:
    """More active users than there are."""
    known, active, count = figures.known(ACTIVE), figures.number(ACTIVE), figures.number(COUNT)
    if known is None or active is None or count is None:
        return
    if known.value.dimension is Dimension.NUMBER and active.value > count.value:
        yield Conflict(active, count, "no more can be active than there are")


OF_ELEMENTS: tuple[tuple[frozenset[Property[Any]], Check], ...] = (
    (frozenset((NEEDS, TOPOLOGY, COPIES, MTTR, HEDGE)), compared),
    (frozenset((LATENCY,)), percentiles),
    (frozenset((AUTOSCALE,)), scaling),
    (frozenset((TOPOLOGY,)), shapes),
    (frozenset((TOPOLOGY,)), copied),
    (frozenset((REPLICATION,)), confirmation),
    (frozenset((MTBF,)), uptime),
    (frozenset((ACTIVE,)), users),
    *OF_SETTINGS,
)
"""What is checked of an element that states one of some properties: without them nothing conflicts."""
