"""What may come to a store through a queue or stream into which no step says what it sends."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.effects import taken_from
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.model import Step
from designlint.schema.roles import Role


class Unsaid(NamedTuple):
    """A queue or stream through which a data item comes to a store, unless the item is made behind it; and
    what would say which of both."""

    broker: str
    store: str
    missing: Missing


def unsaid_messages(facts: Facts) -> Lazily[str, tuple[Unsaid, ...]]:
    """The queues and streams that may bring each data item to a store, where no step says so."""
    components = facts.design.components
    senders: dict[str, str] = {}
    said: set[tuple[str, str]] = set()
    steps = [step for flow in facts.design.flows.values() for step in flow.steps]
    for step in steps:
        said.update((step.callee.path, named.path) for named in step.writes)
        # A scheduler says that it is time, which is no data.
        sender = components.get(step.caller.path)
        is_tick = sender is not None and sender.plays(Role.SCHEDULER)
        if not (step.reads or step.writes or is_tick):
            senders.setdefault(step.callee.path, step.caller.path)
    found: dict[str, dict[tuple[str, str], Unsaid]] = {}
    for graph in facts[flow_graphs].values():
        for step in graph.flow.steps:
            store = components.get(step.callee.path)
            is_kept = store is not None and store.plays(Role.STORE) and step.writes
            broker = broker_before(facts, graph, step) if is_kept else ""
            for named in step.writes if broker in senders else ():
                if (broker, named.path) not in said:
                    one = Unsaid(
                        broker, step.callee.path, _sent(senders[broker], broker, named.path)
                    )
                    found.setdefault(named.path, {})[broker, step.callee.path] = one
    return Lazily(facts.design.data, lambda path: tuple(found.get(path, {}).values()))


def broker_before(facts: Facts, graph: FlowGraph, step: Step) -> str:
    """The queue or stream that the caller of a step has its work from: the one that the flow begins at, else
    the first on its way; empty if there is none."""
    first = taken_from(graph, step.caller.path)
    if first:
        return first
    path = (*graph.path_to(step.caller.path), step)
    callers = (facts.design.components.get(call.caller.path) for call in path)
    return next((c.path for c in callers if c is not None and c.plays(Role.BROKER)), "")


def _sent(caller: str, broker: str, data: str) -> Missing:
    return Missing(f"{caller} ~> {broker}", "data sent", f"{caller} ~> {broker} writes {data}")
