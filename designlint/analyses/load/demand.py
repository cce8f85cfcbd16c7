"""How often a component is called at peak, apart by reads and writes."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval, total_of
from designlint.base.records import NamedTuple


class Demand(NamedTuple):
    """Calls per second at peak, apart where writes cost more than reads; `total` is all of them."""

    reads: Interval
    writes: Interval
    total: Interval


def demand_of(parts: Iterable[Part]) -> Demand:
    """The sum of all calls of a component."""
    found = list(parts)
    reads = total_of(part.rate for part in found if not part.step.writes)
    writes = total_of(part.rate for part in found if part.step.writes)
    return Demand(reads, writes, reads.plus(writes))
