"""Who writes each data item where: synchronously, later, or as a copy of what it has read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.graph.unsaid import broker_before
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Flow, Step
from designlint.schema.relation import ATOMIC_WITH, GOES_ON, ON_FAILURE
from designlint.schema.roles import Role


class Written(NamedTuple):
    """A step that writes a data item to a store, in its flow.

    `through` is the queue or stream that the writer takes it from, `copied_from` the store that it has
    read the item from; both empty where the flow is where the item comes from. `answers_first` is the
    component on the way that answers its caller before the item is written; empty if there is none.
    `skipped` are the calls on the way that the flow goes on without: the item is then not written.
    """

    flow: Flow
    step: Step
    waits: bool
    through: str = ""
    copied_from: str = ""
    answers_first: str = ""
    skipped: frozenset[Span] = frozenset()

    @property
    def is_original(self) -> bool:
        """Whether the item is acknowledged here first."""
        return self.waits and not self.through and not self.copied_from

    def may_lack(self, other: Written) -> bool:
        """Whether this write may not happen where another one of its flow does: the flow goes on without
        it, or one is made when the other fails."""
        return self.step is other.step or bool(self.skipped - other.skipped)


class Writers(NamedTuple):
    """The writes of one data item by store, the brokers that it is sent to with the flows that send it,
    the stores that are read, and those that a step calls without naming data."""

    by_store: dict[str, list[Written]]
    sent_to: dict[str, set[str]]
    read: frozenset[str]
    called: frozenset[str]

    def masters(self) -> Iterator[str]:
        """The stores in which the item is acknowledged first."""
        return (s for s, found in self.by_store.items() if any(w.is_original for w in found))

    def late(self, store: str) -> Written | None:
        """The first write that brings a store what another one has acknowledged before: of a store that
        takes writes itself, only what flows send to a broker that do not write it there."""
        own = self.originals(store)
        for written in self.by_store[store]:
            behind = self.sent_to.get(written.through, set()) - own.keys()
            if not own or behind:
                return written
        return None

    def originals(self, store: str) -> dict[str, Written]:
        """The original writes of a store, by flow: of several, one that the flow needs."""
        found = [w for w in self.by_store.get(store, ()) if w.is_original]
        return {w.flow.path: w for w in sorted(found, key=lambda w: -len(w.skipped))}


def writers_of(facts: Facts) -> dict[str, Writers]:
    """Who writes each data item."""
    components = facts.design.components
    flows = facts.design.flows.values()
    called = frozenset(s.callee.path for f in flows for s in f.steps if not (s.reads or s.writes))
    read: dict[str, set[str]] = {}
    found: dict[str, Writers] = {}
    for flow in flows:
        for step in flow.steps:
            for named in step.reads:
                read.setdefault(named.path, set()).update(asked_by(step))
    for data in facts.design.data:
        found[data] = Writers({}, {}, frozenset(read.get(data, ())), called)
    for graph in facts[flow_graphs].values():
        for step in graph.flow.steps:
            callees = asked_by(step) if step.writes else ()
            for path, named in product(callees, step.writes):
                callee = components.get(path)
                if callee is not None and callee.plays(Role.BROKER):
                    found[named.path].sent_to.setdefault(path, set()).add(graph.flow.path)
                elif callee is not None and callee.plays(Role.STORE):
                    written = _written(facts, graph, step, named.path)
                    found[named.path].by_store.setdefault(path, []).append(written)
    return found


def _written(facts: Facts, graph: FlowGraph, step: Step, data: str) -> Written:
    path = (*graph.path_to(step.caller.path), step)
    skipped = frozenset(call.span for call in path if _goes_on_without(call))
    through = broker_before(facts, graph, step)
    waits = all(call.waits for call in path)
    # Nobody waits for the first call of a flow but who makes it.
    first = next((call.caller.path for call in path[1:] if not call.waits), "")
    source = next(_copied_from(facts, graph.flow, step, data), "")
    return Written(graph.flow, step, waits, through, source, first, skipped)


def _goes_on_without(call: Step) -> bool:
    on_failure = call.properties[ON_FAILURE]
    return call.optional or (on_failure is not None and on_failure.value in GOES_ON)


def _copied_from(facts: Facts, flow: Flow, step: Step, data: str) -> Iterator[str]:
    """The other stores that the writer has read the item from in the flow, and does not write it to."""
    written = {s.callee.path for s in flow.steps if any(n.path == data for n in s.writes)}
    for other in flow.steps:
        if other is step:
            return
        component = facts.design.components.get(other.callee.path)
        reads = any(named.path == data for named in other.reads)
        if not reads or other.caller.path != step.caller.path or component is None:
            continue
        if component.plays(Role.STORE) and component.path not in written:
            yield component.path


def are_atomic(one: Written, other: Written) -> bool:
    """Whether one transaction makes both writes."""
    for first, second in ((one, other), (other, one)):
        atomic = first.flow.stated(first.step, ATOMIC_WITH)
        if atomic and any(ref.path == second.step.callee.path for ref in atomic.value):
            return True
    return False
