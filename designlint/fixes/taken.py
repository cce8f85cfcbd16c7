"""Where files are edited already: an edit that touches another one has to wait."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable

Stretch = tuple[Hashable, int, int]
"""A stretch of a file: the file, the first character, and that behind the last one."""


class Taken:
    """The stretches that are taken, of each file in their order; those that touch are one."""

    def __init__(self) -> None:
        self._starts: dict[Hashable, list[int]] = {}
        self._ends: dict[Hashable, list[int]] = {}

    def touches(self, stretch: Stretch) -> bool:
        """Whether some of it is taken: neighbours count too, as each edit is made for the text around it."""
        file, start, end = stretch
        before = bisect_right(self._starts.get(file, ()), end)
        return before > 0 and self._ends[file][before - 1] >= start

    def take(self, stretches: Iterable[Stretch]) -> None:
        """Take some more."""
        for file, start, end in stretches:
            starts = self._starts.setdefault(file, [])
            ends = self._ends.setdefault(file, [])
            first, behind = bisect_left(ends, start), bisect_right(starts, end)
            starts[first:behind] = [min([start, *starts[first:behind]])]
            ends[first:behind] = [max([end, *ends[first:behind]])]
