"""One tenant can exhaust a component that tenants share.

Reported when: a flow fails with a component of `tenancy shared` and reaches it without a `rate_limit`
or a `bulkhead` on the path.

Not reported when: workers take the work from a queue at their own pace; those who begin the flow run the
system, and begin none that serves a requirement; or all cells or tenants of another component depend on the
shared one (RES007).

How to fix: limit the rate per tenant, or add a bulkhead.

Why: a loop, an import or a success of one tenant becomes an outage of all. A limit per tenant
confines the overload to the tenant that causes it.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 5, on bulkheads; D. Yanacek, Fairness in
multi-tenant systems, Amazon Builders' Library.

Bad:

```design
actor tenant
component app : service
component store : database { tenancy shared }
flow save { rate 10 req/s; tenant -> app -> store }
```

Good:

```design
actor tenant
component app : service { rate_limit 5 req/s per tenant }
component store : database { tenancy shared }
flow save { rate 10 req/s; tenant -> app -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, hard_dependencies


@rule("RES035", grade="risk", since="0.1")
def noisy_neighbour(facts: Facts) -> Iterator[Finding]:
    """One finding for each shared component without a limit per tenant."""
    found: set[str] = set()
    served = _served(facts)
    for flow in facts.design.flows.values():
        entries = set(facts[flow_graphs][flow.path].entries) & facts.design.actors.keys()
        is_of_staff = bool(served and entries) and entries.isdisjoint(served)
        for call in () if is_of_staff else flow.steps:
            shared = facts.design.components.get(call.callee.path)
            if shared is None or shared.value(properties.component.TENANCY) != "shared":
                continue
            if shared.path not in found and _is_unprotected(facts, flow.path, call):
                found.add(shared.path)
                if shared.path not in facts[hard_dependencies].shared:
                    yield _finding(facts, flow.path, call, shared)


def _served(facts: Facts) -> set[str]:
    """The actors that a requirement is met for; others, who run the system, are no tenants."""
    graphs = facts[flow_graphs].values()
    return {entry for graph in graphs if graph.flow.serves for entry in graph.entries}


def _is_unprotected(facts: Facts, flow: str, call: model.Step) -> bool:
    """Whether a flow fails with a call and reaches it without any limit, not at the pace of workers
    that take from a queue."""
    graph, path = facts[flow_graphs][flow], call.callee.path
    first = graph.path_to(path)
    entry = facts.design.components.get(first[0].caller.path if first else "")
    is_paced = entry is not None and entry.plays(Role.BROKER)
    if is_paced or graph.is_rate_limited(path):
        return False
    return facts[hard_dependencies][graph.flow.path].stops_flow(call)


def _finding(facts: Facts, flow: str, call: model.Step, shared: model.Component) -> Finding:
    stated = shared[properties.component.TENANCY]
    span = stated.span if stated is not None else None
    path = facts[flow_graphs][flow].shown_path(shared.path)
    return Finding(
        f"one tenant can exhaust `{shared.path}` for all others in `{flow}`: no rate limit or bulkhead",
        Label(shared.span),
        shared.path,
        secondary=(Label(span, "shared by tenants"),) if span is not None else (),
        witness=(Step(f"{path}: no rate limit or bulkhead", call.span),),
        help=(edit(f"{call.caller.path} -> {shared.path} {{ rate_limit 10 req/s per tenant }}"),),
        causes=(f"no limit per tenant in `{flow}`",),
    )
