"""A component that spans zones depends on something that runs in one zone.

Reported when: a component has replicas in several zones, or other domains below a region, and needs,
directly or through others, a component that fails with one of those domains. The needs are
`needs_at_boot`, `identity_from` and `configured_by`. There is one finding for each component that is
needed.

Not reported when: the component goes on without it (`runs_without`), the places are not declared, or
the domain is a region or wider. What a flow stops with anyway is reported by SPF001 and SPF002.

How to fix: run the needed component in several zones too, or declare how long others run without it.

Why: a service in three zones that starts with settings from one zone is only as available as that one
zone, and no call of a flow shows it.

Source: Cloudflare, Post Mortem on Cloudflare Control Plane and Analytics Outage (2023); GitHub,
January 28th Incident Report (2016).

Bad:

```design
provider cloud { region north { zone a; zone b } }
component web : service { replicas 4 in north.a, north.b; needs_at_boot settings }
component settings : config { replicas 3 in north.a }
```

Good:

```design
provider cloud { region north { zone a; zone b } }
component web : service { replicas 4 in north.a, north.b; needs_at_boot settings }
component settings : config { replicas 3 in north.a, north.b }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import placements, single_points_of_failure
from designlint.api.text import listed, step

_NEEDS = (
    (properties.component.NEEDS_AT_BOOT, "`{}` needs `{}` at boot"),
    (properties.component.IDENTITY_FROM, "`{}` gets the identity of its callers from `{}`"),
    (properties.component.CONFIGURED_BY, "`{}` is configured by `{}`"),
)


class _Need(NamedTuple):
    """That one component needs another, and where that is stated."""

    component: str
    needed: str
    line: Step


class _Bound(NamedTuple):
    """What runs in one `domain` only, and the components outside of it that need it; `chain` leads from
    the first of those to it."""

    needed: str
    domain: str
    components: list[str]
    chain: list[Step]


@rule(
    "SPF006",
    grade="risk",
    since="0.1",
    formerly=("spof-narrow-need",),
)
def zone_bound_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each component in one domain that components in several need."""
    needs = {path: tuple(_needs(facts, path)) for path in facts.design.components}
    reported = set(_reported(facts))
    found: dict[str, _Bound] = {}
    for path in facts.design.components:
        reached = _reached(needs, path)
        for needed in reached:
            domain = next(iter(facts[single_points_of_failure].domain_cuts[needed]), None)
            if domain is None or needed in reported or not _outlives(facts, path, domain):
                continue
            if needed not in found:
                found[needed] = _Bound(needed, domain, [], _chain(reached, path, needed))
            found[needed].components.append(path)
    for bound in found.values():
        yield _finding(facts, bound)


def _needs(facts: Facts, path: str) -> Iterator[_Need]:
    components = facts.design.components
    without = components[path].value(properties.component.RUNS_WITHOUT)
    spared = {ref.path for ref in without.nodes} if without is not None else set()
    for key, text in _NEEDS:
        known = components[path][key]
        for ref in known.value if known is not None else ():
            if known is not None and ref.path not in spared and ref.path in components:
                said = text.format(path, ref.path)
                yield _Need(path, ref.path, step(said, known))


def _reported(facts: Facts) -> Iterator[str]:
    """What SPF001 and SPF002 report for flows that recover nothing."""
    at_work = {path for path, flow in facts.design.flows.items() if not flow.recovers}
    for shared in facts[single_points_of_failure].shared_domains:
        if not at_work.isdisjoint(shared.flows):
            yield from shared.components
    for path, critical in facts[single_points_of_failure].critical_replicas.items():
        if not at_work.isdisjoint(critical.flows):
            yield path


def _reached(needs: dict[str, tuple[_Need, ...]], path: str) -> dict[str, _Need]:
    """What a component needs itself or by others, nearest first, with the last need on the path."""
    found: dict[str, _Need] = {}
    waiting = [path]
    for component in waiting:  # grows while it is walked
        for need in needs[component]:
            if need.needed not in found:
                found[need.needed] = need
                waiting.append(need.needed)
    return found


def _chain(reached: dict[str, _Need], path: str, needed: str) -> list[Step]:
    """The needs that lead from a component to what it needs."""
    lines: list[Step] = []
    while needed != path:
        lines.insert(0, reached[needed].line)
        needed = reached[needed].component
    return lines


def _outlives(facts: Facts, path: str, domain: str) -> bool:
    """Whether a component has replicas outside of a domain and goes on without it."""
    replicas = facts[placements][path].replicas
    outside = any(replica.place and domain not in replica.domains for replica in replicas)
    return outside and domain not in facts[single_points_of_failure].domain_cuts[path]


def _finding(facts: Facts, bound: _Bound) -> Finding:
    components, place = facts.design.components, facts.design.places[bound.domain]
    stated = facts[placements][bound.needed].stated
    needs = "needs" if len(bound.components) == 1 else "need"
    text = f"`{bound.needed}` fails with {place.level} `{bound.domain}`"
    return Finding(
        f"{listed(bound.components)} {needs} `{bound.needed}`, which runs only in {place.level} "
        f"`{bound.domain}`",
        Label(bound.chain[0].span or components[bound.components[0]].span),
        bound.needed,
        secondary=(Label(components[bound.needed].span, f"only in `{bound.domain}`"),),
        witness=(*bound.chain, Step(text, stated.span if stated is not None else None)),
        help=(_help(facts, bound, place),),
    )


def _help(facts: Facts, bound: _Bound, place: model.Place) -> Help:
    siblings = facts.design.siblings_of(bound.domain)[:2]
    if not siblings:
        return advice(f"run `{bound.needed}` in a second {place.level}")
    count = max(facts[placements][bound.needed].count, len(siblings) + 1)
    where = ", ".join((bound.domain, *siblings))
    return edit(f"replicas {count} in {where}", place=f"`{bound.needed}`")
