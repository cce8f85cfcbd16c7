"""Values with their origins: what is known of an element, who says so, and who is believed first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.schema.property import Property
from designlint.schema.values import Ref

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Stated(NamedTuple):
    """The design says so, here."""

    span: Span


class Catalogued(NamedTuple):
    """A published fact about a technology: what kind of fact, from which page, as of when; and the
    condition under which it holds, such as `zones 2`.

    `of` says what an availability is of, where it is not of the component itself: the `instance` that
    each replica runs on, the `control_plane` that starts and replaces replicas, or the `platform` as a
    whole, which says nothing of what runs on it.
    """

    technology: str
    kind: str
    page: str
    date: str
    note: str = ""
    condition: str = ""
    of: str = ""


class Assumed(NamedTuple):
    """Not declared; this value is assumed instead, for the reason given."""

    kind: str
    reason: str
    page: str = ""


class WhatIf(NamedTuple):
    """A scenario or a what-if question says so."""

    world: str


Origin = Stated | Catalogued | Assumed | WhatIf


class Known(NamedTuple, Generic[T_co]):
    """A value with its origin; `details` are the properties in its block."""

    value: T_co
    origin: Origin
    details: Properties

    @property
    def span(self) -> Span | None:
        """Where the design states it, if it does."""
        return self.origin.span if isinstance(self.origin, Stated) else None

    @property
    def published_as(self) -> str:
        """The kind of fact that the catalogue has it as, `quota` or `benchmark`; empty where it is from
        elsewhere."""
        return self.origin.kind if isinstance(self.origin, Catalogued) else ""

    def detail(self, key: Property[Any]) -> Any:
        """The bare value of a detail, or None."""
        known = self.details.get(key)
        return None if known is None else known.value


def subject_of(value: Any) -> Any:
    """What a statement of a property that repeats is about: what its value begins with."""
    return value[0] if isinstance(value, tuple) and value else value


# A dictionary, for its speed: properties are read much more often than anything else.
class Properties(dict[Property[Any], Any]):
    """Values by property, from the first layer that has one: stated, then catalogue, then assumed."""

    __slots__ = ("_layers", "_referred")

    __hash__ = object.__hash__  # type: ignore[assignment]  # equal only to itself
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, *layers: Mapping[Property[Any], Any]) -> None:
        super().__init__(layers[0] if len(layers) == 1 else _merged(layers))
        self._layers = layers
        self._referred: tuple[str, ...] | None = None

    def __missing__(self, key: Property[Any]) -> None:
        return None

    if TYPE_CHECKING:

        def __getitem__(self, key: Property[T]) -> Known[T] | None: ...

    def all(self, key: Property[T]) -> tuple[Known[T], ...]:
        """Every statement of a property that repeats. Each is about what its value begins with, such as the
        name of a limit: a lower layer adds those about other things."""
        layers: list[tuple[Known[T], ...]] = [layer[key] for layer in self._layers if key in layer]
        found = layers[0] if layers else ()
        for layer in layers[1:]:
            about = {subject_of(one.value) for one in found}
            found = (*found, *(one for one in layer if subject_of(one.value) not in about))
        return found

    def stated(self) -> Mapping[Property[Any], Any]:
        """The uppermost layer: what the design itself says."""
        return self._layers[0] if self._layers else {}

    def references(self) -> tuple[str, ...]:
        """The paths that stated properties refer to, in their values and in the blocks behind them."""
        if self._referred is None:
            self._referred = tuple(self._references())
        return self._referred

    def _references(self) -> Iterator[str]:
        waiting: list[Any] = list(self.stated().values())
        for value in waiting:  # grows while it is walked
            if isinstance(value, Ref):
                yield value.path
            elif isinstance(value, Known):
                waiting.append(value.value)
                waiting.extend(value.details.stated().values())
            elif isinstance(value, tuple):
                waiting.extend([part for part in value if isinstance(part, tuple)])

    def present(self) -> tuple[Property[Any], ...]:
        """The properties that have a value, in the order of the layers."""
        return tuple(dict.fromkeys(key for layer in self._layers for key in layer))

    def replaced(self, key: Property[Any], known: Any) -> Properties:
        """The same properties, but for one; `known` is a tuple where the property repeats."""
        return Properties({**self.stated(), key: known}, *self._layers[1:])

    def without(self, key: Property[Any]) -> Properties:
        """The same properties, of which one is not stated."""
        stated = {one: known for one, known in self.stated().items() if one is not key}
        return Properties(stated, *self._layers[1:])

    def beneath(self, key: Property[Any], known: Any, depth: int) -> Properties:
        """The same properties, but for one in the layer with so many others above it."""
        layers = [*self._layers, *({} for _ in range(depth + 1 - len(self._layers)))]
        layers[depth] = {**layers[depth], key: known}
        return Properties(*layers)


def _merged(layers: tuple[Mapping[Property[Any], Any], ...]) -> Mapping[Property[Any], Any]:
    """Each property's value in the first layer that has one."""
    return {
        key: value
        for layer in reversed(layers)
        for key, value in layer.items()
        if value is not None
    }


NOTHING = Properties()
