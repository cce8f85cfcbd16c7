"""Rows that are made when they are first read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

from designlint.base.cached import cached_property

T = TypeVar("T")


class Later(Sequence[T]):
    """A row that `make` makes when it is first read: of what may be asked for, much never is."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _row(self) -> tuple[T, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return self._row[place]

    def __iter__(self) -> Iterator[T]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)
