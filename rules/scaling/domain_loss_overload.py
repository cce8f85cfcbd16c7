"""What is left after the loss of a zone does not carry the peak.

With everything up the load fits; when the zone, host or other domain below a region that holds most
of the replicas is lost, the rest gets its load too and is over its capacity. Of three zones, each may
run at two thirds at the most; of two, at half.

It is told about the domain whose loss leaves the least. It is silent where the peak does not fit
anyway (SCA001), where a requirement on the flow's availability is proved to be met all the same,
where replicas are added by `autoscale`, and where load, capacity or places are not stated.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import DomainLoss, capacities, domain_losses, utilisation_line
from designlint.api.text import show_share, stated_label


@rule("SCA002", severity=Severity.WARNING, since="0.1", formerly=("scaling-domain-loss",))
def domain_loss_overload(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that the loss of one domain overloads."""
    for path, loss in facts[domain_losses].items():
        yield _finding(facts, path, loss)


def _finding(facts: Facts, path: str, loss: DomainLoss) -> Finding:
    capacity, place = facts[capacities][path], facts.design.places[loss.domain]
    count, share = loss.left + loss.lost, show_share(loss.utilisation.low)
    more = capacity.replicas_for(kept=loss.left / count)
    lost = f"without {place.path}: {loss.left} of {count} replicas are left, at {share}"
    return Finding(
        f"`{path}` is over its capacity at peak without the {place.level} `{place.path}`: {share}",
        Label(capacity.component.span),
        path,
        secondary=stated_label(
            capacity.placement.stated, f"{loss.lost} of {count} in `{place.path}`"
        ),
        witness=(utilisation_line(capacity), Step(lost, place.span)),
        help=(edit(f"replicas {more}"),) if more else (),
    )
