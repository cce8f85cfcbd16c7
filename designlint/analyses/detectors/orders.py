"""Queues and streams that cannot keep the order that they state."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.model import Component, Known
from designlint.schema.messaging import ORDER, PARTITIONS
from designlint.schema.roles import Role
from designlint.schema.values import Keyed, Ordered


class BrokenOrder(NamedTuple):
    """A queue or stream whose partitions let messages overtake each other that are to be in order.

    `key` is what the partitions would have to be by; empty where all messages are to be in one order.
    """

    broker: Component
    order: Known[Ordered]
    partitions: Known[Keyed]
    key: str


def broken_orders(facts: Facts) -> tuple[BrokenOrder, ...]:
    """The brokers whose stated order and stated partitions exclude each other."""
    found = (_broken(c) for c in facts.design.components.values() if c.plays(Role.BROKER))
    return tuple([one for one in found if one is not None])


def _broken(broker: Component) -> BrokenOrder | None:
    order, partitions = broker[ORDER], broker[PARTITIONS]
    if order is None or partitions is None or order.span is None or partitions.value.number < 2:
        return None
    if order.value.order == "fifo":
        return BrokenOrder(broker, order, partitions, "")
    wanted, by = order.value.key, partitions.value.key
    if order.value.order == "per_key" and wanted and by and wanted != by:
        return BrokenOrder(broker, order, partitions, wanted)
    return None
