"""Settings of one component that cannot both hold: what is planned, accepted and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.language.contradictions.conflict import Check, Conflict
from designlint.language.contradictions.figures import Figure, Figures
from designlint.schema.component import LIMIT, MAINTENANCE
from designlint.schema.property import Property
from designlint.schema.store import (
    CONNECTIONS,
    FOLLOWERS,
    ISOLATION,
    READS_FROM,
    TOPOLOGY,
    TRANSACTIONS,
)


def maintained(figures: Figures) -> Iterator[Conflict]:
    """Planned work that takes no less than the time until the next."""
    known = figures.known(MAINTENANCE)
    every, takes = figures.part(MAINTENANCE, "every"), figures.part(MAINTENANCE, "for")
    if known is None or every is None or takes is None:
        return
    if known.value.takes.value >= known.value.every.value:
        yield Conflict(takes, every, "it ends before the next begins")


def limited(figures: Figures) -> Iterator[Conflict]:
    """Two limits of one name, of which `connections` is one."""
    known = figures.number(CONNECTIONS)
    found: dict[str, Figure] = {} if known is None else {"connections": known}
    for name, limit in figures.limits(LIMIT):
        first = found.setdefault(name, limit)
        if first.value != limit.value:
            yield Conflict(limit, first, "one limit has one value")


def answered(figures: Figures) -> Iterator[Conflict]:
    """Reads from followers, of which there are none."""
    reads, known = figures.word(READS_FROM), figures.known(READS_FROM)
    if reads is None or known is None or known.value != "follower":
        return
    topology, shape = figures.word(TOPOLOGY), figures.known(TOPOLOGY)
    followers = figures.number(TOPOLOGY, FOLLOWERS)
    if followers is not None and followers.value == 0.0:
        yield Conflict(reads, followers, "there is no follower")
    elif topology is not None and shape is not None and shape.value == "single":
        yield Conflict(reads, topology, "there is no follower")


def isolated(figures: Figures) -> Iterator[Conflict]:
    """The isolation of transactions, of which there are none."""
    isolation, transactions = figures.word(ISOLATION), figures.word(TRANSACTIONS)
    known = figures.known(TRANSACTIONS)
    if isolation is None or transactions is None or known is None or known.value != "none":
        return
    yield Conflict(isolation, transactions, "there are no transactions")


OF_SETTINGS: tuple[tuple[frozenset[Property[Any]], Check], ...] = (
    (frozenset((MAINTENANCE,)), maintained),
    (frozenset((LIMIT,)), limited),
    (frozenset((READS_FROM,)), answered),
    (frozenset((ISOLATION,)), isolated),
)
"""What is checked of a component that states one of some settings."""
