"""One component without cells or shards takes all flows down at once.

Reported when: every flow of the design, of three or more, fails with one store, queue, coordinator or
other component that keeps state and that nothing divides, and the design shows that this is too much:
other components of these flows have shards, cells or tenants, or those who begin them are a million or
more. The finding breaks a requirement on the `blast_radius` of the component.

Not reported when: the component has several shards, or fewer copies than replicas; it is divided or
shared by `tenancy` (RES007 and RES035 report the latter); a provider runs it; only its users speak for
a division, and a synchronous standby takes over automatically; a requirement on its `blast_radius` is met;
or SPF001 or SPF002 report it.

How to fix: divide the component by user, tenant or region, and give each part its own flows; or state
with a requirement how much one fault may take (`require blast_radius of NAME <= 25%`).

Why: replicas guard against the loss of a machine. A bad change, a corrupt record, a lock or an overload
takes all replicas of one cluster, and with them everything that needs it.

Source: AWS Well-Architected, Reducing the Scope of Impact with Cell-Based Architecture; Roblox, Return to
Service (2022); AWS, Summary of the Amazon Kinesis Event in the Northern Virginia Region (2020).

Bad:

```design
actor user { count 40M }
component app : service { replicas 30 }
component members : coordinator { replicas 5 }
flow join { user -> app -> members }
flow play { user -> app -> members }
flow leave { user -> app -> members }
```

Good:

```design
actor user { count 40M }
component app : service { replicas 30 }
component members : coordinator { replicas 5; tenancy per_cell }
flow join { user -> app -> members }
flow play { user -> app -> members }
flow leave { user -> app -> members }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, advice, edit, model, properties, rule
from designlint.api.analyses import (
    flow_graphs,
    hard_dependencies,
    placements,
    single_points_of_failure,
    verdicts,
)
from designlint.api.text import listed

_STATEFUL = (Role.STORE, Role.BROKER, Role.COORDINATOR, Role.CONFIGURATION, Role.IDENTITY_PROVIDER)
_PARTED = frozenset(("per_cell", "per_tenant"))
_FLOWS, _USERS = 3, 1e6
"""One part for two flows is no design decision; so many users make its fault news."""


@rule("SPF008", grade="risk", since="0.2")
def undivided_component(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that all flows fail with and that nothing divides."""
    flows = [path for path, flow in facts.design.flows.items() if not flow.recovers]
    if len(flows) < _FLOWS:
        return
    fails = [facts[hard_dependencies][flow].critical_components for flow in flows]
    common = [path for path in fails[0] if all(path in other for other in fails)]
    parts = [facts.design.components[path] for path in dict.fromkeys(p for f in fails for p in f)]
    divided = [part for part in parts if _is_divided(facts, part)]
    reported = set(_reported(facts))
    for path in common:
        component = facts.design.components[path]
        if path in reported or not _is_whole(facts, component) or _is_allowed(facts, path):
            continue
        if divided or (_users(facts, flows) >= _USERS and not _takes_over(component)):
            yield _finding(facts, component, flows, divided)


def _is_whole(facts: Facts, component: model.Component) -> bool:
    """Whether the team runs it as one part that keeps state."""
    placement = facts[placements][component.path]
    is_ours = component.is_ours and not placement.whole and component.plays(*_STATEFUL)
    return (
        is_ours
        and component[properties.component.TENANCY] is None
        and not _is_divided(facts, component)
    )


def _takes_over(component: model.Component) -> bool:
    """Whether a standby that lacks no write takes over by itself: a fault of one node stops nothing for long."""
    failover = component.value(properties.component.FAILOVER)
    topology = component[properties.store.TOPOLOGY]
    sync = topology.detail(properties.store.SYNC) if topology is not None else None
    return failover is not None and failover.mode == "auto" and sync not in (None, "0")


def _is_divided(facts: Facts, component: model.Component) -> bool:
    """Whether it consists of cells, tenants or shards, or keeps its data on some of its nodes each."""
    shards, copies = component[properties.store.SHARDS], component.value(properties.store.COPIES)
    if shards is not None and shards.value.number > 1:
        return True
    if (component.value(properties.component.TENANCY) or "") in _PARTED:
        return True
    return copies is not None and copies < facts[placements][component.path].count


def _is_allowed(facts: Facts, path: str) -> bool:
    """Whether a requirement allows what one fault takes."""
    found = facts[verdicts].on(path, "blast_radius")
    return bool(found) and not facts[verdicts].unmet(path, "blast_radius")


def _reported(facts: Facts) -> Iterator[str]:
    """The components of SPF001 and SPF002."""
    points = facts[single_points_of_failure]
    yield from points.critical_replicas
    for shared in points.shared_domains:
        yield from shared.components


def _users(facts: Facts, flows: list[str]) -> float:
    """How many begin the flows, as far as declared."""
    actors = facts.design.actors
    begin = {entry for flow in flows for entry in facts[flow_graphs][flow].entries}
    counts = [actors[name].value(properties.context.COUNT) for name in begin if name in actors]
    return sum(count.value for count in counts if count is not None)


def _finding(
    facts: Facts, component: model.Component, flows: list[str], divided: list[model.Component]
) -> Finding:
    path, users = component.path, _users(facts, flows)
    reach = f"all {len(flows)} flows"
    if users >= _USERS:
        reach += f" for {users / 1e6:.3g}M users"
    confine = "confines its own" if len(divided) == 1 else "confine theirs"
    apart = f", although {listed([one.path for one in divided])} {confine}" if divided else ""
    return Finding(
        f"one fault of `{path}` stops {reach}{apart}",
        Label(component.span, "has no shards, cells or tenants"),
        path,
        secondary=tuple([Label(one.span, "divided") for one in divided]),
        witness=facts[flow_graphs].unavoidable_paths(flows, path),
        help=(
            edit(f"require blast_radius of {path} <= 25%", place="a requirement", sample=True),
            advice(f"divide `{path}` by user, tenant or region"),
        ),
        breaks=facts[verdicts].violated([path], "blast_radius"),
        flows=tuple(flows),
    )
