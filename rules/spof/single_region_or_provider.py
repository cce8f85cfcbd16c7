"""A flow depends on one region or one provider.

Reported when: everything that a flow needs, with all of its redundancy, is in one region, or is run by
one provider. There is one finding for each such place with all flows that stop, at the widest place:
the provider rather than its region. The finding is a warning when a requirement on the availability of
one of the flows is violated, info otherwise.

Not reported when: something smaller, such as one zone, already stops the flow, the requirement is
proved to be met, or the design has no places.

How to fix: run the components of the flow in a second region or with a second provider, or accept the
risk (`accept`).

Why: the loss of a region is rare and long. Whether the system must survive it is a decision of the
business, and the design records that decision.

Source: AWS Well-Architected, Reliability Pillar, REL10; Google Cloud, Infrastructure Reliability
Guide, on regional and multi-regional designs.

Bad:

```design
provider cloud { region north { zone a; zone b } }
component links : service { replicas 4 in north.a, north.b }
actor visitor
flow follow { rate 10 req/s; visitor -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.999% }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
provider other { region south { zone a } }
component links : service { replicas 6 in cloud.north.a, cloud.north.b, other.south.a }
actor visitor
flow follow { rate 10 req/s; visitor -> links }
nonfunctional NFR1 "Up." { require availability of follow >= 99.999% }
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.api import Facts, Finding, Label, Step, advice, rule
from designlint.api.analyses import single_points_of_failure, verdicts
from designlint.api.text import flows_stop, listed


@rule(
    "SPF004",
    grade="minor",
    since="0.1",
    formerly=("spof-wide-single",),
)
def single_region_or_provider(facts: Facts) -> Iterator[Finding]:
    """One finding for each region or provider that flows depend on."""
    wide = {flow: _wide_cuts(facts, flow) for flow in facts.design.flows}
    for path, flows in sorted(_stopped_by(facts, wide).items()):
        at_stake = [flow for flow in flows if facts[verdicts].is_at_stake(flow)]
        if at_stake:
            region = _region_inside(facts, path, [wide[flow] for flow in flows])
            yield _finding(facts, path, region, at_stake)


def _wide_cuts(facts: Facts, flow: str) -> frozenset[str]:
    """The regions and providers that stop a flow; none where something smaller stops it already."""
    places = facts.design.places
    domains = [
        event.path for event in facts[single_points_of_failure][flow] if event.kind == "domain"
    ]
    wide = frozenset([path for path in domains if places[path].is_wide])
    return wide if len(wide) == len(domains) else frozenset()


def _stopped_by(facts: Facts, wide: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """The flows that each region or provider stops, each flow with the widest that stop it."""
    found: dict[str, list[str]] = {}
    for flow, paths in wide.items():
        for path in paths:
            if paths.isdisjoint(facts.design.domains_of(path)[:-1]):
                found.setdefault(path, []).append(flow)
    return found


def _region_inside(facts: Facts, path: str, wide: Iterable[frozenset[str]]) -> str | None:
    """The one region inside a provider that stops all of its flows too."""
    places = facts.design.places
    common = frozenset.intersection(*wide) - {path}
    inside = [p for p in common if path in facts.design.domains_of(p)]
    return min([p for p in inside if places[p].level == "region"], default=None)


def _finding(facts: Facts, path: str, region: str | None, flows: list[str]) -> Finding:
    place = facts.design.places[path]
    inside = f" or its region `{region}`" if region else ""
    needed = facts[single_points_of_failure].lost_with(flows[0], path)
    second = f"{'with' if place.level == 'provider' else 'in'} a second {place.level}"
    return Finding(
        f"{flows_stop(flows)} when {place.level} `{place.path}`{inside} fails",
        Label(place.span),
        place.path,
        witness=tuple(_witness(facts, place.path, flows)),
        help=(advice(f"run {listed(needed)} {second}, or accept the risk"),),
        breaks=facts[verdicts].violated(flows, "availability"),
    )


def _witness(facts: Facts, place: str, flows: list[str]) -> Iterator[Step]:
    """For each flow the components that it needs and that run there alone."""
    for flow in flows:
        needed = facts[single_points_of_failure].lost_with(flow, place)
        if needed:
            runs = "runs" if len(needed) == 1 else "run"
            span = facts.design.components[needed[0]].span
            yield Step(f"`{flow}` needs {listed(needed)}, which {runs} only in `{place}`", span)
