"""The words that a design uses with a meaning of the language's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from designlint.language.resolve.reading import Reading
from designlint.quantities.units import CURRENCIES, LENGTHS, MAGNITUDES, READINGS, SIZES, TIMES
from designlint.schema.declarations import (
    DECLARATIONS,
    EXPECT,
    LOAD,
    LOSE,
    REQUIRE,
    SET,
    STEP_WORDS,
)
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import Literal, Maybe, Part, Slot, compile_shape

_OTHERS = (REQUIRE, EXPECT, LOSE, LOAD, SET, *STEP_WORDS, "miss", "of", "else", "at", "everything")
_UNITS = (SIZES, TIMES, CURRENCIES, READINGS, MAGNITUDES, LENGTHS)


def words_of(reading: Reading) -> frozenset[str]:
    """The keywords, properties, choices and units, the kinds and the metrics."""
    found = {*_OTHERS, *DECLARATIONS, *reading.kinds, *reading.metrics}
    found |= {unit for units in _UNITS for unit in units}
    keys = [key for kind in reading.kinds.values() for key in kind.properties.values()]
    keys += [key for one in DECLARATIONS.values() for key in one.properties.values()]
    found.update(_of_properties([*keys, *RELATION_PROPERTIES]))
    return frozenset(found)


def _of_properties(keys: Iterable[Property[Any]]) -> Iterator[str]:
    waiting = list(keys)
    seen = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        yield key.name
        yield from _of_parts(compile_shape(key.shape).parts)
        waiting.extend(key.details.values())


def _of_parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Literal):
            yield part.text
        elif isinstance(part, Slot):
            yield from part.choices
        elif isinstance(part, Maybe):
            yield from _of_parts(part.parts)
