"""The time of a run as a table."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.base.clock import OTHER, Timing
from designlint.render.cells import clean, width


def render(timings: Iterable[Timing]) -> str:
    """A table of stages, analyses and rules with their milliseconds: the slowest first, then what was
    not measured, then the sum of all."""
    slowest = sorted(timings, key=lambda t: (t.name == OTHER, -t.seconds, t.what, t.name))
    rows = [("what", "name", "ms")]
    rows += [(clean(t.what), clean(t.name), _milliseconds(t.seconds)) for t in slowest]
    rows += [("total", "", _milliseconds(sum(t.seconds for t in slowest)))]
    what, name, number = (max(map(width, column)) for column in zip(*rows, strict=True))
    return "".join([f"{_pad(a, what)}  {_pad(b, name)}  {c:>{number}}\n" for a, b, c in rows])


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
