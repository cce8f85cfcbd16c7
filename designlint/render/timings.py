"""What a run spent its time on."""

from __future__ import annotations

from designlint.render.cells import clean, width
from designlint.result import Result


def render(result: Result) -> str:
    """A table of stages, facts and rules with their milliseconds, the slowest first."""
    slowest = sorted(result.timings, key=lambda t: (-t.seconds, t.what, t.name))
    rows = [("what", "name", "ms")]
    rows += [(clean(t.what), clean(t.name), _milliseconds(t.seconds)) for t in slowest]
    rows += [("total", "", _milliseconds(sum(t.seconds for t in slowest)))]
    what, name, number = (max(map(width, column)) for column in zip(*rows, strict=True))
    return "".join([f"{_pad(a, what)}  {_pad(b, name)}  {c:>{number}}\n" for a, b, c in rows])


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
