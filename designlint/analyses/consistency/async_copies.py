"""Stores that get data after another component has acknowledged it: search indexes, read models."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.writers import Writers, writers_of
from designlint.analyses.facts import Facts
from designlint.model import Design, Known, Step
from designlint.quantity import Dimension, Quantity
from designlint.schema.messaging import BOUND


class AsyncCopy(NamedTuple):
    """A store with a copy of a data item that another component has acknowledged before.

    `through` is the queue or stream in between; empty where an asynchronous call fills the copy, or a
    flow that has read the item from the source (`is_copied`). `max_delay` is the longest that a change
    waits there, where that is bounded in time.
    """

    component: str
    data: str
    source: str
    through: str
    step: Step
    max_delay: Known[Quantity] | None
    is_copied: bool = False


def async_copies(facts: Facts) -> dict[tuple[str, str], AsyncCopy]:
    """The copies by store and data item.

    A store is one when no flow writes the item there first and synchronously, and another component
    acknowledges it first: a store, or the queue or stream that the copy is filled from.
    """
    found = {}
    for data, writers in facts[writers_of].items():
        for store in writers.by_store:
            first = writers.late(store)
            if first is None:
                continue
            source = first.copied_from or _source(writers, store, first.through)
            if source:
                copied = bool(first.copied_from) and not first.through
                delay = _max_delay(facts.design, first.through)
                found[store, data] = AsyncCopy(
                    store, data, source, first.through, first.step, delay, copied
                )
    return found


def _source(writers: Writers, copy: str, through: str) -> str:
    """Who acknowledges a data item before the copy has it; empty where that is unknown."""
    for store in writers.masters():
        if store != copy:
            return store
    return through if through in writers.sent_to else ""


def _max_delay(design: Design, broker: str) -> Known[Quantity] | None:
    bound = design.components[broker][BOUND] if broker else None
    return bound if bound is not None and bound.value.dimension is Dimension.TIME else None
