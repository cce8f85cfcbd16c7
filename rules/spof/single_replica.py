"""A flow stops when one replica stops.

Reported when: a component of a flow has one replica, or a store has one leader without automatic
failover, and the flow has no path, fallback or optional step around that replica. The rule reads the
minimal cut sets of order one of the flow's fault tree. Single replicas of several components are one
cause; those that share one host are reported as the loss of that host (SPF002).

The finding is fatal where the design's own spread goes on: who waits for the component spans several
zones, regions or hosts, and the component runs in one. It is a risk otherwise, and minor where fewer than
a tenth of the runs come to the component.

Not reported when: the requirement is proved to be met, a provider promises the availability of the
service as a whole, or the number of replicas is not declared.

How to fix: add a replica, declare automatic failover for the leader, add a fallback (`or else NAME`),
or make the step `optional`.

Why: a replica that crashes, restarts or is being deployed takes the flow down with it.

Source: E. Bauer and R. Adams, Reliability and Availability of Cloud Computing (2012), on single points
of failure; AWS Well-Architected, Reliability Pillar, REL10.

Bad:

```design
component gate : gateway { replicas 1 }
flow follow { rate 10 req/s; gate -> links }
component links : service { replicas 2 }
```

Good:

```design
component gate : gateway { replicas 2 }
flow follow { rate 10 req/s; gate -> links }
component links : service { replicas 2 }
```
"""

from __future__ import annotations

from collections.abc import Iterator

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
from designlint.api.analyses import flow_graphs, placements, single_points_of_failure, verdicts
from designlint.api.text import flows_stop, step

_COUNT = {"only": "one replica (stated)", "leader": "one leader takes all writes"}
_APART = ("zone", "host")
"""A second replica in the same one fails with the first."""

_RARE = 0.1
"""A flow of which a smaller share fails loses little."""


@rule("SPF001", grade="risk", also=("fatal", "minor"), since="0.1")
def single_replica(facts: Facts) -> Iterator[Finding]:
    """One finding for each component with a replica that is a single point of failure."""
    for critical in facts[single_points_of_failure].critical_replicas.values():
        at_stake = [flow for flow in critical.flows if facts[verdicts].is_at_stake(flow)]
        if at_stake and critical.role in _COUNT:
            flows = list(dict.fromkeys((*at_stake, *critical.flows)))
            found = _finding(facts, critical.component, critical.role, flows)
            yield found._replace(
                flows=tuple([f for f in found.flows if f in at_stake]) or found.flows
            )


def _finding(facts: Facts, path: str, role: str, flows: list[str]) -> Finding:
    points, leads = facts[single_points_of_failure], role == "leader"
    component, stated = facts.design.components[path], facts[placements][path].stated
    shares = {flow: points.share_of_runs(flow, path) for flow in flows}
    often = tuple([flow for flow in flows if shares[flow] >= _RARE])
    # A led store has replicas elsewhere: an operator promotes one of them.
    end = None if leads else points.end_of_spread(often, path)
    host = points.machines.get(path)
    what = f"the leader of `{path}`" if leads else f"`{path}`"
    return Finding(
        f"{flows_stop(flows, shares)} when {what} stops",
        Label(component.span),
        path,
        secondary=(
            *((Label(stated.span, _COUNT[role]),) if stated and stated.span else ()),
            *(_spanning(facts, end.domain, end.callers) if end else ()),
        ),
        witness=(
            *facts[flow_graphs].unavoidable_paths(flows, path),
            *(_manual_failover(component) if leads else ()),
        ),
        help=tuple(_promoted(component) if leads else _second(facts, component)),
        breaks=facts[verdicts].violated(flows, "availability", by=_losses(facts, path, host)),
        flows=often or tuple(flows),
        grade="minor" if not often else "fatal" if end else None,
        causes=(_cause(leads, host), *_losses(facts, path, host)),
        because=(f"loss of `{host}`",) if host else (),
    )


def _losses(facts: Facts, path: str, host: str | None) -> tuple[str, ...]:
    """The loss of the component, and of the machine that is its own."""
    replicas = facts[placements][path].replicas
    places = facts.design.places
    own = [d for r in replicas for d in r.domains if places[d].level == "host"]
    alone = own if len(replicas) == 1 and host is None else ()
    return tuple([f"loss of `{one}`" for one in (path, *alone)])


def _promoted(component: model.Component) -> Iterator[Help]:
    """An automatic failover that loses no acknowledged write."""
    topology = component[properties.store.TOPOLOGY]
    sync = topology.details[properties.store.SYNC] if topology is not None else None
    copies = component[properties.store.COPIES]
    if copies is not None and copies.value == 1:
        yield advice(
            f"keep a second copy of each key of `{component.path}`, which takes over; together:"
        )
        yield edit("copies 2", place=f"`{component.path}`")
    yield edit(
        "failover auto 30s { promotes synchronous; fencing yes }", place=f"`{component.path}`"
    )
    if sync is not None and sync.value == "0":
        note = "or each failover loses the writes that its followers lack"
        yield edit("sync 1", place=f"the topology of `{component.path}`", note=note)


def _second(facts: Facts, component: model.Component) -> Iterator[Help]:
    """A second replica, where a failure of the first does not take it along."""
    path, placement = component.path, facts[placements][component.path]
    own = placement.replicas[0].place if placement.replicas else None
    level = facts.design.places[own].level if own is not None else ""
    siblings = facts.design.siblings_of(own) if own is not None and level in _APART else ()
    if level in _APART and not siblings:
        yield advice(f"add a second {level}, and run a replica of `{path}` there as well")
        return
    where = f" in {own}, {siblings[0]}" if siblings else f" in {own}" if own is not None else ""
    if component.value(properties.store.TOPOLOGY) == "single":
        yield advice(f"in place of `topology single`, let a copy of `{path}` take over; together:")
        yield edit("topology leader_follower { followers 1; sync 1 }", place=f"`{path}`")
        yield edit("failover auto 30s { promotes synchronous; fencing yes }", place=f"`{path}`")
    yield edit(f"replicas 2{where}", place=f"`{path}`")


def _cause(leads: bool, host: str | None) -> str:
    if leads:
        return "no automatic failover"
    return f"one replica on `{host}`" if host else "one replica"


def _spanning(facts: Facts, domain: str, callers: tuple[str, ...]) -> Iterator[Label]:
    """Who goes on where the component ends."""
    level = facts.design.places[domain].level
    for caller in callers:
        yield Label(
            facts.design.components[caller].span,
            "is spread beyond it" if level == "domain" else f"spans several {level}s",
        )


def _manual_failover(component: model.Component) -> Iterator[Step]:
    failover = component[properties.component.FAILOVER]
    if failover is not None:
        mode = failover.value.mode
        text = f"failover of `{component.path}` is {mode}: an operator promotes the next leader"
        yield step(text, failover)
