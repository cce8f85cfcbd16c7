"""A flow depends on one region or one provider.

Reported when: everything that a flow needs, with all of its redundancy, is in one region. A provider is
reported where the design asks for more than one: it uses several, or a scenario or a requirement on
`blast_radius` is about its loss. There is one finding for each such place with all flows that stop. The
finding breaks a requirement where the availability of the place by itself is below it.

Not reported when: something smaller, such as one zone or one replica, already stops the flow, the requirement is
proved to be met, the flow recovers something, or the design has no places. A region in which the
redundancy of a flow ends while other parts of it span several is reported by SPF002.

How to fix: run the components of the flow in a second region (with a second provider), or accept the
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

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, model, properties, rule
from designlint.api.analyses import placements, single_points_of_failure, verdicts
from designlint.api.text import Quantity, counted, flows_stop, listed


@rule(
    "SPF004",
    grade="minor",
    since="0.1",
    formerly=("spof-wide-single",),
)
def single_region_or_provider(facts: Facts) -> Iterator[Finding]:
    """One finding for each region or provider that flows depend on."""
    found: dict[str, list[str]] = {}
    for path, flow in facts.design.flows.items():
        place = _wide_cut(facts, path)
        if place is not None and not flow.recovers and facts[verdicts].is_at_stake(path):
            found.setdefault(place, []).append(path)
    for place, flows in sorted(found.items()):
        stopped = dict.fromkeys((*flows, *_stopping(facts, place)))
        finding = _finding(facts, facts.design.places[place], list(stopped))
        yield finding._replace(flows=tuple(flows))


def _stopping(facts: Facts, place: str) -> Iterator[str]:
    """All flows that stop with a place, but those that recover from a failure."""
    points = facts[single_points_of_failure]
    for path, flow in facts.design.flows.items():
        stops = any(event.kind == "domain" and event.path == place for event in points[path])
        if stops and not flow.recovers and not points.is_meant_for(path, place):
            yield path


def _wide_cut(facts: Facts, flow: str) -> str | None:
    """The region, or else the provider that the design asks about, whose loss stops a flow; none where
    something smaller stops it already, or its redundancy ends there although the design's goes on."""
    points, places = facts[single_points_of_failure], facts.design.places
    if any(event.kind == "replica" for event in points[flow]):
        return None
    domains = [places[event.path] for event in points[flow] if event.kind == "domain"]
    reported = {shared.domain for shared in points.shared_domains if flow in shared.lost}
    if not all(place.is_wide and place.path not in reported for place in domains):
        return None
    regions = [place.path for place in domains if place.level == "region"]
    asked_about = frozenset[str]() if regions else facts[_providers_asked_about]
    return min(regions or [p.path for p in domains if p.path in asked_about], default=None)


def _providers_asked_about(facts: Facts) -> frozenset[str]:
    """All providers, where the design is about more than one; else those that it is about the loss of."""
    design = facts.design
    places = {
        replica.place
        for path, component in design.components.items()
        if component.is_ours
        for replica in facts[placements][path].replicas
    }
    used = {design.domains_of(place)[0] for place in places if place}
    lost = {named.path for scenario in design.scenarios.values() for named in scenario.lost}
    about = {claim.about for _, claim in design.claims_on("blast_radius")}
    providers = [path for path in used if design.places[path].level == "provider"]
    return frozenset(design.places if len(providers) > 1 else lost | about)


def _finding(facts: Facts, place: model.Place, flows: list[str]) -> Finding:
    return Finding(
        f"{flows_stop(flows)} when {place.level} `{place.path}` fails",
        Label(place.span),
        place.path,
        witness=tuple(_witness(facts, place.path, flows)),
        help=(advice(f"{_elsewhere(facts, place, flows[0])}, or accept the risk"),),
        breaks=tuple(dict.fromkeys(_broken(facts, place, flows))),
        flows=tuple(flows),
        because=tuple([f"entry of `{flow}` in `{place.path}`" for flow in flows]),
    )


def _elsewhere(facts: Facts, place: model.Place, flow: str) -> str:
    """What to do about what a flow loses with a place: that which runs there alone, and of which too few
    replicas run elsewhere."""
    needed = facts[single_points_of_failure].lost_with(flow, place.path)
    few = [path for path in needed if _outside(facts, path, place.path)]
    alone = [path for path in needed if path not in few]
    remedies = []
    if alone or not few:
        where = f"{'with' if place.level == 'provider' else 'in'} a second {place.level}"
        remedies.append(f"run {listed(alone)} {where}")
    if few:
        remedies.append(f"add replicas of {listed(few)} outside of `{place.path}`")
    return " and ".join(remedies)


def _outside(facts: Facts, component: str, place: str) -> int:
    """How many replicas of a component certainly run elsewhere."""
    replicas = facts[placements][component].replicas
    where = [facts.design.domains_of(one.place) for one in replicas if one.place is not None]
    return sum(place not in domains for domains in where)


def _broken(facts: Facts, place: model.Place, flows: list[str]) -> Iterator[str]:
    """The violated requirements that allow less downtime than the places alone have, as stated."""
    around = [facts.design.places[path] for path in facts.design.domains_of(place.path)]
    stated = [one[properties.component.AVAILABILITY] for one in around]
    up = 1.0
    for known in stated:
        if known is not None and known.span is not None:
            up *= known.value.amount.value
    for flow in flows:
        for verdict in facts[verdicts].on(flow, "availability"):
            target = verdict.claim.target
            if verdict.is_refuted and isinstance(target, Quantity) and up < target.value:
                yield verdict.owner.path


def _witness(facts: Facts, place: str, flows: list[str]) -> Iterator[Step]:
    """For each flow the components that it needs and that run there alone."""
    for flow in flows:
        needed = facts[single_points_of_failure].lost_with(flow, place)
        if not needed:
            continue
        few = [path for path in needed if _outside(facts, path, place)]
        alone = [path for path in needed if path not in few]
        if alone:
            runs = "runs" if len(alone) == 1 else "run"
            span = facts.design.components[alone[0]].span
            yield Step(f"`{flow}` needs {listed(alone)}, which {runs} only in `{place}`", span)
        for path in few:
            left = counted(_outside(facts, path, place), "replica")
            text = f"`{flow}` needs more of `{path}` than the {left} outside of `{place}`"
            yield Step(text, facts.design.components[path].span)
