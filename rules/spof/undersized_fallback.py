"""A fallback does not carry the load that it gets when what it replaces is down.

Reported when: a step names a fallback (`or else`), and the fallback, or a component that it calls, gets
more than it carries by its capacity or rate limit while the step's own callee is down.

Not reported when: loads or capacities are not declared, or a capacity is known from a benchmark only.

How to fix: give the fallback the capacity for the load that it takes over, or make it answer with less:
from a cache, or with a fixed reply.

Why: a fallback is needed at the moment at which it gets all of the load. If it fails then, too, it is no
redundancy, and it takes down whatever else depends on it.

Source: AWS Builders' Library, Avoiding fallback in distributed systems.

Bad:

```design
actor visitor
component links : service
component near : service
component far : service { replicas 1; capacity 10 req/s }
flow follow { rate 50 req/s peak; visitor -> links; links -> near, or else far }
```

Good:

```design
actor visitor
component links : service
component near : service
component far : service { replicas 1; capacity 100 req/s }
flow follow { rate 50 req/s peak; visitor -> links; links -> near, or else far }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import fallbacks
from designlint.api.text import show_share


@rule("SPF011", grade="risk", since="0.1")
def undersized_fallback(facts: Facts) -> Iterator[Finding]:
    """One finding for each component and fallback that does not carry its load."""
    found: set[tuple[str, str]] = set()
    for fallback in facts[fallbacks]:
        spare, narrowest = fallback.step.or_else, fallback.narrowest
        if spare is None or narrowest is None or fallback.is_enough is not False:
            continue
        first = fallback.step.callee.path
        if (first, spare.path) in found:
            continue
        found.add((first, spare.path))
        more, path = narrowest.replicas_for(), narrowest.component.path
        behind = "" if path == spare.path else f", because of `{path}`"
        yield Finding(
            f"`{spare.path}` carries only {show_share(fallback.share.high)} of the load that it gets"
            f" when `{first}` is down{behind}",
            Label(spare.span, "the fallback"),
            spare.path,
            witness=(narrowest.line,),
            help=(edit(narrowest.scaling_to(more), place=f"`{path}`"),) if more else (),
        )
