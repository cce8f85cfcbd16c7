"""A component needs all of its replicas, so it has none to lose (N+0).

Reported when: as many replicas are needed as there are, and a flow depends on the component. How many are
needed is declared with `needs`, or follows from the peak load and the capacity of one replica. Servers
that only share the load serve the rest without one of them: the finding is minor where that is at least
95% of the peak. So do the replicas of a store that `reads_from any`. Of another store, queue or coordinator
that needs all, the flow stops.

Not reported when: the requirement is proved to be met, or the load or the capacity is not declared.
Single replicas are reported by SPF001, a load beyond the capacity of all replicas by SCA001, and
replicas that the loss of a whole domain overloads by SCA002.

How to fix: add a replica (N+1), or replicas of a larger capacity.

Why: replicas stop one by one, for a crash or for a new version. Each time the peak finds too few of them,
and what overloads the rest may take all of them.

Source: Google, Site Reliability Engineering (2016), chapter 22, on N+1 and N+2 capacity; AWS Builders'
Library, Static stability using Availability Zones.

Bad:

```design
actor visitor
component links : service { replicas 4; capacity 1k req/s per replica }
flow follow { rate 3500 req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 5; capacity 1k req/s per replica }
flow follow { rate 3500 req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import (
    capacities,
    domain_losses,
    flow_graphs,
    placements,
    single_points_of_failure,
    verdicts,
)
from designlint.api.text import flows_stop, listed, step

_ENOUGH = 0.95
"""Servers that carry this share of the peak are short of little."""


@rule(
    "SPF003",
    grade="risk",
    also=("minor",),
    since="0.1",
    formerly=("spof-no-spare",),
)
def no_redundancy(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that needs all of its replicas."""
    for critical in facts[single_points_of_failure].critical_replicas.values():
        flows = [flow for flow in critical.flows if facts[verdicts].is_at_stake(flow)]
        if (
            flows
            and critical.role == "each"
            and not _is_reported_elsewhere(facts, critical.component)
        ):
            yield _finding(facts, critical.component, flows)
    critical_paths = set(facts[single_points_of_failure].critical_replicas)
    for path in facts.design.components:
        if path in critical_paths or not _overloads_the_rest(facts, path):
            continue
        flows = [flow for flow in _readers(facts, path) if facts[verdicts].is_at_stake(flow)]
        if flows and not _is_reported_elsewhere(facts, path):
            yield _finding(facts, path, flows)


def _overloads_the_rest(facts: Facts, path: str) -> bool:
    """Whether any replica of a store answers, and all but one of them cannot carry the peak."""
    store, count = facts.design.components[path], facts[placements][path].count
    shared = store.value(properties.store.READS_FROM) == "any"
    fixed = store[properties.component.AUTOSCALE] is None and store[properties.store.SHARDS] is None
    if not (store.plays(Role.STORE) and shared and fixed) or count < 2:
        return False
    used = facts[capacities][path].utilisation(count - 1)
    return used is not None and used.low > 1.0


def _readers(facts: Facts, path: str) -> list[str]:
    """The flows that wait for reads of a store and cannot go on without."""
    reading = [
        flow.path
        for flow, s in facts.design.steps_naming(path)
        if s.callee.path == path and s.waits and s.reads and not s.optional
    ]
    return list(dict.fromkeys(reading))


def _is_reported_elsewhere(facts: Facts, path: str) -> bool:
    """Whether a rule on capacity reports the component, as it is or after the loss of a domain."""
    used = facts[capacities][path].utilisation()
    return (used is not None and used.low > 1.0) or path in facts[domain_losses]


def _finding(facts: Facts, path: str, flows: list[str]) -> Finding:
    needed, count = facts[capacities][path].needs, facts[placements][path].count
    stated, left = facts[placements][path].stated, _left(facts, path)
    span = stated.span if stated is not None else None
    is_whole = facts[single_points_of_failure].takes_every_key(path)
    if left is None and not is_whole:
        fail = "fails" if len(flows) == 1 else "fail"
        message = f"{listed(flows)} {fail} for some keys when any of the {count} replicas of `{path}` stops"
    elif left is None:
        message = f"{flows_stop(flows)} when any of the {count} replicas of `{path}` stops"
    else:
        rest = f"without one of {count} replicas it carries {left * 100:.3g}% of the peak"
        message = f"`{path}` has no spare replica for {listed(flows)}: {rest}"
    return Finding(
        message,
        Label(facts.design.components[path].span),
        path,
        secondary=(Label(span, "all needed: N+0 (stated)"),) if span else (),
        witness=(*_why(facts, path), *facts[flow_graphs].unavoidable_paths(flows, path)),
        help=(
            edit(f"replicas {max(needed.low, count) + 1}")
            if is_whole
            else _one_more_copy(facts, path),
        ),
        breaks=facts[verdicts].violated(flows, "availability", by=(f"loss of `{path}`",)),
        flows=tuple(flows),
        grade="minor" if left is not None and left >= _ENOUGH else None,
        causes=("no spare replica", f"loss of `{path}`"),
    )


def _one_more_copy(facts: Facts, path: str) -> Help:
    """A copy more of each key: another replica would keep other keys."""
    copies = facts.design.components[path][properties.store.COPIES]
    if copies is not None:
        return edit(f"copies {copies.value + 1}")
    return advice(f"keep one more copy of each key of `{path}`")


def _left(facts: Facts, path: str) -> float | None:
    """The largest share of the peak that servers carry without one of them; None for a component that
    does nothing without one."""
    component, count = facts.design.components[path], facts[placements][path].count
    stays = component.value(properties.store.READS_FROM) == "any"
    if component.plays(Role.STORE, Role.BROKER, Role.COORDINATOR) and not stays:
        return None
    used = facts[capacities][path].utilisation(count - 1)
    if used is None or facts[capacities][path].needs.known is not None:
        return (count - 1) / count
    return min(1.0, 1.0 / used.low) if used.low else 1.0


def _why(facts: Facts, path: str) -> tuple[Step, ...]:
    needed = facts[capacities][path].needs
    if needed.known is not None:
        return (step(f"{path}: {needed.reason}", needed.known),)
    if facts[capacities][path].utilisation() is None:
        return ()
    if needed.low < facts[placements][path].count:
        # One may be enough for some reads, but not for as many.
        fewer = facts[capacities][path].line_with(facts[placements][path].count - 1)
        return (facts[capacities][path].line, fewer)
    return (Step(f"{path}: {needed.reason}"), facts[capacities][path].line)
