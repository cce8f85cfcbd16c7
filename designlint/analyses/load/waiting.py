"""Queues that keep work without a bound: where callers wait, and in memory."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Known, Step
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
from designlint.schema.component import CONCURRENCY, STATE
from designlint.schema.context import RATE
from designlint.schema.messaging import BOUND, DELIVERY, DURABLE, ON_FULL
from designlint.schema.relation import GOES_ON, ON_FAILURE, TIMEOUT
from designlint.schema.roles import Role
from designlint.schema.store import MAX_SIZE, RETENTION


class Waiting(NamedTuple):
    """A queue or stream without a bound, the step that hands its work out, and the flows that do so.

    It `is_awaited` if callers wait until their request is taken out of the queue and answered. If not,
    it keeps its messages in memory while the consumer waits for the callee of `needed`. `stores` says
    that a caller leaves data in the queue first: its answer may then come before the message is taken.
    """

    broker: Component
    taken: Step
    flows: tuple[str, ...]
    needed: Step | None = None
    patience: Known[Quantity] | None = None
    stores: bool = False

    @property
    def is_awaited(self) -> bool:
        """Whether callers wait for what is in the queue."""
        return self.needed is None

    @property
    def lines(self) -> tuple[Line, ...]:
        """How the queue grows, and why that ends in a failure."""
        path = self.broker.path
        slow = self.taken.callee.path if self.needed is None else self.needed.callee.path
        return (
            Line(f"1. `{slow}` answers more slowly than requests arrive", self.taken.span),
            Line(f"2. requests wait in `{path}`, and nothing limits how many"),
            *(self._given_up() if self.needed is None else self._lost()),
        )

    def _given_up(self) -> Iterator[Line]:
        """Callers that wait go away, and their requests stay."""
        after = "" if self.patience is None else f" after {show(self.patience.value)}"
        yield step(f"3. callers give up{after}, but their requests stay", self.patience)
        worker = self.taken.callee.path
        yield Line(f"4. `{worker}` works on requests that nobody waits for, so the backlog stays")

    def _lost(self) -> Iterator[Line]:
        path = self.broker.path
        yield Line(f"3. `{path}` runs out of memory and loses the messages", self.broker.span)


def unbounded_waits(facts: Facts) -> tuple[Waiting, ...]:
    """The queues and streams whose backlog nothing bounds while a callee is slow, one for each broker:
    those in which callers wait first."""
    awaited: dict[str, Waiting] = {}
    in_memory: dict[str, Waiting] = {}
    for graph in facts[flow_graphs].values():
        if graph.flow.recovers:
            continue
        for taken in graph.flow.steps:
            broker = facts.design.components.get(taken.caller.path)
            if broker is None or not broker.plays(Role.BROKER):
                continue
            if _is_awaited(facts, graph, broker, taken):
                patience = _patience(graph, broker)
                stores = not taken.follows and bool(graph.path_to(broker.path)[-1].writes)
                found = Waiting(broker, taken, (graph.flow.path,), None, patience, stores)
                _add(awaited, found)
            elif (needed := _needed(facts, graph, broker, taken)) is not None:
                _add(in_memory, Waiting(broker, taken, (graph.flow.path,), needed))
    alone = [found for path, found in in_memory.items() if path not in awaited]
    return (*awaited.values(), *alone)


def _add(found: dict[str, Waiting], one: Waiting) -> None:
    known = found.setdefault(one.broker.path, one)
    flows = tuple(dict.fromkeys((*known.flows, *one.flows)))
    found[one.broker.path] = known._replace(flows=flows)


def _is_awaited(facts: Facts, graph: FlowGraph, broker: Component, taken: Step) -> bool:
    """Whether a caller outside the queue waits for a message to be taken and answered."""
    calls = graph.path_to(broker.path)
    if not calls or not taken.waits or not all(call.waits for call in calls):
        return False
    if not graph.flow.serves and graph.flow[RATE] is None:
        return False  # a sketch draws all arrows alike
    if broker[ON_FULL] is not None or _is_sized(broker):
        return False
    return not (graph.is_rate_limited(broker.path) or any(_admits_few(facts, c) for c in calls))


def _patience(graph: FlowGraph, broker: Component) -> Known[Quantity] | None:
    """The shortest timeout of the calls that lead to a queue."""
    stated = [graph.flow.stated(call, TIMEOUT) for call in graph.path_to(broker.path)]
    known = [timeout for timeout in stated if timeout is not None]
    return min(known, key=lambda timeout: timeout.value.value, default=None)


def _admits_few(facts: Facts, call: Step) -> bool:
    """Whether the caller has a limit of requests at a time, which is then one of the queue, too."""
    caller = facts.design.components.get(call.caller.path)
    return caller is not None and caller[CONCURRENCY] is not None


def _needed(facts: Facts, graph: FlowGraph, broker: Component, taken: Step) -> Step | None:
    """What a consumer waits for and cannot go on without, while messages pile up in memory."""
    is_lossy = broker.value(DELIVERY) == "at_most_once"
    is_in_memory = broker.value(DURABLE) is False or broker.value(STATE) == "memory"
    if not is_in_memory or is_lossy or _is_sized(broker):
        return None
    if broker[ON_FULL] is not None or broker[RETENTION] is not None:
        return None
    consumer = facts.design.components.get(taken.callee.path)
    if consumer is not None and consumer.plays(Role.STORE, Role.EXTERNAL):
        return taken
    return next(_hard_calls(graph, taken.callee.path), None)


def _hard_calls(graph: FlowGraph, worker: str) -> Iterator[Step]:
    for call in graph.by_caller.get(worker, ()):
        failing = graph.flow.stated(call, ON_FAILURE)
        goes_on = failing is not None and failing.value in GOES_ON
        if call.waits and not call.optional and call.or_else is None and not goes_on:
            yield call


def _is_sized(broker: Component) -> bool:
    return broker[BOUND] is not None or broker[MAX_SIZE] is not None
