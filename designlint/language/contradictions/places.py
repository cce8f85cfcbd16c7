"""Distances and round-trip times between places that cannot both hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from designlint.language.contradictions.conflict import Conflict
from designlint.language.contradictions.figures import Figure, at_number
from designlint.model import Place
from designlint.model.known import Known
from designlint.schema.context import DISTANCE, RTT
from designlint.schema.property import Property

LIGHT = 299_792_458.0
"""How many metres light travels in a second, in a vacuum (exact by the definition of the metre)."""

_Pairs = dict[frozenset[str], Figure]


def apart(places: Mapping[str, Place]) -> Iterator[Conflict]:
    """Two values for one pair of places, and a round trip that is faster than light."""
    times, lengths = _Table(RTT), _Table(DISTANCE)
    for table in (times, lengths):
        for place in places.values():
            yield from table.enter(place)
    for pair, time in times.by_pair.items():
        length = lengths.by_pair.get(pair)
        if length is not None and time.value < 2.0 * length.value / LIGHT:
            yield Conflict(time, length, "light takes longer there and back")


class _Table:
    """A property of pairs of places, with the first value of each."""

    def __init__(self, key: Property[Any]) -> None:
        self._key = key
        self.by_pair: _Pairs = {}

    def enter(self, place: Place) -> Iterator[Conflict]:
        """Enter what a place states; a second value for a pair is a conflict."""
        for known in place.properties.all(self._key):
            figure = self._figure(known)
            pair = frozenset((place.path, known.value.to.path))
            if figure is None:
                continue
            first = self.by_pair.setdefault(pair, figure)
            if first.value != figure.value:
                yield Conflict(figure, first, "it is one pair of places")

    def _figure(self, known: Known[Any]) -> Figure | None:
        return at_number(known, known.value.apart.value, self._key.name)
