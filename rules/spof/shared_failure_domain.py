"""Redundant components share one failure domain, so a flow stops when that domain fails.

Reported when: every replica of a component with several is in one zone, host, power feed or other
domain below a region, or so many that the others have no quorum, and a flow stops without the
component. One host that runs the only replicas of several components is reported as well. A region or
provider is one where the design's own spread goes on: who waits for the component spans several regions,
and the component runs in one. There is one finding for each domain, with all components that fail with
it; of domains that nest, the widest below a region.

The finding is fatal where the design's own spread goes on, at whatever level. It is a risk otherwise, and
minor where fewer than a tenth of the runs come to the components, and where a region takes only flows
that are no `must` of a design with others that are.

Not reported when: the requirement is proved to be met, or the places of the replicas are not declared. A
flow that is meant for one place does not stop by its loss: it bears the name of the place, all that it
uses is there and bears it, or a second flow for the same requirement differs from it by the place alone.
Single replicas are reported by SPF001, components that need each of their replicas by SPF003, what runs
in one region as a whole by SPF004.

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
from math import ceil

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, placements, single_points_of_failure, verdicts
from designlint.api.text import flows_stop, listed

_RARE = 0.1
"""A flow of which a smaller share fails loses little."""

_QUORUM = 3
"""So many places hold a majority without any one of them."""


@rule(
    "SPF002",
    grade="risk",
    also=("fatal", "minor"),
    since="0.1",
    formerly=("spof-shared-fate",),
)
def shared_failure_domain(facts: Facts) -> Iterator[Finding]:
    """One finding for each domain that redundant components share."""
    for shared in facts[single_points_of_failure].shared_domains:
        lost = {f: paths for f, paths in shared.lost.items() if facts[verdicts].is_at_stake(f)}
        if lost:
            yield _finding(facts, facts.design.places[shared.domain], lost)


def _finding(facts: Facts, place: model.Place, lost: dict[str, tuple[str, ...]]) -> Finding:
    points, components = facts[single_points_of_failure], facts.design.components
    paths = list(dict.fromkeys(path for paths in lost.values() for path in paths))
    shares = {flow: max(points.share_of_runs(flow, p) for p in lost[flow]) for flow in lost}
    often = [flow for flow in lost if shares[flow] >= _RARE]
    beyond = _spanning(facts, place, {flow: lost[flow] for flow in often})
    fail = "fails" if len(paths) == 1 else "fail"
    where, label = f"{place.level} `{place.path}`", f"fails with the {place.level}"
    return Finding(
        f"{flows_stop(list(lost), shares)} when {where} fails, because {listed(paths)} {fail} with it",
        Label(components[paths[0]].span, label),
        place.path,
        secondary=(
            *(Label(components[path].span, label) for path in paths[1:]),
            *(Label(components[path].span, _beyond(place.level)) for path in beyond),
            *_stated(facts, place.path, paths),
        ),
        witness=tuple(_witness(facts, lost)),
        help=_help(facts, place, paths[0], others=len(paths) > 1),
        breaks=facts[verdicts].violated(lost, "availability"),
        flows=tuple(often or lost),
        grade="minor"
        if not often or _can_wait(facts, place, often)
        else "fatal"
        if beyond
        else None,
        causes=tuple(_causes(facts, place, paths)),
    )


def _can_wait(facts: Facts, place: model.Place, flows: list[str]) -> bool:
    """Whether the loss is that of a region, and the design says that other flows matter more."""
    must = facts.design.must_flows
    return place.is_wide and bool(must) and must.isdisjoint(flows)


def _spanning(facts: Facts, place: model.Place, lost: dict[str, tuple[str, ...]]) -> list[str]:
    """The components that go on where the redundancy of those that they wait for ends."""
    found: dict[str, None] = {}
    for flow, paths in lost.items():
        for path in paths:
            end = facts[single_points_of_failure].end_of_spread([flow], path)
            if end is not None and end.domain == place.path:
                found.update(dict.fromkeys(end.callers))
    return list(found)


def _beyond(level: str) -> str:
    return "is spread beyond it" if level == "domain" else f"spans several {level}s"


def _witness(facts: Facts, lost: dict[str, tuple[str, ...]]) -> Iterator[Step]:
    """A path of each flow to a component that it loses."""
    for flow, paths in lost.items():
        yield from facts[flow_graphs].unavoidable_paths([flow], paths[0])


def _causes(facts: Facts, place: model.Place, paths: list[str]) -> Iterator[str]:
    """What several places may be reported for, then the loss of this one."""
    for path in paths:
        if not _is_all_inside(facts, path, place):
            yield f"too few replicas of `{path}` outside of one {place.level}"
    if any(path in facts[single_points_of_failure].machines for path in paths):
        yield "one host"
    yield f"loss of `{place.path}`"


def _is_all_inside(facts: Facts, path: str, place: model.Place) -> bool:
    return all(place.path in replica.domains for replica in facts[placements][path].replicas)


def _stated(facts: Facts, domain: str, components: list[str]) -> Iterator[Label]:
    """Where the design says that the replicas run."""
    for path in components:
        placement = facts[placements][path]
        span = placement.stated.span if placement.stated is not None else None
        if span is not None:
            inside = sum(domain in replica.domains for replica in placement.replicas)
            yield Label(span, f"{inside} of {placement.count} replicas in `{domain}` (stated)")


def _help(facts: Facts, place: model.Place, path: str, *, others: bool) -> tuple[Help, ...]:
    around = (place.path, *facts.design.siblings_of(place.path))
    count = facts[placements][path].count
    needed = facts.design.components[path].value(properties.component.NEEDS)
    is_all_inside = _is_all_inside(facts, path, place)
    if not is_all_inside and needed is not None and len(around) > 1:
        count = ceil(needed * len(around) / (len(around) - 1))
    elif not is_all_inside and len(around) < _QUORUM:
        return (advice(f"place a replica of `{path}` in a third {place.level}"),)
    elif len(around) == 1 or count < 2:
        where = "on" if place.level == "host" else "in"
        return (advice(f"run `{path}` {where} a second {place.level}"),)
    return (
        edit(
            f"replicas {count} in {', '.join(around[:count])}",
            place=f"`{path}`",
            note="likewise in the other components" if others else "",
        ),
    )
