"""A component that spans zones or regions depends on something that runs in one of them.

Reported when: a component has replicas in several zones, regions or other places, and needs, directly or
through others, a component that fails with one of them. The needs are `needs_at_boot`, `identity_from`,
`configured_by`, and calls of a relation that no flow makes. There is one finding for each component that
is needed.

Callers that need it for each request (`identity_from`, a call) stop with it: that is fatal. What is needed
to start, or for the next change of a setting, is a risk.

Not reported when: the component goes on without it (`runs_without`), or the places are not declared.
What a flow stops with anyway is reported by SPF001 and SPF002.

How to fix: run the needed component in several zones (regions) too, or declare how long others run
without it.

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

# Of a longer chain of needs so many are shown at each end.
_ENDS = 4

_VOTING: tuple[str | None, ...] = ("leaderless", "consensus")


class _Need(NamedTuple):
    """That one component needs another, and where that is stated; `always`: for each request."""

    component: str
    needed: str
    line: Step
    always: bool


class _Bound(NamedTuple):
    """What runs in one `domain` only, and the components outside of it that need it; `chain` leads from
    the first of those to it."""

    needed: str
    domain: str
    components: list[str]
    chain: list[_Need]


@rule(
    "SPF006",
    grade="risk",
    also=("fatal",),
    since="0.1",
    formerly=("spof-narrow-need",),
)
def zone_bound_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each component in one domain that components in several need."""
    calls = _calls_of_no_flow(facts)
    needs = {path: (*_needs(facts, path), *calls.get(path, ())) for path in facts.design.components}
    reported = set(_reported(facts))
    domains = {path: _domains(facts, path) for path in _needed(needs) if path not in reported}
    found: dict[str, _Bound] = {}
    for path in facts.design.components if any(domains.values()) else ():
        reached = _reached(needs, path)
        for needed in reached:
            domain = _fails_without(facts, path, domains.get(needed, ()))
            if domain is None:
                continue
            if needed not in found:
                found[needed] = _Bound(needed, domain, [], _chain(reached, path, needed))
            found[needed].components.append(path)
    for bound in found.values():
        yield _finding(facts, bound)


def _needed(needs: dict[str, tuple[_Need, ...]]) -> dict[str, None]:
    return dict.fromkeys(need.needed for own in needs.values() for need in own)


def _needs(facts: Facts, path: str) -> Iterator[_Need]:
    components, spared = facts.design.components, _spared(facts, path)
    for key, text in _NEEDS:
        known = components[path][key]
        for ref in known.value if known is not None else ():
            if known is not None and ref.path not in spared and ref.path in components:
                said = text.format(path, ref.path)
                always = key is properties.component.IDENTITY_FROM
                yield _Need(path, ref.path, step(said, known), always)


def _spared(facts: Facts, path: str) -> set[str]:
    """What a component goes on without."""
    without = facts.design.components[path].value(properties.component.RUNS_WITHOUT)
    return {ref.path for ref in without.nodes} if without is not None else set()


def _calls_of_no_flow(facts: Facts) -> dict[str, list[_Need]]:
    """The calls that relations state and no flow makes, by caller."""
    design = facts.design
    made = {(s.caller.path, s.callee.path) for flow in design.flows.values() for s in flow.steps}
    found: dict[str, list[_Need]] = {}
    for caller, callee, waits, span, stated in design.relations:
        fails = stated[properties.relation.ON_FAILURE]
        goes_on = fails is not None and fails.value in ("degrade", "stale", "fail_open")
        is_new = (caller.path, callee.path) not in made and callee.path in design.components
        if caller.path not in design.components or callee.path in _spared(facts, caller.path):
            continue
        if waits and is_new and not goes_on:
            line = Step(f"`{caller.path}` calls `{callee.path}`", span)
            found.setdefault(caller.path, []).append(_Need(caller.path, callee.path, line, True))
    return found


def _reported(facts: Facts) -> Iterator[str]:
    """What SPF001 and SPF002 report for flows that recover nothing."""
    at_work = {path for path, flow in facts.design.flows.items() if not flow.recovers}
    for shared in facts[single_points_of_failure].shared_domains:
        if not at_work.isdisjoint(shared.lost):
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


def _chain(reached: dict[str, _Need], path: str, needed: str) -> list[_Need]:
    """The needs that lead from a component to what it needs."""
    found: list[_Need] = []
    while needed != path:
        found.insert(0, reached[needed])
        needed = reached[needed].component
    return found


def _domains(facts: Facts, needed: str) -> tuple[str, ...]:
    """The places that what others need fails with: the widest below a region, then the narrowest above."""
    places, inside = facts.design.places, facts[placements][needed].shared_domains
    topology = facts.design.components[needed].value(properties.store.TOPOLOGY)
    cuts = facts[single_points_of_failure].place_cuts[needed]
    if topology not in _VOTING:
        cuts = tuple([place for place in cuts if place in inside])
    narrow = [place for place in cuts if not places[place].is_wide]
    wide = [place for place in reversed(cuts) if places[place].is_wide]
    return (*narrow[:1], *wide)


def _fails_without(facts: Facts, path: str, domains: tuple[str, ...]) -> str | None:
    """The place that what a component needs fails with and it does not."""
    return next((domain for domain in domains if _outlives(facts, path, domain)), None)


def _outlives(facts: Facts, path: str, domain: str) -> bool:
    """Whether a component has replicas outside of a domain and goes on without it."""
    replicas = facts[placements][path].replicas
    outside = any(replica.place and domain not in replica.domains for replica in replicas)
    return outside and domain not in facts[single_points_of_failure].place_cuts[path]


def _finding(facts: Facts, bound: _Bound) -> Finding:
    components, place = facts.design.components, facts.design.places[bound.domain]
    stated = facts[placements][bound.needed].stated
    is_inside = bound.domain in facts[placements][bound.needed].shared_domains
    only = "runs only in" if is_inside else "fails with"
    needs = "needs" if len(bound.components) == 1 else "need"
    text = f"`{bound.needed}` fails with {place.level} `{bound.domain}`"
    used = facts.design.flows_by_element
    flows = dict.fromkeys(flow for path in bound.components for flow in used.get(path, ()))
    return Finding(
        f"{listed(bound.components)} {needs} `{bound.needed}`, which {only} {place.level} "
        f"`{bound.domain}`",
        Label(bound.chain[0].line.span or components[bound.components[0]].span),
        bound.needed,
        secondary=(Label(components[bound.needed].span, f"{only} `{bound.domain}`"),),
        witness=(
            *_shown(bound.chain),
            Step(text, stated.span if stated is not None else None),
        ),
        help=(_help(facts, bound, place),),
        flows=tuple(flows),
        grade="fatal" if all(need.always for need in bound.chain) else None,
    )


def _shown(chain: list[_Need]) -> Iterator[Step]:
    """The needs of a chain, of a long one the first and the last ones."""
    left_out = len(chain) - 2 * _ENDS
    if left_out <= 1:
        yield from (need.line for need in chain)
        return
    yield from (need.line for need in chain[:_ENDS])
    yield Step(f"and so on through {left_out} more")
    yield from (need.line for need in chain[-_ENDS:])


def _help(facts: Facts, bound: _Bound, place: model.Place) -> Help:
    siblings = facts.design.siblings_of(bound.domain)[:2]
    if not siblings:
        return advice(f"run `{bound.needed}` in a second {place.level}")
    votes = facts.design.components[bound.needed].value(properties.store.TOPOLOGY) in _VOTING
    if votes and len(siblings) == 1:
        return advice(
            f"run a third of `{bound.needed}` in a third {place.level}: two hold no majority each"
        )
    count = max(facts[placements][bound.needed].count, len(siblings) + 1)
    where = ", ".join((bound.domain, *siblings))
    return edit(f"replicas {count} in {where}", place=f"`{bound.needed}`")
