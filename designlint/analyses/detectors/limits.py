"""Hard limits: connections that callers open, rates and numbers that a component may not pass."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.detectors.scaling import FULL
from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.volume import growth_factor, horizon
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Catalogued, Component, Known, Stated, Step, Supposed
from designlint.quantity import Dimension, show, show_value
from designlint.schema.component import LIMIT, REPLICAS, SCALES
from designlint.schema.context import COUNT, GROWTH
from designlint.schema.messaging import PARTITIONS
from designlint.schema.relation import POOL
from designlint.schema.roles import Role
from designlint.schema.store import CONNECTIONS, READS_FROM, SHARDS
from designlint.schema.values import Limit
from designlint.solvers.filling import time_to_fill

# What a catalogue limits of a component as a whole, and what begins the name of a limit of each part;
# its other limits are of items.
_OF_ALL = ("account_requests", "batched_messages")
_OF_EACH = ("partition_", "shard_", "prefix_")


class ConnectionExcess(NamedTuple):
    """A component whose callers open more connections than it takes: `opened` where all replicas
    run that there can be, against `taken`."""

    component: Component
    known: Known[object]
    opened: float
    taken: float
    lines: tuple[Line, ...]


def connection_excesses(facts: Facts) -> tuple[ConnectionExcess, ...]:
    """The components whose callers' pools are together more than the connections that they take."""
    pools: dict[str, dict[str, tuple[Step, Known[object]]]] = {}
    steps = [step for flow in facts.design.flows.values() for step in flow.steps]
    drawn = [Step(r.caller, r.callee, r.waits, r.span, properties=r.properties)
             for r in facts.design.relations]  # fmt: skip
    for call in (*drawn, *steps):
        pool = call.properties[POOL]
        if pool is not None:
            pools.setdefault(call.callee.path, {}).setdefault(call.caller.path, (call, pool))
    found = (_crowd(facts, path, callers) for path, callers in pools.items())
    return tuple([crowd for crowd in found if crowd is not None])


def _crowd(
    facts: Facts, path: str, callers: dict[str, tuple[Step, Known[object]]]
) -> ConnectionExcess | None:
    component = facts.design.components.get(path)
    taken = _connections(component) if component is not None else None
    if component is None or taken is None:
        return None
    known, number = taken
    spread = (component.value(READS_FROM) or "leader") != "leader"
    nodes = max(1, facts[placements][path].count) if spread else 1
    lines, total = [], 0.0
    for caller, (call, _) in callers.items():
        pool = call.properties[POOL]
        if pool is None:
            continue
        replicas = 1 if pool.value.is_total else _most(facts, caller)
        opened = pool.value.amount.value * replicas
        total += opened
        each = show(pool.value.amount)
        lines.append(step(f"{caller}: {replicas} x {each} = {opened:g} connections", pool))
    if total <= number * nodes:
        return None
    return ConnectionExcess(component, known, total, number * nodes, tuple(lines))


def _most(facts: Facts, path: str) -> int:
    return facts[capacities][path].most if path in facts.design.components else 1


def _connections(component: Component) -> tuple[Known[object], float] | None:
    known = component[CONNECTIONS]
    if known is not None:
        return known, float(known.value)
    for limit in component.properties.all(LIMIT):
        if limit.value.name == "connections" and limit.value.grows_with is None:
            return limit, limit.value.value.value
    return None


class ReachedLimit(NamedTuple):
    """A hard limit that is passed `when`: now, at the planned growth, or after so many seconds."""

    component: Component
    limit: Known[Limit]
    use: str
    when: str
    lines: tuple[Line, ...]


def reached_limits(facts: Facts) -> tuple[ReachedLimit, ...]:
    """The limits of rates that the load passes, and of numbers that what they grow with passes."""
    return tuple(
        [
            reached
            for component in facts.design.components.values()
            for limit in component.properties.all(LIMIT)
            for reached in _reached(facts, component, limit)
        ]
    )


def _reached(facts: Facts, component: Component, limit: Known[Limit]) -> Iterator[ReachedLimit]:
    dimension = limit.value.value.dimension
    if dimension is Dimension.RATE:
        yield from _by_rate(facts, component, limit)
    elif dimension is Dimension.NUMBER and limit.value.grows_with is not None:
        yield from _by_data(facts, component, limit)
        yield from _by_replicas(facts, component, limit)


def _by_rate(facts: Facts, component: Component, limit: Known[Limit]) -> Iterator[ReachedLimit]:
    amount = limit.value.value
    demand, growth = facts[capacities][component.path].demand, growth_factor(facts.design)
    parts = _parts(component, limit)
    if parts is None:
        return
    number, lines = parts
    rate = demand.total.low
    if limit.value.name.endswith("_reads"):
        rate = demand.reads.low
    elif limit.value.name.endswith("_writes") and component.plays(Role.STORE):
        rate = demand.writes.low
    for factor in dict.fromkeys((1.0, growth)):
        if rate * factor > amount.value * number * FULL:
            when = "at peak" if factor == 1.0 else f"at {factor:g}x the load"
            use = show_value(rate * factor, Dimension.RATE, amount.noun)
            use += f" over {number} of them" if number > 1 else ""
            yield ReachedLimit(component, limit, use, when, (_limit_line(component, limit), *lines))
            return


def _parts(component: Component, limit: Known[Limit]) -> tuple[int, tuple[Line, ...]] | None:
    """How many times a limit of a rate holds: once, or for each partition where it is said to be that
    of one and their number is stated. None where nobody knows what it is a limit of."""
    if limit.value.name.startswith(_OF_EACH):
        stated = component[SHARDS] or component[PARTITIONS]
        if stated is None:
            return None
        number = stated.value.number
        return number, (step(f"{component.path}: {number} of them", stated),)
    match limit.origin:
        case Stated() | Supposed():
            return 1, ()
        case Catalogued(_, kind):
            return (1, ()) if kind == "quota" and limit.value.name in _OF_ALL else None
    return None


def _by_data(facts: Facts, component: Component, limit: Known[Limit]) -> Iterator[ReachedLimit]:
    """A limit on how many there can be of a datum: ids, rows, files."""
    data = facts.design.data.get(limit.value.grows_with or "")
    count = data[COUNT] if data is not None else None
    if data is None or count is None:
        return
    number, most = count.value.value, limit.value.value.value
    growth, ahead = data[GROWTH], horizon(facts.design)
    rate = 0.0
    if growth is not None and growth.value.dimension is Dimension.RATE:
        rate = growth.value.value * facts.design.load
    seconds = time_to_fill(most - number, rate)
    until = ahead.value.value if ahead is not None else 0.0
    if seconds > until or math.isinf(seconds):
        return
    lines = [_limit_line(component, limit), step(f"{data.path}: {show(count.value)} today", count)]
    if growth is not None:
        added = show_value(rate * 86_400.0, Dimension.NUMBER)
        lines.append(step(f"{data.path}: {added} a day are added", growth))
    when = "today" if seconds == 0.0 else f"in {show_value(seconds, Dimension.TIME)}"
    use = f"{show_value(max(number, most), Dimension.NUMBER)} of `{data.path}`"
    yield ReachedLimit(component, limit, use, when, tuple(lines))


def _by_replicas(facts: Facts, component: Component, limit: Known[Limit]) -> Iterator[ReachedLimit]:
    """A limit on each replica of what there is of others: threads, connections, one for each peer."""
    other = facts.design.components.get(limit.value.grows_with or "")
    if other is None or (other[REPLICAS] is None and _most(facts, other.path) < 2):
        return
    number, most = _most(facts, other.path), limit.value.value.value
    growth = growth_factor(facts.design)
    factors = (1.0, growth) if other.value(SCALES) == "out" else (1.0,)
    for factor in dict.fromkeys(factors):
        if math.ceil(number * factor) > most:
            when = "today" if factor == 1.0 else f"at {factor:g}x the replicas"
            use = f"{math.ceil(number * factor)} replicas of `{other.path}`"
            lines = (
                _limit_line(component, limit),
                step(f"{other.path}: {number}", other[REPLICAS]),
            )
            yield ReachedLimit(component, limit, use, when, lines)
            return


def _limit_line(component: Component, limit: Known[Limit]) -> Line:
    name = limit.value.name.replace("_", " ")
    return step(f"{component.path}: {name} end at {show(limit.value.value)}", limit)
