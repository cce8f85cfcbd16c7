"""The first request after a quiet time waits until a component has started.

Reported when: a component that may scale to none (`autoscale 0..`) is on the way of a flow whose latency
is required, it takes longer to start than the flow may take, and the flow has fewer than one request in
ten seconds.

Not reported when: `boot_time` is not declared, or requests come often enough that a replica keeps running.

How to fix: keep one replica running (`autoscale 1..`), or start faster.

Why: platforms stop the last replica after some minutes without a request, and the next one pays for the
whole start. Where requests are rare, that is no outlier: most of them are the first.

Source: M. Shahrad and others, Serverless in the Wild (USENIX ATC 2020), on cold starts of functions that
are called rarely.

Bad:

```design
actor clerk
component report : service { autoscale 0..10 in 1min; boot_time 20s; latency p99 200ms }
flow print { rate 1 req/min; clerk -> report }
nonfunctional NFR1 "Quick." { require latency p99 of print <= 2s }
```

Good:

```design
actor clerk
component report : service { autoscale 1..10 in 1min; boot_time 20s; latency p99 200ms }
flow print { rate 1 req/min; clerk -> report }
nonfunctional NFR1 "Quick." { require latency p99 of print <= 2s }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import awaited_paths, loads
from designlint.api.model import Component, Known
from designlint.api.text import Quantity, show, stated_label

# Platforms let a replica idle for some minutes: with more requests than this, per second, it rarely ends.
_RARE = 0.1


@rule("SCA020", grade="risk", since="0.2")
def scale_to_zero(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose start takes longer than a flow may take."""
    for path, component in facts.design.components.items():
        scaled, boot = (
            component[properties.component.AUTOSCALE],
            component[properties.component.BOOT_TIME],
        )
        if (
            scaled is None
            or boot is None
            or scaled.value.range.low > 0
            or not _is_rare(facts, path)
        ):
            continue
        late = next(_shorter(facts, path, boot.value), None)
        if late is not None:
            yield _finding(component, boot, *late)


def _shorter(facts: Facts, path: str, start: Quantity) -> Iterator[tuple[str, str, Quantity]]:
    """The requirements on flows through a component that allow less than its start: the flow, the
    requirement, and what it allows."""
    for owner, claim in facts.design.claims_on("latency"):
        target, flow = claim.target, claim.about
        if not isinstance(target, Quantity) or flow is None or start.value <= target.value:
            continue
        if any(path in request.order for request in facts[awaited_paths].get(flow, ())):
            yield flow, owner.path, target


def _is_rare(facts: Facts, path: str) -> bool:
    rate = facts[loads].of(path)
    return rate.high < _RARE


def _finding(
    component: Component, boot: Known[Quantity], flow: str, owner: str, target: Quantity
) -> Finding:
    return Finding(
        f"a request of `{flow}` that comes after a quiet time waits {show(boot.value)} until"
        f" `{component.path}` has started",
        Label(component.span_of(properties.component.AUTOSCALE), "may scale to none"),
        component.path,
        secondary=stated_label(boot, "longer than the flow may take"),
        witness=(
            Step(f"`{owner}` allows {show(target)}; the start alone takes {show(boot.value)}"),
        ),
        help=(edit("autoscale 1..10", note="with one replica that always runs"),),
    )
