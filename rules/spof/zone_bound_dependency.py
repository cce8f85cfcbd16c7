"""What is spread over several zones cannot do without something that stands in one.

Redundancy reaches as far as its narrowest need. A service in three zones that starts with settings
from one, or lets nobody in without a sign-on that stands in one, is as available as that one zone,
though no call of a flow shows it.

It is told about `needs_at_boot`, `identity_from` and `configured_by`, step by step, once for each
thing that is needed. It is silent about what the component goes on without (`runs_without`), about
regions and wider, where nobody says where things run, and about what a flow is said to stop with
anyway (SPF001, SPF002).

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import (
    critical_replicas,
    domain_cuts,
    placements,
    shared_failure_domains,
    sibling_places,
)
from designlint.api.text import listed, origin_text

_NEEDS = (
    (properties.component.NEEDS_AT_BOOT, "{} needs {} at boot"),
    (properties.component.IDENTITY_FROM, "{} gets its callers' identity from {}"),
    (properties.component.CONFIGURED_BY, "{} is configured by {}"),
)


class _Need(NamedTuple):
    """That one component cannot do without another, and where that is said."""

    component: str
    needed: str
    line: Step


class _Bound(NamedTuple):
    """What stands in one `domain` and is needed outside of it, and by whom; `chain` leads from the first
    of those to it."""

    needed: str
    domain: str
    components: list[str]
    chain: list[Step]


@rule(
    "SPF006",
    severity=Severity.WARNING,
    since="0.1",
    formerly=("spof-narrow-need",),
)
def zone_bound_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each thing in one place that what is spread cannot do without."""
    needs = {path: tuple(_needs(facts, path)) for path in facts.design.components}
    reported = set(_reported(facts))
    found: dict[str, _Bound] = {}
    for path in facts.design.components:
        reached = _reached(needs, path)
        for needed in reached:
            domain = next(iter(facts[domain_cuts][needed]), None)
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
                yield _Need(path, ref.path, Step(said, known.span, origin_text(known.origin)))


def _reported(facts: Facts) -> Iterator[str]:
    """What flows are said to stop with anyway; not those in which it is brought back."""
    at_work = {path for path, flow in facts.design.flows.items() if not flow.recovers}
    for fate in facts[shared_failure_domains]:
        if not at_work.isdisjoint(fate.flows):
            yield from fate.components
    for path, vital in facts[critical_replicas].items():
        if not at_work.isdisjoint(vital.flows):
            yield path


def _reached(needs: dict[str, tuple[_Need, ...]], path: str) -> dict[str, _Need]:
    """What a component needs itself or by others, nearest first, with the last need on the path."""
    found: dict[str, _Need] = {}
    waiting = [path]
    for component in waiting:  # grows while it is walked
        for need in needs[component]:
            if need.needed not in found and need.needed != path:
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
    return outside and domain not in facts[domain_cuts][path]


def _finding(facts: Facts, bound: _Bound) -> Finding:
    components, place = facts.design.components, facts.design.places[bound.domain]
    stated = facts[placements][bound.needed].stated
    siblings = sibling_places(facts.design, bound.domain)
    where = ", ".join((bound.domain, *siblings[:2])) if siblings else f"a second {place.level}"
    needs = "needs" if len(bound.components) == 1 else "need"
    text = f"{bound.needed} is gone with the {place.level} {bound.domain}"
    return Finding(
        f"{listed(bound.components)} {needs} `{bound.needed}`, which stands only in the {place.level} "
        f"`{bound.domain}`",
        Label(bound.chain[0].span or components[bound.components[0]].span),
        bound.needed,
        secondary=(Label(components[bound.needed].span),),
        witness=(*bound.chain, Step(text, stated.span if stated is not None else None)),
        help=(edit(f"replicas {max(2, len(siblings) + 1)} in {where}", place=f"`{bound.needed}`"),),
    )
