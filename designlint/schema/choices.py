"""The words that can be chosen for a property, by the word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from designlint.schema.component import EVERY_COMPONENT
from designlint.schema.context import DATA_PROPERTIES
from designlint.schema.kinds import KINDS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import Literal, Part, Slot, compile_shape


def properties_with(word: str) -> list[str]:
    """The names of the properties of components, data and calls for which a word can be chosen."""
    return sorted(_by_word().get(word, ()))


@cache
def _by_word() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in _properties():
        for word in _choices(compile_shape(key.shape).parts):
            found.setdefault(word, set()).add(key.name)
    return found


def _properties() -> Iterator[Property[Any]]:
    waiting = [*EVERY_COMPONENT, *RELATION_PROPERTIES, *DATA_PROPERTIES]
    waiting += [key for kind in KINDS.values() for key in kind.properties.values()]
    for key in waiting:  # grows while it is walked
        yield key
        waiting.extend(key.details.values())


def _choices(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Slot):
            yield from part.choices
        elif not isinstance(part, Literal):
            yield from _choices(part.parts)
