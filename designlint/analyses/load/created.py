"""How many of a data item are ever created, and when that passes a number: a hard limit, or its keys."""

from __future__ import annotations

import math

from designlint.analyses.measure import step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Data
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.context import COUNT, GROWTH, SIZE_OF_ONE

_DAY = 86_400.0
YEAR = 365 * _DAY
"""Seconds for which is looked ahead where no horizon is declared."""


class Created(NamedTuple):
    """Items of a data item: at least as many as there are `today`, and `rate` more each second.

    What was deleted has been created, too, so there may be more; `is_counted` holds where the design
    declares how many there are today.
    """

    today: float
    rate: float
    is_counted: bool
    lines: tuple[Step, ...]

    def passes_in(self, number: float) -> float:
        """After how many seconds at the latest more than a number have been created; infinite where
        that is unknown."""
        left = number - self.today
        if left <= 0.0:
            return 0.0
        return left / self.rate if self.rate > 0.0 else math.inf


def created(data: Data, load: float) -> Created | None:
    """What is certainly created of a data item, at a multiple of its growth; None where neither its
    count nor its growth is declared."""
    count, growth = data[COUNT], data[GROWTH]
    if count is None and growth is None:
        return None
    lines = [step(f"{data.path}: {show(count.value)} today", count)] if count is not None else []
    rate = _rate(data) * load
    if growth is not None:
        added = show_value(rate * _DAY, Dimension.NUMBER)
        lines.append(step(f"{data.path}: grows by {added} a day", growth))
    today = count.value.value if count is not None else 0.0
    return Created(today, rate, count is not None, tuple(lines))


def _rate(data: Data) -> float:
    """How many are added a second; none where that is unknown."""
    growth, size = data.value(GROWTH), data.value(SIZE_OF_ONE)
    if growth is not None and growth.dimension is Dimension.RATE:
        return growth.value
    if growth is not None and growth.dimension is Dimension.BANDWIDTH and size is not None:
        return growth.value / size.value
    return 0.0
