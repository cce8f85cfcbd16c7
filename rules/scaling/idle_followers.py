"""A leader is nearly full of reads that its followers could answer.

Reported when: the reads of a replicated store go to its leader, which is at 80% of its capacity or more
at peak, reads are most of its load, and the data may be as old as the replication `lag` makes it.

Not reported when: the `freshness` of the data or the lag is not declared, a requirement on consistency or
staleness is about the data, or the leader is over its capacity: SCA001 reports that.

How to fix: let the followers answer the reads that can wait for the lag (`reads_from follower`, or
`from follower` on a step).

Why: followers are paid for and idle, while the one replica that nobody can double is the bottleneck.
Adding followers does not help as long as all reads go to the leader.

Source: M. Kleppmann, Designing Data-Intensive Applications (O'Reilly 2017), chapter 5, on read scaling.

Bad:

```design
actor visitor
data order { freshness 1min }
component shop : service { replicas 3 }
component store : database {
  holds order; capacity 1200 req/s per replica; reads_from leader
  topology leader_follower { followers 2; lag 1s }
}
flow put { rate 5 req/s peak; visitor -> shop -> store writes order }
flow see { rate 1100 req/s peak; visitor -> shop -> store reads order }
```

Good:

```design
actor visitor
data order { freshness 1min }
component shop : service { replicas 3 }
component store : database {
  holds order; capacity 1200 req/s per replica; reads_from follower
  topology leader_follower { followers 2; lag 1s }
}
flow put { rate 5 req/s peak; visitor -> shop -> store writes order }
flow see { rate 1100 req/s peak; visitor -> shop -> store reads order }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities
from designlint.api.model import Component, Data
from designlint.api.text import counted, show, show_share

_BUSY, _MOST = 0.8, 0.5


@rule("SCA019", grade="risk", since="0.2")
def idle_followers(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose leader answers what its followers could."""
    for capacity in facts[capacities].values():
        store, used = capacity.component, capacity.certain_use
        if used is None or not _BUSY <= used.low <= FULL or _idle(capacity) < 1:
            continue
        reads = sum(part.rate.low for part in capacity.parts if part.step.reads)
        total = sum(part.rate.high for part in capacity.parts)
        if reads >= _MOST * total and _may_lag(facts, capacity):
            yield _finding(store, capacity, used.low, reads / total)


def _idle(capacity: Capacity) -> int:
    """How many followers answer no read; none where the leader does not answer them all."""
    store = capacity.component
    if store.value(properties.store.TOPOLOGY) != "leader_follower":
        return 0
    roles = {part.step.role for part in capacity.parts if part.step.reads}
    usual = store.value(properties.store.READS_FROM) or "leader"
    if not roles or {role or usual for role in roles} != {"leader"}:
        return 0
    return capacity.placement.count - 1


def _may_lag(facts: Facts, capacity: Capacity) -> bool:
    """Whether all data that is read may be as old as a follower's copy."""
    lag = _lag(capacity.component)
    claimed = {claim.about for _, claim in facts.design.claims_on("consistency", "staleness")}
    paths = {named.path for part in capacity.parts for named in part.step.reads}
    return all(path not in claimed and _bears(facts.design.data[path], lag) for path in paths)


def _lag(store: Component) -> float | None:
    topology = store[properties.store.TOPOLOGY]
    lag = topology.detail(properties.store.LAG) if topology is not None else None
    return None if lag is None else lag.value


def _bears(data: Data, lag: float | None) -> bool:
    fresh = data.value(properties.context.FRESHNESS)
    return data.is_immutable or (fresh is not None and lag is not None and lag <= fresh.value)


def _finding(store: Component, capacity: Capacity, used: float, reads: float) -> Finding:
    number = _idle(capacity)
    idle, answer = counted(number, "follower"), "answers" if number == 1 else "answer"
    topology = store[properties.store.TOPOLOGY]
    lag = topology.detail(properties.store.LAG) if topology is not None else None
    shown = f", at most {show(lag)} behind," if lag is not None else ""
    return Finding(
        f"the leader of `{store.path}` is at {show_share(used)} of its capacity at peak, while {idle}"
        f" {answer} no read",
        Label(store.span_of(properties.store.READS_FROM)),
        store.path,
        witness=(
            capacity.line,
            Step(
                f"{store.path}: {show_share(reads)} of its calls are reads; {idle}{shown} could answer them"
            ),
        ),
        help=(edit("reads_from follower"),),
        causes=(f"reads of `{store.path}`",),
    )
