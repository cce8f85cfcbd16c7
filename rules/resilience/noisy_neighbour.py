"""One tenant can take a shared component away from all others.

Tenants share it, and nothing on the way to it bounds what one of them may ask: a loop, an import or a
success of one is an outage of all. A limit per tenant, or a bulkhead, keeps the trouble where it is.

It is told about components with `tenancy shared`. It is silent where the flow passes a `rate_limit`
or a `bulkhead` on the way, where workers take the work from a queue at their own pace, and where
cells or tenants meet in the component anyway (RES007).

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

from designlint.analyses.detectors.blast_radius import meetings, noisy_tenants
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import flow_graphs


@rule("RES035", severity=Severity.WARNING, since="0.1")
def noisy_neighbour(facts: Facts) -> Iterator[Finding]:
    """One finding for each shared component that nothing protects from one tenant."""
    told = {meeting.shared.path for meeting in facts[meetings]}
    for noisy in facts[noisy_tenants]:
        shared = noisy.shared
        if shared.path in told:
            continue
        stated = shared[properties.component.TENANCY]
        span = stated.span if stated is not None else None
        way = facts[flow_graphs][noisy.flow].shown_path(shared.path)
        yield Finding(
            f"one tenant can take `{shared.path}` from all others in `{noisy.flow}`",
            Label(shared.span),
            shared.path,
            secondary=(Label(span, "tenants share it"),) if span is not None else (),
            witness=(Step(f"{way}: no limit on the way", noisy.call.span),),
            help=(
                edit(
                    f"{noisy.call.caller.path} -> {shared.path} {{ rate_limit 10 req/s per tenant }}"
                ),
            ),
        )
