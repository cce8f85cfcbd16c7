"""A change of what a check reads reaches all regions at once, and the check fails closed.

Reported when: a flow fails without a call that is declared to fail closed (`on_failure fail_closed`); what
answers runs in several regions and reads a data item on the way, from a store that has it in all of them;
and others than those who are checked write that data there.

Not reported when: the check or the store runs in one region; the data is held by a `config`, whose `rollout`
RES008 reads; the caller goes on without an answer; no flow changes the data; or those who are checked write
it, each for themselves.

How to fix: treat such data as configuration: let a change reach one region first (a `config` with a `rollout`),
and let the caller go on with its last answer (`on_failure stale`) or without one (`fail_open`).

Why: what decides on each request steers it like code does. A row that the check cannot read stops it wherever
the row is, and replication that is quick and global leaves no region to fall back to.

Source: Google Cloud, incident report of 2025-06-12 on Service Control, whose policies reach all regions within
seconds; The Site Reliability Workbook (2018), chapter 16, on canarying.

Bad:

```design
actor caller
actor operator
region us
region eu
data policy
component front : gateway { replicas 6 in us, eu }
component check : service { replicas 6 in us, eu }
component policies : database { holds policy; replicas 6 in us, eu }
front -> check { timeout 1s; on_failure fail_closed }
flow call { rate 10 req/s; caller -> front -> check -> policies reads policy }
flow change { operator -> policies writes policy }
```

Good:

```design
actor caller
actor operator
region us
region eu
data policy
component front : gateway { replicas 6 in us, eu }
component check : service { replicas 6 in us, eu }
component policies : database { holds policy; replicas 6 in us, eu }
front -> check { timeout 1s; on_failure fail_open }
flow call { rate 10 req/s; caller -> front -> check -> policies reads policy }
flow change { operator -> policies writes policy }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, advice, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, hard_dependencies, placements
from designlint.api.text import listed


class _Check(NamedTuple):
    """A call that a flow fails without, the data that its answer depends on, and the read of it."""

    flow: str
    call: model.Step
    data: str
    read: model.Step


@rule("RES051", grade="fatal", since="0.2")
def unstaged_policy(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that such a check reads."""
    found: dict[str, list[_Check]] = {}
    for check in _checks(facts):
        found.setdefault(check.data, []).append(check)
    for path, checks in found.items():
        change, regions = _change(facts, path, checks[0]), _regions(facts, checks[0])
        if change is not None and len(regions) > 1:
            yield _finding(path, checks, change, regions)


def _checks(facts: Facts) -> Iterator[_Check]:
    for path, graph in facts[flow_graphs].items():
        for call in () if graph.flow.recovers else graph.flow.steps:
            failing = call.properties[properties.relation.ON_FAILURE]
            if failing is None or failing.value != "fail_closed":
                continue
            if not facts[hard_dependencies][path].stops_flow(call):
                continue
            for read in (call, *graph.by_caller.get(call.callee.path, ())):
                yield from (_Check(path, call, named.path, read) for named in read.reads)


def _change(facts: Facts, data: str, check: _Check) -> model.Step | None:
    """The step that changes the data in the store that the check reads; None where the store stages changes,
    or where those who call write it, each for themselves."""
    store, graphs = facts.design.components.get(check.read.callee.path), facts[flow_graphs]
    if store is None or store.plays(Role.CONFIGURATION):
        return None
    changes = [
        (flow, step)
        for flow in facts.design.flows.values()
        for step in flow.steps
        if any(named.path == data for named in (*step.writes, *step.deletes))
    ]
    callers = set(graphs[check.flow].entries)
    if any(not callers.isdisjoint(graphs[flow.path].entries) for flow, _ in changes):
        return None
    return next((step for _, step in changes if step.callee.path == store.path), None)


def _regions(facts: Facts, check: _Check) -> list[str]:
    """The regions in which both the check and the store that it reads run."""
    answering = _regions_of(facts, check.call.callee.path)
    store = facts.design.components[check.read.callee.path]
    if store.value(properties.component.MANAGED) == "global":
        return answering
    kept = _regions_of(facts, store.path)
    return [region for region in answering if region in kept]


def _regions_of(facts: Facts, path: str) -> list[str]:
    if path not in facts.design.components:
        return []
    replicas = facts[placements][path].replicas
    domains = dict.fromkeys(domain for replica in replicas for domain in replica.domains)
    return [domain for domain in domains if facts.design.places[domain].level == "region"]


def _finding(data: str, checks: list[_Check], change: model.Step, regions: list[str]) -> Finding:
    call, flows = checks[0].call, tuple(dict.fromkeys(check.flow for check in checks))
    caller, callee = call.caller.path, call.callee.path
    depends = "fails" if len(flows) == 1 else "fail"
    return Finding(
        f"a change of `{data}` reaches the regions {listed(regions)} at once, and {listed(list(flows))}"
        f" {depends} closed on it",
        Label(change.span, "changed everywhere at once"),
        data,
        secondary=(Label(call.span, "fails closed"),),
        witness=(
            Step(f"{change.caller.path} writes {data} to {change.callee.path}", change.span),
            Step(f"{callee} reads {data} from {checks[0].read.callee.path}", checks[0].read.span),
            Step(f"{caller} -> {callee}: fails closed", call.span),
        ),
        help=(
            edit(f"{caller} -> {callee} {{ on_failure stale }}", note="or fail_open"),
            advice(f"let a change of `{data}` reach one region first"),
        ),
        flows=flows,
    )
