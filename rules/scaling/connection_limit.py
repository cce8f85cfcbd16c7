"""The callers of a component open more connections than it accepts.

Reported when: the pools of all callers, with the most replicas that each can have, exceed
`connections` or `limit connections`. Where reads go to followers, the connections of all nodes count
together.

Not reported when: `pool`, `replicas` or the limit is not declared.

How to fix: use smaller pools, or a connection pooler between the callers and the component.

Why: every replica of a caller keeps a pool of its own, so connections grow with the callers and not
with the load. An autoscaler that reacts to a peak can take the database down.

Source: PostgreSQL documentation, Connections and Authentication, max_connections; M. Nygard, Release
It!, 2nd ed. (2018), chapter 4, on integration points and unbalanced capacities.

Bad:

```design
actor visitor
component shop : service { replicas 4; autoscale 4..40 in 3min on cpu }
component store : database { replicas 1; connections 300 }
shop -> store { pool 20 per replica }
flow buy { rate 100 req/s peak; visitor -> shop -> store }
```

Good:

```design
actor visitor
component shop : service { replicas 4; autoscale 4..40 in 3min on cpu }
component store : database { replicas 1; connections 300 }
shop -> store { pool 5 per replica }
flow buy { rate 100 req/s peak; visitor -> shop -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Step, advice, model, properties, rule
from designlint.api.analyses import capacities, placements
from designlint.api.text import show, step


class _Pool(NamedTuple):
    """The connections that all replicas of one caller open."""

    opened: float
    line: Step


@rule("SCA011", grade="risk", since="0.1")
def connection_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that accepts too few connections."""
    for path, pools in _pools(facts).items():
        component = facts.design.components.get(path)
        taken = _taken(facts, component) if component is not None else None
        if component is None or taken is None:
            continue
        known, number = taken
        if sum(pool.opened for pool in pools.values()) > number:
            yield _finding(component, known, number, tuple(pools.values()))


def _pools(facts: Facts) -> dict[str, dict[str, _Pool]]:
    """The pools of connections that are stated, by callee and caller."""
    found: dict[str, dict[str, _Pool]] = {}
    calls: list[model.Relation | model.Step] = [*facts.design.relations]
    calls += [call for flow in facts.design.flows.values() for call in flow.steps]
    for call in calls:
        pool = call.properties[properties.relation.POOL]
        if pool is None:
            continue
        caller = call.caller.path
        replicas = 1 if pool.value.is_total else _most(facts, caller)
        opened = pool.value.amount.value * replicas
        text = f"{caller}: {replicas} x {show(pool.value.amount)} = {opened:g} connections"
        found.setdefault(call.callee.path, {}).setdefault(caller, _Pool(opened, step(text, pool)))
    return found


def _most(facts: Facts, path: str) -> int:
    return facts[capacities][path].most if path in facts.design.components else 1


def _taken(facts: Facts, component: model.Component) -> tuple[model.Known[object], float] | None:
    """The connections that a component accepts, all nodes together where reads go to several."""
    is_spread = component.value(properties.store.READS_FROM) not in (None, "leader")
    nodes = max(1, facts[placements][component.path].count) if is_spread else 1
    known = component[properties.store.CONNECTIONS]
    if known is not None:
        return known, float(known.value) * nodes
    for limit in component.properties.all(properties.component.LIMIT):
        if limit.value.name == "connections" and limit.value.grows_with is None:
            return limit, limit.value.value.value * nodes
    return None


def _finding(
    component: model.Component,
    known: model.Known[object],
    taken: float,
    pools: tuple[_Pool, ...],
) -> Finding:
    opened, lines = sum(pool.opened for pool in pools), [pool.line for pool in pools]
    return Finding(
        f"`{component.path}` accepts {taken:g} connections, but its callers open up to {opened:g}",
        Label(known.span or component.span, f"at most {taken:g}"),
        component.path,
        secondary=tuple([Label(p.line.span, f"up to {p.opened:g}") for p in pools if p.line.span]),
        witness=(*lines, step(f"{component.path}: accepts {taken:g} connections", known)),
        help=(
            advice("use a smaller `pool` for each replica"),
            advice(f"put a connection pooler between the callers and `{component.path}`"),
        ),
    )
