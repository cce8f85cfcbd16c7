"""A service is called by one other service and by nobody else.

The call between them adds latency, a way to fail, a version to keep compatible and a deployment to
keep in step, and what it separates always works together. As a module of its client it would do the
same work.

It is advice, about services and functions whose only client is a service, a function or a monolith.
It is silent when there is a reason to stand apart: the groups or owners differ; the service states
`because`, or a decision is about it; it holds data, or alone uses a store or cache; a flow begins at it; its
interface has partners or the public as clients; another component refers to it; the client goes on
without it (`optional`, `or else`, `~>`); or the two wait for each other (ARC002).

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 2, on cohesion and coupling; J.
Ousterhout, A Philosophy of Software Design (2018), chapter 9, on bringing together what belongs
together.

Bad:

```design
actor visitor
component links : service
component slugs : service
flow create { visitor -> links -> slugs }
```

Good:

```design
actor visitor
component links : service
component slugs : service { because "Needs ten times the memory of the others." }
flow create { visitor -> links -> slugs }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.services import SoleClient, sole_clients
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.model import Span


@rule("ARC001", severity=Severity.INFO, since="0.1", about_absence=True)
def single_client_service(facts: Facts) -> Iterator[Finding]:
    """One finding for each service that has one client."""
    for sole in facts[sole_clients]:
        yield _finding(sole)


def _finding(sole: SoleClient) -> Finding:
    client, service = sole.client.path, sole.service.path
    call = sole.calls[0]
    arrow = Span(call.span.source, call.caller.span.start, call.callee.span.end)
    return Finding(
        f"only `{client}` calls `{service}`, so the two can be one {sole.client.kind}",
        Label(sole.service.span),
        service,
        secondary=(Label(arrow, "its only client"),),
        witness=tuple([Step(f"{client} -> {service}", call.span) for call in sole.calls]),
        help=(edit('because "..."', note="where it has a reason to stand apart"),),
    )
