"""How often a component is called at peak, apart by reads and writes."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval, exactly
from designlint.records import NamedTuple


class Demand(NamedTuple):
    """Calls per second at peak, apart where writes cost more than reads."""

    reads: Interval
    writes: Interval

    @property
    def total(self) -> Interval:
        """All calls."""
        return self.reads.plus(self.writes)


def demand_of(parts: Iterable[Part]) -> Demand:
    """The sum of all calls of a component."""
    reads = writes = exactly(0.0)
    for part in parts:
        if part.step.writes:
            writes = writes.plus(part.rate)
        else:
            reads = reads.plus(part.rate)
    return Demand(reads, writes)
