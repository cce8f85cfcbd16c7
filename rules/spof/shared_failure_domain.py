"""Redundant components share one failure domain, so a flow stops when that domain fails.

Reported when: every replica of a component with several is in one zone, host, power feed or other
domain below a region, or so many that the others have no quorum, and a flow stops without the
component. There is one finding for each domain, with all components that fail with it; of domains that
nest, the widest below a region. The finding is an error when a requirement on the flow's availability
is violated, a warning otherwise.

Not reported when: the requirement is proved to be met, or the places of the replicas are not
declared. Single replicas are reported by SPF001, regions and providers by SPF004.

How to fix: place the replicas in two or more domains; for a quorum, in three.

Why: replicas guard against the loss of one of them. Replicas in one domain fail together.

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

from designlint.api import Facts, Finding, Help, Label, advice, edit, model, rule
from designlint.api.analyses import flow_graphs, placements, single_points_of_failure, verdicts
from designlint.api.text import flows_stop


@rule(
    "SPF002",
    grade="risk",
    since="0.1",
    formerly=("spof-shared-fate",),
)
def shared_failure_domain(facts: Facts) -> Iterator[Finding]:
    """One finding for each domain that redundant components share."""
    for shared in facts[single_points_of_failure].shared_domains:
        flows = [flow for flow in shared.flows if facts[verdicts].is_at_stake(flow)]
        if flows:
            yield _finding(facts, shared.domain, shared.components, flows)


def _finding(facts: Facts, domain: str, components: tuple[str, ...], flows: list[str]) -> Finding:
    place = facts.design.places[domain]
    first, *others = [facts.design.components[path] for path in components]
    many = f"{len(components)} redundant components fail"
    subject = many if others else f"`{first.path}` fails"
    label = f"fails with the {place.level}"
    return Finding(
        f"{flows_stop(flows)} when {place.level} `{place.path}` fails, because {subject} with it",
        Label(first.span, label),
        place.path,
        secondary=(*(Label(c.span, label) for c in others), *_stated(facts, domain, components)),
        witness=facts[flow_graphs].unavoidable_paths(flows, first.path),
        help=_help(facts, place, first.path, others=bool(others)),
        breaks=facts[verdicts].violated(flows, "availability"),
    )


def _stated(facts: Facts, domain: str, components: tuple[str, ...]) -> Iterator[Label]:
    """Where the design says that the replicas run."""
    for path in components:
        placement = facts[placements][path]
        span = placement.stated.span if placement.stated is not None else None
        if span is not None:
            inside = sum(domain in replica.domains for replica in placement.replicas)
            yield Label(span, f"{inside} of {placement.count} replicas in `{domain}` (stated)")


def _help(facts: Facts, place: model.Place, path: str, *, others: bool) -> tuple[Help, ...]:
    siblings = facts.design.siblings_of(place.path)
    count = facts[placements][path].count
    if not siblings or count < 2:
        return (advice(f"run `{path}` in a second {place.level}"),)
    return (
        edit(
            f"replicas {count} in {', '.join((place.path, *siblings)[:count])}",
            place=f"`{path}`",
            note="likewise in the other components" if others else "",
        ),
    )
