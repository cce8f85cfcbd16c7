"""Redundant components stand in one failure domain, so a flow stops with it.

Several replicas guard against the loss of one of them. When all of them (or so many that the rest
has no quorum) stand in one zone, on one host or on one power feed, they fail together, and the
redundancy ends where it would be needed. Every component that a domain takes down that way is named
in one finding about the domain; of domains that nest, about the widest below a region.

It is an error when a requirement on the flow's availability is violated, a warning otherwise. It is silent where the requirement is proved to be met, about single
replicas (SPF001), about regions and providers (SPF004), and where nobody says where replicas run.

Source: AWS Well-Architected, Reliability Pillar, REL10, on deploying to multiple locations; Google
Cloud, Infrastructure Reliability Guide, on zones as failure domains.

Bad:

```design
provider cloud { region north { zone a; zone b } }
component links : service { replicas 4 in north.a }
actor visitor
flow follow { rate 10 req/s; visitor -> links }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
component links : service { replicas 4 in north.a, north.b }
actor visitor
flow follow { rate 10 req/s; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Severity, advice, edit, rule
from designlint.api.analyses import (
    SharedFailureDomain,
    flow_paths,
    is_at_stake,
    placements,
    shared_failure_domains,
    sibling_places,
    violated_requirements,
)
from designlint.api.text import flows_stop, listed


@rule(
    "SPF002",
    severity=Severity.ERROR,
    unrequired=Severity.WARNING,
    since="0.1",
    formerly=("spof-shared-fate",),
)
def shared_failure_domain(facts: Facts) -> Iterator[Finding]:
    """One finding for each domain that holds the replicas of redundant components."""
    for fate in facts[shared_failure_domains]:
        flows = [flow for flow in fate.flows if is_at_stake(facts, flow)]
        if flows:
            yield _finding(facts, fate, flows)


def _finding(facts: Facts, fate: SharedFailureDomain, flows: list[str]) -> Finding:
    place = facts.design.places[fate.domain]
    first, *others = [facts.design.components[path] for path in fate.components]
    holds = "the replicas" if others else "its replicas"
    why = f"{holds} of {listed(fate.components)}" if others else f"{holds} are all there"
    subject = f"`{first.path}`" if not others else f"{len(fate.components)} redundant components"
    return Finding(
        f"{flows_stop(flows)} with the {place.level} `{place.path}`: {subject} cannot do without it",
        Label(first.span, why),
        place.path,
        secondary=(*(Label(c.span) for c in others), *_stated(facts, fate)),
        witness=flow_paths(facts, flows, first.path),
        help=_help(facts, fate),
        breaks=violated_requirements(facts, flows, "availability"),
    )


def _stated(facts: Facts, fate: SharedFailureDomain) -> Iterator[Label]:
    """Where the design says that the replicas run."""
    for path in fate.components:
        placement = facts[placements][path]
        span = placement.stated.span if placement.stated is not None else None
        if span is not None:
            inside = sum(fate.domain in replica.domains for replica in placement.replicas)
            yield Label(span, f"{inside} of {placement.count} in `{fate.domain}` (stated)")


def _help(facts: Facts, fate: SharedFailureDomain) -> tuple[Help, ...]:
    siblings = sibling_places(facts.design, fate.domain)
    path = fate.components[0]
    count = facts[placements][path].count
    if not siblings or count < 2:
        return (advice(f"run `{path}` in a second {facts.design.places[fate.domain].level}"),)
    return (edit(f"replicas {count} in {', '.join((fate.domain, *siblings)[:count])}"),)
