"""A name leads to one entry only.

Reported when: the users of a flow reach the system through one load balancer, gateway or CDN alone, and
all of it is in one region (provider) while what it leads to runs in several; or it declares
`second_entry no`. The second is minor; both together are fatal, because the
design's own spread goes on where its entry ends.

Not reported when: it declares `second_entry yes`, the users of the flow call several entries, it runs in
several regions itself, or a provider runs it in all (`managed global`). An entry in one zone is reported by SPF002, one with a single
replica by SPF001.

How to fix: run a second entry in another region and let DNS route to both.

Why: the replicas behind a load balancer survive the loss of a region, but no user reaches them, because
the only address is in the region that is lost.

Source: AWS Well-Architected, Reliability Pillar, REL10 and REL11; Amazon Route 53 Developer Guide, on DNS
failover.

Bad:

```design
provider cloud { region north { zone a; zone b }; region south { zone c; zone d } }
actor visitor
component lb : load_balancer { replicas 2 in a, b }
component shop : service { replicas 4 in a, b, c, d }
flow order { visitor -> lb -> shop }
```

Good:

```design
provider cloud { region north { zone a; zone b }; region south { zone c; zone d } }
actor visitor
component names : dns { managed global; routes_by latency }
component lb : load_balancer { replicas 4 in a, b, c, d; second_entry yes }
component shop : service { replicas 4 in a, b, c, d }
flow order { visitor -> names; visitor -> lb -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, placements
from designlint.api.text import listed


@rule("SPF012", grade="risk", also=("fatal", "minor"), since="0.1")
def single_entry(facts: Facts) -> Iterator[Finding]:
    """One finding for each entry that nothing stands in for."""
    components = facts.design.components
    for path, flows in _entries(facts).items():
        entry = components[path]
        stated = entry[properties.edge.SECOND_ENTRY]
        if stated is not None and stated.value:
            continue
        place = _narrow(facts, flows, path)
        if place is not None:
            behind = [one for one in _behind(facts, flows, path) if _outlives(facts, one, place)]
            yield _narrow_entry(facts, entry, facts.design.places[place], behind, flows)
        elif stated is not None:
            yield _only_entry(facts, entry, flows)


def _entries(facts: Facts) -> dict[str, list[str]]:
    """The load balancers, gateways and CDNs of the team that are the only entry of flows of users."""
    found: dict[str, list[str]] = {}
    for path, graph in facts[flow_graphs].items():
        called = {
            one.path
            for step in graph.flow.steps
            if graph.is_client(step.caller.path)
            for one in (step.callee, step.or_else)
            if one is not None and not _is_client(facts, one.path)
        }
        entries = [one for one in called if not _is_name(facts, one)]
        if graph.is_user_facing and len(entries) == 1 and _is_entry(facts, entries[0]):
            found.setdefault(entries[0], []).append(path)
    return found


def _is_client(facts: Facts, path: str) -> bool:
    component = facts.design.components.get(path)
    return component is None or component.plays(Role.CLIENT)


def _is_name(facts: Facts, path: str) -> bool:
    return facts.design.components[path].plays(Role.NAME_SERVICE)


def _is_entry(facts: Facts, path: str) -> bool:
    """Whether it passes requests on, and no provider runs it in all regions, as one does with a CDN whose
    place is not stated."""
    component = facts.design.components[path]
    is_global = component.value(properties.component.MANAGED) == "global"
    is_placed = not component.plays(Role.EDGE) or bool(facts[placements][path].shared_domains)
    passes_on = component.plays(Role.ROUTER, Role.EDGE)
    return passes_on and component.is_ours and not is_global and is_placed


def _is_named(facts: Facts, flow: str) -> bool:
    """Whether the users of a flow resolve a name first."""
    nodes = facts[flow_graphs][flow].nodes
    return any(n in facts.design.components and _is_name(facts, n) for n in nodes)


def _narrow(facts: Facts, flows: list[str], path: str) -> str | None:
    """The region or provider that holds all of an entry, and not all of what it leads to."""
    places = facts.design.places
    wide = [d for d in facts[placements][path].shared_domains if places[d].is_wide]
    behind = _behind(facts, flows, path)
    return next((d for d in reversed(wide) if any(_outlives(facts, b, d) for b in behind)), None)


def _behind(facts: Facts, flows: list[str], path: str) -> list[str]:
    """What an entry leads to."""
    components = facts.design.components
    callees = [
        step.callee.path
        for flow in flows
        for step in facts.design.flows[flow].steps
        if step.caller.path == path and step.waits and step.callee.path in components
    ]
    return list(dict.fromkeys(callees))


def _outlives(facts: Facts, path: str, domain: str) -> bool:
    """Whether replicas of a component are in a place of the same level as a domain, too."""
    replicas = facts[placements][path].replicas
    inside = any(domain in replica.domains for replica in replicas)
    outside = any(replica.place and domain not in replica.domains for replica in replicas)
    return inside and outside and not facts[placements][path].whole


def _narrow_entry(
    facts: Facts, entry: model.Component, place: model.Place, behind: list[str], flows: list[str]
) -> Finding:
    others = facts.design.siblings_of(place.path)
    at = facts[placements][entry.path].stated
    help_ = advice(f"run a second entry in another {place.level} and let DNS route to both")
    if others:
        where = ", ".join((place.path, others[0]))
        count = 2 * facts[placements][entry.path].count
        help_ = edit(f"replicas {count} in {where}; second_entry yes", place=f"`{entry.path}`")
    return Finding(
        f"`{entry.path}`, the only entry of {listed(flows)}, is in {place.level} `{place.path}` alone; "
        f"{listed(behind)} behind it {'spans' if len(behind) == 1 else 'span'} more",
        Label((at.span if at is not None else None) or entry.span, f"all in `{place.path}`"),
        entry.path,
        secondary=tuple([Label(facts.design.components[path].span) for path in behind]),
        witness=(
            *facts[flow_graphs].unavoidable_paths(flows, entry.path),
            *(Step(_where(facts, path), facts.design.components[path].span) for path in behind),
        ),
        help=(help_,),
        flows=tuple(flows),
        grade="fatal" if entry[properties.edge.SECOND_ENTRY] is not None else None,
        causes=tuple([f"entry of `{flow}` in `{place.path}`" for flow in flows]),
    )


def _where(facts: Facts, path: str) -> str:
    """In how many regions a component runs."""
    places = facts.design.places
    domains = [d for replica in facts[placements][path].replicas for d in replica.domains]
    regions = [d for d in dict.fromkeys(domains) if places[d].level == "region"]
    return f"{path}: replicas in {', '.join(regions)}"


def _only_entry(facts: Facts, entry: model.Component, flows: list[str]) -> Finding:
    is_named = any(_is_named(facts, flow) for flow in flows)
    return Finding(
        f"DNS can route {listed(flows)} to no other entry than `{entry.path}`"
        if is_named
        else f"`{entry.path}` is the only entry of {listed(flows)}",
        Label(entry.span_of(properties.edge.SECOND_ENTRY), "no second entry"),
        entry.path,
        witness=facts[flow_graphs].unavoidable_paths(flows, entry.path),
        help=(advice("run a second entry in another failure domain and let DNS route to both"),),
        flows=tuple(flows),
        grade="minor",
    )
