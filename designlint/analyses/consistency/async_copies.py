"""Stores that get data after another component has acknowledged it: search indexes, read models."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.writers import Writers, Written, writers_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.answered import left_behind
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.graph.unsaid import unsaid_messages
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Design, Known, Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.component import PROCESSING_TIME
from designlint.schema.messaging import BOUND
from designlint.schema.relation import ATOMIC_WITH, OUTBOX
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


def async_copies(facts: Facts) -> dict[tuple[str, str], tuple[AsyncCopy, ...]]:
    """The copies by store and data item, one for each way on which changes come there, the slowest first.

    A store is one when no flow writes the item there first and synchronously, and another component
    acknowledges it first: a store, the queue or stream that the copy is filled from, or who answers its
    caller before the item is written.
    """
    found: dict[tuple[str, str], tuple[AsyncCopy, ...]] = {}
    for data, writers in facts[writers_of].items():
        unsaid = {(one.broker, one.store): one.missing for one in facts[unsaid_messages][data]}
        for store in writers.by_store:
            late = [_copy(facts, data, store, one, unsaid) for one in writers.late(store)]
            ways = {(one.source, one.through): one for one in late[::-1] if one is not None}
            if ways:
                slowest_first = sorted(ways.values(), key=_delays, reverse=True)
                found[store, data] = tuple(slowest_first)
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


def lost_carrier(facts: Facts, copy: AsyncCopy) -> str:
    """What a world has lost of all that bring a copy what its source goes on to acknowledge; empty where something
    is left that does, or where nothing is acknowledged any more."""
    design = facts.design
    if not design.lost or is_gone(design, copy.source):
        return ""
    writers = facts[writers_of][copy.data]
    first: list[tuple[str, ...]] = [
        _on_the_way(facts, written) for written in writers.by_store.get(copy.source, ())
    ]
    if first and all(_gone(design, way) for way in first):
        return ""
    ways = [_on_the_way(facts, w) for w in writers.by_store[copy.component] if not w.is_original]
    lost = [_gone(design, (*way, copy.through)) for way in ways]
    return lost[0] if lost and all(lost) else ""


def gap_before(facts: Facts, copy: AsyncCopy) -> tuple[str, Missing] | None:
    """Why a copy may never get a change that its source acknowledges, and what would say that it does: a flow goes
    on when it is not sent or written, or a failure comes between the source and the queue. None where it does."""
    writers = facts[writers_of][copy.data]
    for written in writers.by_store[copy.component]:
        left = left_behind(facts[flow_graphs][written.flow.path], written.step)
        if written.through == copy.through and left is not None:
            names = f"{left.caller.path} -> {left.callee.path}"
            text = f"`{left.caller.path}` is done with a change before `{copy.component}` has it"
            return text, Missing("", f"outbox of `{names}`, or an answer to wait for", names)
        if written.through == copy.through and (written.skipped or written.step.or_else):
            text = f"`{written.flow.path}` goes on when the write of `{copy.data}` to `{copy.component}` fails"
            return text, Missing(
                copy.component, f"feed of `{copy.data}`", f"fed_by {copy.source} lag 5s"
            )
    for written in writers.originals(copy.source).values() if copy.source != copy.through else ():
        if not any(_is_sent(copy, written, sent) for sent in _sends(copy, written)):
            sender = written.step.caller.path
            text = f"a failure between `{copy.source}` and `{copy.through}` leaves `{copy.component}` without a change"
            names = f"{sender} ~> {copy.through}"
            return text, Missing("", f"outbox of `{names}`", f"{names} {{ outbox yes }}")
    return None


def _sends(copy: AsyncCopy, written: Written) -> Iterator[Step]:
    for step in written.flow.steps:
        if copy.data in step.written and copy.through in asked_by(step):
            yield step


def _is_sent(copy: AsyncCopy, written: Written, sent: Step) -> bool:
    """Whether a flow sends each change that it writes to the source: the source does it itself, or keeps it for
    the caller, or both are one transaction."""
    outbox, atomic = (written.flow.stated(sent, key) for key in (OUTBOX, ATOMIC_WITH))
    other = written.flow.stated(written.step, ATOMIC_WITH)
    is_one = any(ref.path == copy.source for ref in (atomic.value if atomic else ())) or any(
        ref.path == copy.through for ref in (other.value if other else ())
    )
    is_kept = (outbox is not None and outbox.value) or is_one or sent.caller.path == copy.source
    return is_kept and sent.share >= written.step.share


def work_on(facts: Facts, copy: AsyncCopy) -> tuple[float, list[str]]:
    """How long the consumers work on a change that a copy gets through a queue or stream, in seconds, as far as
    that is declared; and those of which it is not."""
    seconds, unknown = 0.0, dict[str, None]()
    for written in facts[writers_of][copy.data].by_store[copy.component]:
        way = _on_the_way(facts, written)
        behind = way[way.index(copy.through) + 1 :] if copy.through in way else ()
        times = {path: facts.design.components[path].value(PROCESSING_TIME) for path in behind}
        known = [time.value for time in times.values() if time is not None]
        seconds = max(seconds, sum(known))
        unknown.update(dict.fromkeys(path for path, time in times.items() if time is None))
    return seconds, list(unknown)


def _on_the_way(facts: Facts, written: Written) -> tuple[str, ...]:
    """The callers through which a write comes to its store."""
    path = facts[flow_graphs][written.flow.path].path_to(written.step.caller.path)
    return tuple(dict.fromkeys([call.caller.path for call in (*path, written.step)]))


def _gone(design: Design, way: tuple[str, ...]) -> str:
    return next((path for path in way if path and is_gone(design, path)), "")


def full_consumers(facts: Facts, store: str, data: str) -> tuple[Capacity, ...]:
    """The consumers between a queue or stream and a store that it fills which carry no more than comes at
    peak: what waits before them grows as long as the peak lasts."""
    copies = facts[async_copies].get((store, data), ())
    brokers = {one.through for one in copies if one.through and one.missing is None}
    found: dict[str, None] = {}
    for written in facts[writers_of][data].by_store[store] if brokers else ():
        path = facts[flow_graphs][written.flow.path].path_to(written.step.caller.path)
        if written.through in brokers:
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
    for store in writers.masters:
        if store != copy:
            return store
    if written.through:
        return written.through if written.through in writers.sent_to else ""
    return written.answers_first


def _max_delay(design: Design, broker: str) -> Known[Quantity] | None:
    bound = design.components[broker][BOUND] if broker else None
    return bound if bound is not None and bound.value.dimension is Dimension.TIME else None
