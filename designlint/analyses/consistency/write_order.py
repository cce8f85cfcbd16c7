"""Whether all writes of an item come into one order where it is read, as its transactions rely on."""

from __future__ import annotations

from enum import IntEnum

from designlint.analyses.consistency.lattice import UNAVAILABLE, implied_by, implies, strongest
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line

# The weakest models that writes without a common order rule out: where each side goes on without the other,
# what no system can promise during a partition is lost, and readers of both see a long fork.
_IN_ORDER = (*UNAVAILABLE, "transactional_prefix")


class Order(IntEnum):
    """What becomes of the writes of an item, from the best to the worst for its transactions.

    One order; perhaps several; those of a copy, whose own transactions are not those that wrote the item;
    several for certain.
    """

    ONE = 0
    PERHAPS = 1
    COPIED = 2
    SEVERAL = 3


class WriteOrder(NamedTuple):
    """The order of the writes with the lines that show it, and what would decide it."""

    order: Order = Order.ONE
    why: tuple[Line, ...] = ()
    missing: tuple[Missing, ...] = ()

    def breaks(self, wanted: str) -> bool:
        """Whether transactions surely lack a model, whatever the isolation of the store is."""
        return self.order is Order.SEVERAL and _needs_one_order(wanted)

    def leaves_open(self, wanted: str) -> bool:
        """Whether the isolation of the store does not say that transactions have a model."""
        if self.order is Order.PERHAPS:
            return _needs_one_order(wanted)
        return self.order is Order.COPIED and wanted != "read_uncommitted"


def without_one_order(model: str) -> tuple[str, ...]:
    """What is left of a model of transactions where writes have no common order."""
    return strongest([weaker for weaker in implied_by(model) if not _needs_one_order(weaker)])


def worst_order(*orders: WriteOrder) -> WriteOrder:
    """The worst of several, the first of those that are equally bad."""
    return max(orders, key=lambda one: one.order)


def _needs_one_order(model: str) -> bool:
    return any(implies(model, weakest) for weakest in _IN_ORDER)
