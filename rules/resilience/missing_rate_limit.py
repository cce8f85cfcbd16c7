"""A public interface has no rate limit.

Reported when: an interface has `clients public`, and no `rate_limit` or `bulkhead` bounds its load.

Not reported when: every flow passes a `rate_limit` or a `bulkhead`: at the interface, at its
component, at a component before it, or at a call on the path.

How to fix: declare a `rate_limit` per client.

Why: anyone on the internet can call the interface at any rate, by mistake, by a loop or on purpose. The
first client who does exhausts the system for all others, and an autoscaler pays for it.

Source: OWASP API Security Top 10 (2023), API4, unrestricted resource consumption; B. Beyer and
others, Site Reliability Engineering (2016), chapter 21, on per-client limits.

Bad:

```design
actor visitor
component links : service { api open { style rest; clients public } }
flow follow { rate 10 req/s; visitor -> links }
```

Good:

```design
actor visitor
component links : service { api open { style rest; clients public; rate_limit 10 req/s per client } }
flow follow { rate 10 req/s; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import flow_graphs


@rule("RES034", grade="risk", since="0.1", formerly=("resilience-unlimited-entry",))
def missing_rate_limit(facts: Facts) -> Iterator[Finding]:
    """One finding for each public interface without a limit."""
    for component in facts.design.components.values():
        for api in component.apis:
            is_open = api.value(properties.context.CLIENTS) == "public"
            is_limited = api[properties.relation.RATE_LIMIT] is not None
            if is_open and not is_limited and not _is_limited_before(facts, component):
                yield _finding(component, api)


def _is_limited_before(facts: Facts, component: model.Component) -> bool:
    """Whether every flow passes a limit on its path; without flows, whether the component has one."""
    graphs = [facts[flow_graphs][flow] for flow in facts.design.flows]
    through = [graph for graph in graphs if component.path in graph.nodes]
    if not through:
        return component[properties.relation.RATE_LIMIT] is not None
    return all(graph.is_rate_limited(component.path) for graph in through)


def _finding(component: model.Component, api: model.Api) -> Finding:
    stated = api[properties.context.CLIENTS]
    span = stated.span if stated is not None else None
    return Finding(
        f"the public interface `{api.name}` of `{component.path}` has no rate limit",
        Label(api.span),
        component.path,
        secondary=(Label(span, "public"),) if span is not None else (),
        help=(edit("rate_limit 100 req/s per client"),),
        causes=(f"no rate limit at `{component.path}`",),
    )
