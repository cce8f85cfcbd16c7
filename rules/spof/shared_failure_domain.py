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

_NAMED = 3
"""So many components a title names."""

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
        at_stake = [flow for flow in shared.lost if facts[verdicts].is_at_stake(flow)]
        if at_stake and not _is_told_by_less(facts, shared.domain, at_stake):
            flows = dict.fromkeys((*at_stake, *shared.lost))
            lost = {flow: shared.lost[flow] for flow in flows}
            found = _finding(facts, facts.design.places[shared.domain], lost)
            yield found._replace(
                flows=tuple([f for f in found.flows if f in at_stake]) or found.flows
            )


def _is_told_by_less(facts: Facts, domain: str, flows: list[str]) -> bool:
    """Whether each of the flows stops already with one of several machines inside of a place, as reported:
    spreading what shares the place alone helps none of them."""
    points, places = facts[single_points_of_failure], facts.design.places
    if places[domain].level == "host" or places[domain].is_wide:
        return False
    hosts = [
        shared
        for shared in points.shared_domains
        if places[shared.domain].level == "host"
        and domain in facts.design.domains_of(shared.domain)
    ]
    return all(any(flow in shared.lost for shared in hosts) for flow in flows)


def _finding(facts: Facts, place: model.Place, lost: dict[str, tuple[str, ...]]) -> Finding:
    points, components = facts[single_points_of_failure], facts.design.components
    paths = list(dict.fromkeys(path for paths in lost.values() for path in paths))
    shares = {flow: max(points.share_of_runs(flow, p) for p in lost[flow]) for flow in lost}
    often = [flow for flow in lost if shares[flow] >= _RARE]
    beyond = _spanning(facts, place, {flow: lost[flow] for flow in often})
    fail = "fails" if len(paths) == 1 else "fail"
    where, label = f"{place.level} `{place.path}`", f"fails with the {place.level}"
    happens = f"{flows_stop(list(lost), shares)} when {where} fails"
    why = f"because {listed(paths)} {fail} with it"
    if not any(points.takes_every_key(path, place.path) for path in paths):
        happens = f"{listed(list(lost))} {'fails' if len(lost) == 1 else 'fail'} for some keys when {where} fails"
        has, label = "has" if len(paths) == 1 else "have", f"keys fail with the {place.level}"
        why = f"because {listed(paths)} {has} too few of their copies elsewhere"
    return Finding(
        f"{happens}, {why}",
        Label(components[paths[0]].span, label),
        place.path,
        secondary=(
            *(Label(components[path].span, label) for path in paths[1:]),
            *(Label(components[path].span, _beyond(place.level)) for path in beyond),
            *_stated(facts, place.path, paths),
        ),
        witness=(*_witness(facts, lost), *_all_lost(facts, place, lost)),
        help=_help(facts, place, paths),
        breaks=facts[verdicts].violated(lost, "availability", by=(f"loss of `{place.path}`",)),
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


def _all_lost(facts: Facts, place: model.Place, lost: dict[str, tuple[str, ...]]) -> Iterator[Step]:
    """All that the flows need and that fails, where the title names only some."""
    points = facts[single_points_of_failure]
    found = [path for flow in lost for path in (*lost[flow], *points.lost_with(flow, place.path))]
    paths = list(dict.fromkeys(found))
    if len(paths) > _NAMED:
        yield Step(f"all that fails: {listed(paths, most=len(paths))}")


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


def _help(facts: Facts, place: model.Place, paths: list[str]) -> tuple[Help, ...]:
    """The same places for each component that fails; where none is declared, the words for it."""
    found = [_spread(facts, place, path) for path in paths]
    if all(one is not None and one.is_edit for one in found):
        return tuple([one for one in found if one is not None])
    third = [one for one in found if one is not None and not one.is_edit]
    if third and len(third) == len(found):
        return tuple(third)
    where = "on" if place.level == "host" else "in"
    stores = facts.design.components
    single = [p for p in paths if stores[p].value(properties.store.TOPOLOGY) == "single"]
    how = f", {listed(single)} with a topology that has a copy to take over" if single else ""
    return (advice(f"run {listed(paths, most=len(paths))} {where} a second {place.level}{how}"),)


def _spread(facts: Facts, place: model.Place, path: str) -> Help | None:
    """Where the replicas of a component are to run; None where the design declares no other such place."""
    around = (place.path, *facts.design.siblings_of(place.path))
    count = facts[placements][path].count
    needed = facts.design.components[path].value(properties.component.NEEDS)
    is_all_inside = _is_all_inside(facts, path, place)
    if not is_all_inside and needed is not None and len(around) > 1:
        count = ceil(needed * len(around) / (len(around) - 1))
    elif not is_all_inside and len(around) < _QUORUM:
        return advice(f"place a replica of `{path}` in a third {place.level}")
    elif len(around) == 1 or count < 2:
        return None
    return edit(f"replicas {count} in {', '.join(around[:count])}", place=f"`{path}`")
