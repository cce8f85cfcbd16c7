"""The callers of a component open more connections than it takes.

Each replica of a caller keeps its own pool, so connections grow with the callers and not with the
load: the autoscaler that should help at peak is what takes the database down. The pools of all
callers count, with all replicas that there can be.

It is silent where `pool`, `replicas` or the limit (`connections`, or `limit connections`) is not
stated. Where reads go to followers, the connections of all nodes together count.

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

from designlint.api import Facts, Finding, Label, Severity, Step, advice, model, properties, rule
from designlint.api.analyses import capacities, placements
from designlint.api.text import show, step


class _Pool(NamedTuple):
    """The connections that all replicas of one caller open."""

    opened: float
    line: Step


@rule("SCA011", severity=Severity.WARNING, since="0.1")
def connection_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose connections do not suffice."""
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
    """The connections that a component takes, all nodes together where reads go to several."""
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
        f"the callers of `{component.path}` open up to {opened:g} connections, and it takes {taken:g}",
        Label(known.span or component.span, "at the most"),
        component.path,
        secondary=tuple([Label(line.span) for line in lines if line.span]),
        witness=(*lines, step(f"{component.path}: takes {taken:g}", known)),
        help=(
            advice("a smaller `pool` for each replica"),
            advice("a proxy that shares connections between the callers"),
        ),
    )
