"""The replicas that are left after the loss of a zone do not carry the peak.

Reported when: the peak fits while all replicas are up, but the loss of one zone, host or other domain
below a region puts the others over their capacity. The finding names the domain whose loss leaves the
highest utilisation.

Not reported when: the requirements on the availability of all flows concerned are proved to be met, or
load, capacity or places are not declared. A peak that does not fit at all is reported by SCA001.

How to fix: add replicas, or spread them over more domains. With three zones, each can run at up to
two thirds of its capacity; with two, at up to half. An autoscaler
runs as many replicas as the load needs, and adds none before it has acted: raise its lower end.

Why: a failover moves the load of the lost domain to the others at once, before new replicas can start.

Source: AWS Builders' Library, Static stability using Availability Zones, on over-provisioning by the
share of one zone.

Bad:

```design
provider cloud { region north { zone a; zone b; zone c } }
actor visitor
component links : service { replicas 3 in north.a, north.b, north.c; capacity 1k req/s per replica }
flow follow { rate 2400 req/s peak; visitor -> links }
```

Good:

```design
provider cloud { region north { zone a; zone b; zone c } }
actor visitor
component links : service { replicas 6 in north.a, north.b, north.c; capacity 1k req/s per replica }
flow follow { rate 2400 req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, edit, properties, rule
from designlint.api.analyses import (
    Capacity,
    capacities,
    domain_losses,
    hard_dependencies,
    verdicts,
)
from designlint.api.text import show_share, stated_label


@rule("SCA002", grade="risk", since="0.1", formerly=("scaling-domain-loss",))
def domain_loss_overload(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that the loss of one domain overloads."""
    for path, loss in facts[domain_losses].items():
        capacity, place = facts[capacities][path], facts.design.places[loss.domain]
        count, share = loss.left + loss.lost, show_share(loss.utilisation.low)
        more = capacity.replicas_for(kept=loss.left / count)
        lost = f"without {place.path}: only {loss.left} of {count} replicas, at {share}"
        yield Finding(
            f"`{path}` is at {share} of its capacity at peak without the {place.level} `{place.path}`",
            Label(capacity.component.span),
            path,
            secondary=stated_label(
                capacity.placement.stated, f"{loss.lost} of {count} replicas in `{place.path}`"
            ),
            witness=(capacity.line_with(count), Step(lost, place.span)),
            help=(_more(capacity, more),) if more else (),
            breaks=tuple(dict.fromkeys(_broken(facts, path, loss.domain))),
            causes=capacity.overloads[1:2],
            because=capacity.overloads[:1],
        )


def _broken(facts: Facts, path: str, domain: str) -> Iterator[str]:
    """The scenarios that lose the domain alone and expect what the overloaded component no longer gives."""
    for verdict in facts[verdicts].expectations:
        scenario, about = facts.design.scenarios.get(verdict.owner.path), verdict.claim.about
        if scenario is None or not verdict.is_refuted:
            continue
        needs = about in facts.design.flows and (
            path in facts[hard_dependencies][about].critical_components
        )
        if [named.path for named in scenario.lost] == [domain] and (about == path or needs):
            yield scenario.path


def _more(capacity: Capacity, replicas: int) -> Help:
    """As many replicas as carry the load when some are lost; of an autoscaled component, at the least."""
    scaled = capacity.component[properties.component.AUTOSCALE]
    if scaled is None:
        return edit(f"replicas {replicas}")
    scaling = f"autoscale {replicas}..{max(replicas, scaled.value.range.high)}"
    stated = capacity.component[properties.component.REPLICAS]
    now = stated.value.number if stated is not None else replicas
    return edit(f"replicas {replicas}; {scaling}" if now < replicas else scaling)
