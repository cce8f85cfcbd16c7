"""A component has so many replicas that fewer would carry more.

Reported when: the replicas, or the most that an autoscaler may start, are more than the number at which the
declared `contention` and `coherence` let all together carry most.

Not reported when: `coherence` is not declared: contention alone lets more replicas carry less and less
more, and never less.

How to fix: run no more than that number, or divide the work so that replicas have less to agree on.

Why: each replica waits for the others to agree with it, and the number of pairs grows with the square of
the replicas. Past a point every replica more costs money and slows all of them; an autoscaler that answers
an overload with more of them makes it worse.

Source: N. Gunther, Guerrilla Capacity Planning (2007), chapter 4, on the universal scalability law.

Bad:

```design
actor visitor
component board : service { autoscale 4..40 in 5min; capacity 100 req/s per replica; contention 5%; coherence 1% }
flow draw { rate 300 req/s peak; visitor -> board }
```

Good:

```design
actor visitor
component board : service { autoscale 4..9 in 5min; capacity 100 req/s per replica; contention 5%; coherence 1% }
flow draw { rate 300 req/s peak; visitor -> board }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import Capacity, capacities
from designlint.api.text import show_share


@rule("SCA022", grade="risk", since="0.2")
def negative_scaling(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that grows past its peak."""
    for capacity in facts[capacities].values():
        best = capacity.most_useful
        if best is not None and capacity.placement.declared and capacity.most > best:
            yield _finding(capacity, best)


def _finding(capacity: Capacity, best: int) -> Finding:
    component, most = capacity.component, capacity.most
    carried = {n: n * capacity.efficiency(n) for n in (best, most)}
    return Finding(
        f"{most} replicas of `{component.path}` carry less than {best} would",
        Label(component.span_of(properties.component.COHERENCE), "what they spend on each other"),
        component.path,
        witness=(
            Step(f"{best} replicas do the work of {carried[best]:.3g} that need not agree"),
            Step(
                f"{most} do that of {carried[most]:.3g}: {show_share(capacity.efficiency(most))} each"
            ),
        ),
        help=(edit(capacity.scaling_to(best)),),
    )
