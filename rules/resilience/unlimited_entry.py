"""A public interface lets in any load.

Anyone on the internet can call it as often as they like, by mistake, by a loop in a client, or on
purpose. Without a limit per client the first who does takes the system from all others, and an
autoscaler pays for it.

It is told about interfaces with `clients public`. It is silent where a `rate_limit` or a `bulkhead`
stands at the interface, at its component, at what the flow passes before it, or at the call.

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

from designlint.analyses.detectors.guards import open_entries
from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule


@rule("RES034", severity=Severity.WARNING, since="0.1")
def unlimited_entry(facts: Facts) -> Iterator[Finding]:
    """One finding for each public interface that nothing limits."""
    for entry in facts[open_entries]:
        stated = entry.api[properties.context.CLIENTS]
        span = stated.span if stated is not None else None
        yield Finding(
            f"the public interface `{entry.api.name}` of `{entry.component.path}` has no rate limit",
            Label(entry.api.span),
            entry.component.path,
            secondary=(Label(span, "anyone may call it"),) if span is not None else (),
            help=(edit("rate_limit 100 req/s per client"),),
        )
