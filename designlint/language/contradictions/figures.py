"""The numbers and words that an element states, each with the characters where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model.known import Known, Properties
from designlint.quantities.quantity import Quantity
from designlint.schema.component import AUTOSCALE, REPLICAS
from designlint.schema.property import Property
from designlint.schema.store import COPIES, FOLLOWERS, LEADERS, SHARDS, TOPOLOGY

_NUMBER = re.compile(r"(?<![\w.-])\d[\d_]*(?:\.\d+)?(?:[%\w/]*)")


class Figure(NamedTuple):
    """A stated value: its size where it is a number, as it is written, and where."""

    value: float
    text: str
    span: Span


class Figures:
    """What one element states, by property; None where the design itself does not state it, and for
    what repeats."""

    def __init__(self, properties: Properties) -> None:
        self._properties = properties

    @property
    def stated(self) -> tuple[Property[Any], ...]:
        """The properties that the design states."""
        return tuple(self._properties.stated())

    def known(self, key: Property[Any], detail: Property[Any] | None = None) -> Known[Any] | None:
        """A stated value, or one in the block behind it."""
        if key.repeats:
            return None
        known = self._properties.get(key)
        if detail is not None and known is not None:
            known = known.details.get(detail)
        return known if known is not None and known.span is not None else None

    def word(self, key: Property[Any], detail: Property[Any] | None = None) -> Figure | None:
        """The whole statement."""
        known = self.known(key, detail)
        if known is None or known.span is None:
            return None
        return Figure(0.0, " ".join(known.span.text.split()), known.span)

    def part(self, key: Property[Any], word: str) -> Figure | None:
        """A part of a statement, from one of its words to the value behind that."""
        known = self.known(key)
        span = known.span if known is not None else None
        match = re.search(rf"\b{word}\b(\s+[^\s{{;]+)?", span.text) if span is not None else None
        if span is None or match is None:
            return None
        at = span._replace(start=span.start + match.start(), end=span.start + match.end())
        return Figure(0.0, " ".join(match[0].split()), at)

    def number(self, key: Property[Any], detail: Property[Any] | None = None) -> Figure | None:
        """The first number of a statement; None where a word stands in its place."""
        known = self.known(key, detail)
        if known is None:
            return None
        amount = _amount(known.value)
        return None if amount is None else at_number(known, amount, (detail or key).name)

    def limits(self, key: Property[Any]) -> Iterator[tuple[str, Figure]]:
        """All stated limits that nothing makes grow, by what they limit."""
        for known in self._properties.all(key):
            name, value, grows_with = known.value
            found = at_number(known, value.value, f"{key.name} {name}")
            if found is not None and grows_with is None:
                yield name, found

    @property
    def is_sharded(self) -> bool:
        """Whether the data is split, so that each shard has copies of its own."""
        return self.known(SHARDS) is not None

    @property
    def instances(self) -> Figure | None:
        """The most instances that can run."""
        replicas, scaled = self.number(REPLICAS), self.known(AUTOSCALE)
        if scaled is not None and scaled.span is not None:
            most = Figure(float(scaled.value.range.high), shown(scaled.span), scaled.span)
            return replicas if replicas is not None and replicas.value > most.value else most
        if replicas is not None:
            return replicas
        followers = self.number(TOPOLOGY, FOLLOWERS)
        if followers is None:
            return None
        return followers._replace(value=followers.value + max(1.0, self._leaders))

    @property
    def copies(self) -> Figure | None:
        """How many copies there are of each data item."""
        stated = self.number(TOPOLOGY, COPIES) or self.number(COPIES)
        return stated or (None if self.is_sharded else self.instances)

    @property
    def leaders(self) -> Figure | None:
        """The leaders, of which one runs in each place."""
        found = self.word(TOPOLOGY, LEADERS)
        return None if found is None else found._replace(value=self._leaders)

    @property
    def _leaders(self) -> float:
        known = self.known(TOPOLOGY, LEADERS)
        return 0.0 if known is None else float(len(known.value))


def at_number(known: Known[Any], amount: float, name: str) -> Figure | None:
    """The first number of a statement, with the statement's name."""
    span = known.span
    match = _NUMBER.search(span.text) if span is not None else None
    if span is None or match is None:
        return None
    at = span._replace(start=span.start + match.start(), end=span.start + match.end())
    return Figure(amount, f"{name} {match[0]}", at)


def shown(span: Span) -> str:
    """A statement on one line."""
    return " ".join(span.text.split())


def _amount(value: Any) -> float | None:
    """The number of a value with one; None for a word."""
    for part in (value, *(value if isinstance(value, tuple) else ())):
        if isinstance(part, Quantity):
            return part.value
        if isinstance(part, int) and not isinstance(part, bool):
            return float(part)
        if isinstance(part, str) and part.isdigit():
            return float(part)
    return None
