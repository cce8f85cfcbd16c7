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

from designlint.analyses.detectors.limits import ConnectionExcess, connection_excesses
from designlint.api import Facts, Finding, Label, Severity, Step, advice, rule
from designlint.api.text import origin_text


@rule("SCA011", severity=Severity.WARNING, since="0.1")
def connection_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose connections do not suffice."""
    for crowd in facts[connection_excesses]:
        yield _finding(crowd)


def _finding(crowd: ConnectionExcess) -> Finding:
    component, known, opened, taken, lines = crowd
    return Finding(
        f"the callers of `{component.path}` open up to {opened:g} connections, and it takes {taken:g}",
        Label(known.span or component.span, "at the most"),
        component.path,
        secondary=tuple([Label(line.span) for line in lines if line.span]),
        witness=(
            *lines,
            Step(f"{component.path}: takes {taken:g}", known.span, origin_text(known.origin)),
        ),
        help=(
            advice("a smaller `pool` for each replica"),
            advice("a proxy that shares connections between the callers"),
        ),
    )
