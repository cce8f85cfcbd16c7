"""Who writes each data item where: synchronously, later, or as a copy of what it has read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from designlint.analyses.facts import Facts
from designlint.analyses.graph.answered import answered_before
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs, is_dispensable
from designlint.analyses.graph.unsaid import broker_before
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Flow, Step
from designlint.schema.relation import ATOMIC_WITH
from designlint.schema.roles import Role

# What keeps a data item for good.
_KEEPERS = (Role.STORE, Role.BROKER, Role.EXTERNAL, Role.CONFIGURATION)


class Written(NamedTuple):
    """A step that writes a data item to a store, in its flow.

    `through` is the queue or stream that the writer takes it from, `copied_from` the store that it has
    read the item from; both empty where the flow is where the item comes from. `answers_first` is the
    component on the way that answers its caller before the item is written, or the user who goes on;
    empty if there is none.
    `skipped` are the calls on the way that the flow goes on without: the item is then not written. By
    `dropped_by`, the item is handed on and lost when it fails: the flow goes on, and nothing keeps it.
    """

    flow: Flow
    step: Step
    waits: bool
    through: str = ""
    copied_from: str = ""
    answers_first: str = ""
    skipped: frozenset[Span] = frozenset()
    dropped_by: Step | None = None

    @property
    def is_original(self) -> bool:
        """Whether the item is acknowledged here first."""
        return self.waits and not self.through and not self.copied_from

    @property
    def is_in_background(self) -> bool:
        """Whether the item comes from this flow, and somebody answers before it is written."""
        return bool(self.answers_first) and not self.through and not self.copied_from

    def may_lack(self, other: Written) -> bool:
        """Whether this write may not happen where another one of its flow does: the flow goes on without
        it, or one is made when the other fails."""
        return self.step is other.step or bool(self.skipped - other.skipped)


class Writers:
    """The writes of one data item by store, the brokers that it is sent to with the flows that send it,
    the stores that are read, and those that a step calls without naming data. `handed_to` are the steps that
    give the item to what keeps none for good, in flows of which no step says where it is written then. What is asked of
    it is asked when all writes are known."""

    def __init__(self, read: frozenset[str], called: frozenset[str]) -> None:
        self.by_store: dict[str, list[Written]] = {}
        self.sent_to: dict[str, set[str]] = {}
        self.read = read
        self.called = called
        self.handed_to: list[Step] = []
        self._originals: dict[str, dict[str, Written]] = {}

    @cached_property
    def masters(self) -> tuple[str, ...]:
        """The stores in which the item is acknowledged first."""
        return tuple([s for s, found in self.by_store.items() if any(w.is_original for w in found)])

    @cached_property
    def _stores_of(self) -> dict[str, set[str]]:
        """The stores that each flow writes the item to."""
        found: dict[str, set[str]] = {}
        for store, writes in self.by_store.items():
            for one in writes:
                found.setdefault(one.flow.path, set()).add(store)
        return found

    @cached_property
    def _senders(self) -> frozenset[str]:
        """The flows that send the item to a broker."""
        return frozenset().union(*self.sent_to.values())

    def late(self, store: str) -> Iterator[Written]:
        """The writes that bring a store what another one has acknowledged before: of a store that takes writes
        itself, only those of flows that do not write it there at once."""
        # What is sent to a queue when the store fails, comes to the store by the queue alone.
        own = {flow: w for flow, w in self.originals(store).items() if w.step.or_else is None}
        for written in self.by_store[store]:
            behind = self.sent_to.get(written.through, set()) - own.keys()
            is_later = written.is_in_background and written.flow.path not in own
            if (not own and not written.is_original) or behind or is_later:
                yield written

    def dropped(self, store: str) -> Step | None:
        """A call that brings the item to a store, and whose flow goes on without it while it writes the item
        nowhere else."""
        for flow, written in self.originals(store).items():
            if written.dropped_by is None or flow in self._senders:
                continue
            if self._stores_of[flow] == {store}:
                return written.dropped_by
        return None

    def originals(self, store: str) -> dict[str, Written]:
        """The original writes of a store, by flow: of several, one that the flow needs."""
        if store not in self._originals:
            found = [w for w in self.by_store.get(store, ()) if w.is_original]
            found.sort(key=lambda w: -len(w.skipped))
            self._originals[store] = {w.flow.path: w for w in found}
        return self._originals[store]


def writers_of(facts: Facts) -> dict[str, Writers]:
    """Who writes each data item."""
    components = facts.design.components
    found = _unwritten(facts)
    for graph in facts[flow_graphs].values():
        sources = _Sources(facts, graph.flow)
        for step in graph.flow.steps:
            callees = asked_by(step) if step.writes else ()
            for path, named in product(callees, step.writes):
                callee = components.get(path)
                if callee is not None and callee.plays(Role.BROKER):
                    found[named.path].sent_to.setdefault(path, set()).add(graph.flow.path)
                elif callee is not None and callee.plays(Role.STORE, Role.CONFIGURATION):
                    source = sources.read_before.get((step.caller.path, named.path), "")
                    written = _written(facts, graph, step, source)
                    written = written._replace(dropped_by=graph.dropped_by(step, named.path))
                    found[named.path].by_store.setdefault(path, []).append(written)
            sources.pass_by(step)
        for data, step in _handed(facts, graph.flow).items():
            found[data].handed_to.append(step)
    return found


def _unwritten(facts: Facts) -> dict[str, Writers]:
    """The data items before any of their writes is known."""
    flows = facts.design.flows.values()
    called = frozenset(s.callee.path for f in flows for s in f.steps if not (s.reads or s.writes))
    read: dict[str, set[str]] = {}
    for flow in flows:
        for step in flow.steps:
            for named in step.reads:
                read.setdefault(named.path, set()).update(asked_by(step))
    return {data: Writers(frozenset(read.get(data, ())), called) for data in facts.design.data}


def _handed(facts: Facts, flow: Flow) -> dict[str, Step]:
    """The items that a flow writes to no store, no broker and nobody else's system, with the first step that writes
    each."""
    components = facts.design.components
    found: dict[str, Step] = {}
    kept: set[str] = set()
    for step in flow.steps:
        asked = [components[path] for path in asked_by(step) if path in components]
        for named in step.writes:
            found.setdefault(named.path, step)
            if any(one.plays(*_KEEPERS) for one in asked):
                kept.add(named.path)
    return {data: step for data, step in found.items() if data not in kept}


def _written(facts: Facts, graph: FlowGraph, step: Step, source: str) -> Written:
    path = (*graph.path_to(step.caller.path), step)
    skipped = frozenset(call.span for call in path if is_dispensable(call))
    through = broker_before(facts, graph, step)
    waits = all(call.waits for call in path)
    first = answered_before(graph, step)
    return Written(graph.flow, step, waits, through, source, first, skipped)


class _Sources:
    """From which store a caller has read each item so far in a flow, and does not write it to: the first one,
    by caller and item (`read_before`)."""

    def __init__(self, facts: Facts, flow: Flow) -> None:
        self._components = facts.design.components
        self._written = {(n.path, step.callee.path) for step in flow.steps for n in step.writes}
        self.read_before: dict[tuple[str, str], str] = {}

    def pass_by(self, step: Step) -> None:
        """Go on behind a step."""
        component = self._components.get(step.callee.path)
        if component is None or not component.plays(Role.STORE):
            return
        for named in step.reads:
            if (named.path, component.path) not in self._written:
                self.read_before.setdefault((step.caller.path, named.path), component.path)


def are_atomic(one: Written, other: Written) -> bool:
    """Whether one transaction makes both writes."""
    for first, second in ((one, other), (other, one)):
        atomic = first.flow.stated(first.step, ATOMIC_WITH)
        if atomic and any(ref.path == second.step.callee.path for ref in atomic.value):
            return True
    return False
