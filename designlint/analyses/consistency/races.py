"""Writers of one critical item that act at the same time, and that nothing orders or locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designlint.analyses.consistency.isolation import isolation_of
from designlint.analyses.consistency.lattice import implies
from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.model import Component, Step
from designlint.schema.component import AUTOSCALE, FAILOVER, IDEMPOTENT
from designlint.schema.context import RATE
from designlint.schema.messaging import ORDER
from designlint.schema.roles import Role
from designlint.schema.store import CONFLICTS, HOLDS, TRANSACTIONS

# What keeps one of two concurrent writes from being lost without a trace.
_RESOLVED: tuple[str | None, ...] = ("merge", "crdt", "siblings", "reject")
_OVERWRITES: tuple[str | None, ...] = ("last_writer_wins", "none")
# Isolation from which on a transaction that read what another has changed does not commit.
_NO_LOST_UPDATE = ("cursor_stability", "snapshot_isolation", "parallel_snapshot_isolation")


class Race(NamedTuple):
    """Writes of an item of critical data to a store by writers that are active at the same time.

    `actives` is how many replicas of the `writers` act at once, at least. `read` is what the writes rest on:
    a step of the same writer before them, if there is one. It `overwrites` where the store is declared to
    keep the last write, so that an older one replaces a newer one. It `is_update` where requests
    race, each of which reads the item and writes it back.
    """

    data: str
    effect: Effect
    writers: tuple[Component, ...]
    actives: int
    read: Step | None
    overwrites: bool
    is_update: bool = False


class _Writer(NamedTuple):
    effect: Effect
    component: Component
    replicas: int
    read: Step | None


def races(facts: Facts) -> dict[str, tuple[Race, ...]]:
    """The races on each store, by its path, one for each data item and writer."""
    alone: dict[tuple[str, str], list[_Writer]] = {}
    found: dict[str, dict[tuple[str, str], Race]] = {}
    for path, made in facts[effects].items():
        graph = facts[flow_graphs][path]
        for effect in made:
            writer = _writer(facts, graph, effect)
            if writer is None:
                continue
            for data in _critical(facts, effect):
                key = (effect.target.path, data)
                if _acts_alone(facts, graph, writer.component):
                    alone.setdefault(key, []).append(writer)
                elif (race := _lost_update(facts, data, writer)) is not None:
                    at = (data, writer.component.path)
                    found.setdefault(effect.target.path, {}).setdefault(at, race)
    for (store, data), writers in alone.items():
        for race in _between(data, writers):
            at = (data, race.effect.step.caller.path)
            found.setdefault(store, {}).setdefault(at, race)
    return {store: tuple(of_store.values()) for store, of_store in found.items()}


def _writer(facts: Facts, graph: FlowGraph, effect: Effect) -> _Writer | None:
    """Who makes a write that neither an order, a lock nor the store's own rule protects."""
    component, target = facts.design.components.get(effect.step.caller.path), effect.target
    if component is None or not component.is_ours or not target.plays(Role.STORE):
        return None
    if target.plays(Role.COORDINATOR) or target.value(CONFLICTS) in _RESOLVED:
        return None
    if component[FAILOVER] is not None or facts[_locked](graph.flow.path, component.path):
        return None
    return _Writer(effect, component, _most_replicas(facts, component), _read_before(effect))


def _critical(facts: Facts, effect: Effect) -> list[str]:
    data = facts.design.data
    return [d for d in effect.step.written if data[d].is_critical and not data[d].is_immutable]


def _locked(facts: Facts) -> Callable[[str, str], bool]:
    """Whether a writer in a flow is locked, by the flow and the writer."""
    known: dict[tuple[str, str], bool] = {}

    def find(flow: str, writer: str) -> bool:
        if (flow, writer) not in known:
            known[flow, writer] = _is_locked(facts, facts[flow_graphs][flow], writer)
        return known[flow, writer]

    return find


def _is_locked(facts: Facts, graph: FlowGraph, writer: str) -> bool:
    """Whether the writer asks a coordinator in the flow, or takes its work in a declared order."""
    components = facts.design.components
    for call in graph.by_caller.get(writer, ()):
        callee = components.get(call.callee.path)
        if callee is not None and callee.plays(Role.COORDINATOR) and call.waits:
            return True
    callers = (components.get(call.caller.path) for call in graph.path_to(writer))
    orders = (one.value(ORDER) for one in callers if one is not None and one.plays(Role.BROKER))
    return any(order is not None and order.order in ("fifo", "per_key") for order in orders)


def _most_replicas(facts: Facts, component: Component) -> int:
    placement, scaled = facts[placements][component.path], component.value(AUTOSCALE)
    stated = placement.count if placement.declared else 1
    return max(stated, scaled.range.high if scaled is not None else 0)


def _read_before(effect: Effect) -> Step | None:
    """The last read of the same caller before a write: of the same item, or else of any other."""
    steps = effect.flow.steps[: effect.flow.steps.index(effect.step)]
    own = [s for s in steps if s.caller.path == effect.step.caller.path and s.reads]
    same = [s for s in own if any(named.path in effect.step.written for named in s.reads)]
    return next(reversed(same or own), None)


def _acts_alone(facts: Facts, graph: FlowGraph, component: Component) -> bool:
    """Whether each replica acts on its own account, without a request or a message."""
    if component.path not in graph.entries:
        return False
    if not component.plays(Role.APPLICATION):
        return not component.plays(Role.ROUTER, Role.BROKER, Role.EDGE)
    # A flow may begin at a service because its callers are left out.
    return component.path not in facts[call_graph].callers and graph.flow[RATE] is None


def _between(data: str, writers: list[_Writer]) -> Iterator[Race]:
    """The races among writers that act alone: each with itself, or where the store keeps the last
    write, with one another."""
    paths = {writer.component.path: writer.component for writer in writers}
    overwrites = writers[0].effect.target.value(CONFLICTS) in _OVERWRITES
    if overwrites and len(paths) > 1:
        counts = {writer.component.path: writer.replicas for writer in writers}
        first, components = writers[0], tuple(paths.values())
        yield Race(data, first.effect, components, sum(counts.values()), first.read, True)
        return
    for writer in writers:
        if writer.replicas < 2 or _is_repeatable(writer):
            continue
        if overwrites or not _reads_there(writer) or _does_all_twice(writer):
            one, count = (writer.component,), writer.replicas
            yield Race(data, writer.effect, one, count, writer.read, overwrites)


def _does_all_twice(writer: _Writer) -> bool:
    """Whether it is a scheduler, whose replicas all start the same work, and no transaction is
    declared to keep them apart. Workers may have shared theirs out."""
    return writer.component.plays(Role.SCHEDULER) and not _can_lock(writer)


def _is_repeatable(writer: _Writer) -> bool:
    """Whether it does no harm that all replicas do the same: nothing they write rests on a read."""
    is_safe = writer.component.value(IDEMPOTENT) or writer.effect.is_idempotent
    return bool(is_safe) and writer.read is None


def _reads_there(writer: _Writer) -> bool:
    """Whether what it read, if anything, is in the store that it writes."""
    return writer.read is None or writer.read.callee.path == writer.effect.target.path


def _can_lock(writer: _Writer) -> bool:
    """Whether transactions of the store can keep the replicas apart."""
    store = writer.effect.target
    reach, level = store.value(TRANSACTIONS), isolation_of(store, None)
    is_isolated = level is not None and any(implies(level.value, m) for m in _NO_LOST_UPDATE)
    return reach not in (None, "none") or is_isolated


def _lost_update(facts: Facts, data: str, writer: _Writer) -> Race | None:
    """A race of requests: one writes what it computed from an old value, over a newer one."""
    read, store = writer.read, writer.effect.target
    if read is None or not _is_update(data, writer):
        return None
    source = facts.design.components.get(read.callee.path)
    if source is None or not _is_copy(source, read, store, data):
        return None
    one, count = (writer.component,), writer.replicas
    return Race(data, writer.effect, one, count, read, False, is_update=True)


def _is_update(data: str, writer: _Writer) -> bool:
    """Whether several replicas read an item before they write it."""
    read = writer.read
    return read is not None and writer.replicas > 1 and any(one.path == data for one in read.reads)


def unguarded(facts: Facts) -> dict[str, Component]:
    """The stores, by their paths, of which it is not declared what they do with two changes of a critical item at
    once, each of which rests on a read there."""
    found: dict[str, Component] = {}
    for path, made in facts[effects].items():
        for effect in made:
            store = effect.target
            writer = _writer(facts, facts[flow_graphs][path], effect)
            if writer is None or not _reads_there(writer) or _is_guarded(store):
                continue
            if any(_is_update(data, writer) for data in _critical(facts, effect)):
                found[store.path] = store
    return found


def _is_guarded(store: Component) -> bool:
    """Whether it is declared what a store does with concurrent writes, or its technology keeps them apart."""
    stated = store[CONFLICTS] or store[TRANSACTIONS]
    level = isolation_of(store, None)
    return stated is not None or (
        level is not None and any(implies(level.value, model) for model in _NO_LOST_UPDATE)
    )


def _is_copy(source: Component, read: Step, store: Component, data: str) -> bool:
    """Whether a read gets a copy of what the store has, or the store checks nothing at all."""
    if source is store:
        unchecked = store.value(TRANSACTIONS) == "none" or store.value(CONFLICTS) in _OVERWRITES
        return read.role in ("follower", "any") or unchecked
    is_held = any(ref.path == data for ref in source.value(HOLDS) or ())
    return is_held and source.plays(Role.CACHE, Role.DERIVED)
