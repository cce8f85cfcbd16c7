"""A component gets more load at peak than it carries.

The utilisation law: the load over the capacity of all replicas, at the busiest node where one node
takes all writes. Above 100% a queue grows without bound for as long as the peak lasts, whatever the
distribution of arrivals is. The load is propagated along all flows, with shares, multiplicities and
cache misses.

It is an error, for the design contradicts itself. It is silent where the load or the capacity is not
stated, where only somebody's benchmark tells the capacity, about calls that feed themselves (SCA006),
and about the consumers of a queue or stream, whose work can wait (MSG002, MSG003).

Source: E. Lazowska and others, Quantitative System Performance (1984), chapter 3, the utilisation
law.

Bad:

```design
actor visitor
component links : service { replicas 3; capacity 3k req/s per replica }
flow follow { rate 12k req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 6; capacity 3k req/s per replica }
flow follow { rate 12k req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.scaling import overloaded
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import Capacity, demand_lines, utilisation_line, violated_requirements
from designlint.api.text import show_share


@rule("SCA001", severity=Severity.ERROR, since="0.1")
def over_capacity(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that is over its capacity."""
    for capacity in facts[overloaded]:
        yield _finding(facts, capacity)


def _finding(facts: Facts, capacity: Capacity) -> Finding:
    component, used = capacity.component, capacity.utilisation()
    stated = capacity.stated.span if capacity.stated is not None else None
    share = show_share(used.low) if used is not None else "unknown"
    more = capacity.replicas_for()
    return Finding(
        f"`{component.path}` is over its capacity at peak: {share}",
        Label(component.span),
        component.path,
        secondary=(Label(stated, "what it carries"),) if stated else (),
        witness=(utilisation_line(capacity), *demand_lines(capacity)),
        help=(edit(f"replicas {more}"),) if more else (),
        breaks=violated_requirements(facts, [component.path], "headroom", "throughput"),
    )
