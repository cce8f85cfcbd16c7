"""Two statements of one element that cannot both hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designlint.base.records import NamedTuple
from designlint.language.contradictions.figures import Figure, Figures


class Conflict(NamedTuple):
    """A stated value, the one that it contradicts, and why both cannot hold."""

    stated: Figure
    other: Figure
    reason: str


Check = Callable[[Figures], Iterator[Conflict]]
