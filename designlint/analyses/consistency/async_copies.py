"""Stores that get data after another component has acknowledged it: search indexes, read models."""

from __future__ import annotations

from designlint.analyses.consistency.writers import Writers, Written, writers_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.unsaid import unsaid_messages
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.model import Design, Known, Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.messaging import BOUND
from designlint.schema.roles import Role


class AsyncCopy(NamedTuple):
    """A store with a copy of a data item that another component has acknowledged before.

    `through` is the queue or stream in between; empty where an asynchronous call fills the copy, or a
    flow that has read the item from the source (`is_copied`). `max_delay` is the longest that a change
    waits there, where that is bounded in time. `missing` is what would say whether the item comes through
    there at all, where no step says what it sends there.
    """

    component: str
    data: str
    source: str
    through: str
    step: Step
    max_delay: Known[Quantity] | None
    is_copied: bool = False
    missing: Missing | None = None


def async_copies(facts: Facts) -> dict[tuple[str, str], AsyncCopy]:
    """The copies by store and data item.

    A store is one when no flow writes the item there first and synchronously, and another component
    acknowledges it first: a store, the queue or stream that the copy is filled from, or who answers its
    caller before the item is written.
    """
    found = {}
    for data, writers in facts[writers_of].items():
        unsaid = {(one.broker, one.store): one.missing for one in facts[unsaid_messages][data]}
        for store in writers.by_store:
            late = [_copy(facts, data, store, one, unsaid) for one in writers.late(store)]
            known = [one for one in late if one is not None]
            if known:
                found[store, data] = max(known, key=_delays)
    return found


def _copy(
    facts: Facts, data: str, store: str, written: Written, unsaid: dict[tuple[str, str], Missing]
) -> AsyncCopy | None:
    """A copy by what brings a late write; None where it is unknown who acknowledges it before."""
    missing = unsaid.get((written.through, store))
    source = written.copied_from or _source(facts[writers_of][data], store, written)
    if not source and missing is not None:
        source = written.through
    if not source:
        return None
    copied = bool(written.copied_from) and not written.through
    delay = _max_delay(facts.design, written.through)
    lacks = missing if source == written.through else None
    return AsyncCopy(store, data, source, written.through, written.step, delay, copied, lacks)


def _delays(copy: AsyncCopy) -> tuple[int, float]:
    """What orders the late writes of a store by how long they may take."""
    if copy.missing is not None:
        return 1, 0.0
    if copy.max_delay is None:
        return 2, 0.0
    return 0, copy.max_delay.value.value


def full_consumers(facts: Facts, store: str, data: str) -> tuple[Capacity, ...]:
    """The consumers between a queue or stream and a store that it fills which carry no more than comes at
    peak: what waits before them grows as long as the peak lasts."""
    copy = facts[async_copies].get((store, data))
    if copy is None or not copy.through or copy.missing is not None:
        return ()
    found: dict[str, None] = {}
    for written in facts[writers_of][data].by_store[store]:
        path = facts[flow_graphs][written.flow.path].path_to(written.step.caller.path)
        if written.through == copy.through:
            found.update(dict.fromkeys([call.callee.path for call in path]))
    components = facts.design.components
    ours = [
        path for path in found if path in components and not components[path].plays(Role.BROKER)
    ]
    return tuple([facts[capacities][path] for path in ours if _is_full(facts[capacities][path])])


def _is_full(capacity: Capacity) -> bool:
    used = capacity.utilisation()
    return used is not None and used.low >= 1.0 and not capacity.is_benchmark


def _source(writers: Writers, copy: str, written: Written) -> str:
    """Who acknowledges a data item before the copy has it; empty where that is unknown."""
    for store in writers.masters():
        if store != copy:
            return store
    if written.through:
        return written.through if written.through in writers.sent_to else ""
    return written.answers_first


def _max_delay(design: Design, broker: str) -> Known[Quantity] | None:
    bound = design.components[broker][BOUND] if broker else None
    return bound if bound is not None and bound.value.dimension is Dimension.TIME else None
