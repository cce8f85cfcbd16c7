"""A failover promotes a copy that lacks acknowledged writes.

Reported when: a failover violates a requirement on the recovery point (`rpo`) of the component or its
data (an error); or when critical data can be lost by an automatic failover without a bound, and no
requirement on `rpo` limits the loss (a warning).

Not reported when: only synchronous followers are promoted; a requirement is met or undecided (VER002);
or it is not declared how the copies replicate.

How to fix: promote synchronous followers only, and let at least one follower confirm each write.

Why: an asynchronous copy lags. When it becomes the leader, acknowledged writes that it had not
received are lost; only an enforced lag bounds how many. An automatic failover decides within seconds.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 5, on failover; GitHub,
October 21 post-incident analysis (2018).

Bad:

```design
data order { importance critical }
component store : database {
  holds order
  topology leader_follower { followers 2; sync 0 }
  failover auto 30s { promotes asynchronous }
}
nonfunctional NFR1 "No acknowledged order is lost." { require rpo of order <= 0s }
```

Good:

```design
data order { importance critical }
component store : database {
  holds order
  topology leader_follower { followers 2; sync 1 }
  failover auto 30s { promotes synchronous }
}
nonfunctional NFR1 "No acknowledged order is lost." { require rpo of order <= 0s }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Help, Label, advice, edit, model, properties, rule
from designlint.api.analyses import stores, verdicts
from designlint.api.text import Dimension, listed, show, show_value


@rule(
    "RES010",
    grade="risk",
    since="0.1",
    formerly=("resilience-lossy-failover",),
)
def failover_data_loss(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose failover loses writes that matter."""
    for store in facts[stores].values():
        loss = store.failover_loss
        if loss is None:
            continue
        component, span = store.component, loss.failover.span
        broken = _broken(facts, loss.decides)
        critical = [path for path in loss.data if _is_critical(facts.design.data[path])]
        claims = (claim for _, claim in facts.design.claims_on("rpo"))
        is_automatic = loss.failover.value.mode == "auto"
        is_unlimited = loss.is_unbounded and is_automatic and not any(map(loss.is_about, claims))
        if not broken and not (critical and is_unlimited):
            continue
        of = f" of {listed(critical or loss.data)}" if loss.data else ""
        yield Finding(
            f"`{component.path}` loses acknowledged writes{of} on failover:"
            f" {_how_many(component, loss.window.lost.high)}",
            Label(span or component.span, "promotes a copy that lacks writes"),
            component.path,
            secondary=(Label(component.span),) if span else (),
            witness=loss.window.lines,
            help=tuple(_help(component, loss.failover)),
            breaks=broken,
            because=(f"writes at several leaders of `{component.path}`",),
        )


def _broken(facts: Facts, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The requirements on the recovery point of some subjects that are violated."""
    broken = [
        verdict.owner.path
        for verdict in facts[verdicts].about("rpo")
        if verdict.is_refuted and verdict.claim.about in subjects
    ]
    return tuple(dict.fromkeys(broken))


def _is_critical(data: model.Data) -> bool:
    return data.value(properties.context.IMPORTANCE) == "critical"


def _how_many(component: model.Component, most: float) -> str:
    """How much is lost at most, in seconds, in words."""
    if not math.isfinite(most):
        return "an unbounded number"
    topology = component[properties.store.TOPOLOGY]
    lag = topology.detail(properties.store.LAG) if topology is not None else None
    shown = show(lag) if lag is not None else show_value(most, Dimension.TIME)
    return f"up to {shown} of writes"


def _help(component: model.Component, failover: model.Known[Any]) -> Iterator[Help]:
    mode, time = failover.value
    if failover.detail(properties.component.PROMOTES) == "synchronous":
        yield advice(
            "run the followers that confirm a write where they do not fail with the leader"
        )
    else:
        shown = f"{mode} {show(time)}" if time is not None else mode
        yield edit(f"failover {shown} {{ promotes synchronous }}", place=f"`{component.path}`")
    topology = component[properties.store.TOPOLOGY]
    if topology is None or topology.detail(properties.store.SYNC) in (None, "0"):
        yield edit("sync 1", place=f"the topology of `{component.path}`")
        replication = component[properties.store.REPLICATION]
        if replication is not None and replication.value == "asynchronous" and replication.span:
            yield edit("replication semi_synchronous", place=f"`{component.path}`")
