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

from designlint.api import Facts, Finding, Label, Step, advice, model, rule
from designlint.api.analyses import capacities
from designlint.api.text import step


@rule("SCA011", grade="risk", since="0.1")
def connection_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that accepts too few connections."""
    for connections in facts[capacities].connections.values():
        if connections.opened > connections.accepted:
            pools = tuple(connections.pools.values())
            lines = tuple([(pool.line, pool.opened) for pool in pools])
            yield _finding(connections.component, connections.stated, connections.accepted, lines)


def _finding(
    component: model.Component,
    known: model.Known[object],
    taken: float,
    pools: tuple[tuple[Step, float], ...],
) -> Finding:
    opened, lines = sum(number for _, number in pools), [line for line, _ in pools]
    return Finding(
        f"`{component.path}` accepts {taken:g} connections, but its callers open up to {opened:g}",
        Label(known.span or component.span, f"at most {taken:g}"),
        component.path,
        secondary=tuple([Label(at.span, f"up to {n:g}") for at, n in pools if at.span]),
        witness=(*lines, step(f"{component.path}: accepts {taken:g} connections", known)),
        help=(
            advice("use a smaller `pool` for each replica"),
            advice(f"put a connection pooler between the callers and `{component.path}`"),
        ),
    )
