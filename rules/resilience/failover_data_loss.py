"""Failover puts a copy in the leader's place that lacks acknowledged writes.

A copy that no write waits for is behind. When it becomes the leader, what it had not received is gone,
though its writers were told that it is safe; how much that is, only an enforced lag bounds. A failover
that promotes by itself decides that in seconds, with nobody asked.

It is an error where a requirement on the recovery point (`rpo`) of the component or its data is
violated by it, and a warning where critical data could be lost without any bound and no requirement
says how much may be. It is silent where only followers that confirm writes are promoted, where a
requirement is met or cannot be decided (VER002), and where nobody says how the copies are made.

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

from designlint.api import Facts, Finding, Help, Label, Severity, edit, model, properties, rule
from designlint.api.analyses import FailoverLoss, broken_by_failover, failover_losses
from designlint.api.text import Dimension, listed, show, show_value


@rule(
    "RES010",
    severity=Severity.ERROR,
    unrequired=Severity.WARNING,
    since="0.1",
    formerly=("resilience-lossy-failover",),
)
def failover_data_loss(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose failover loses writes that matter."""
    for loss in facts[failover_losses]:
        broken = broken_by_failover(facts, loss)
        critical = _critical(facts, loss)
        if broken or (critical and _is_unlimited(facts, loss)):
            yield _finding(facts, loss, critical or loss.data, broken)


def _critical(facts: Facts, loss: FailoverLoss) -> tuple[str, ...]:
    data, importance = facts.design.data, properties.context.IMPORTANCE
    return tuple([path for path in loss.data if data[path].value(importance) == "critical"])


def _is_unlimited(facts: Facts, loss: FailoverLoss) -> bool:
    """Whether nothing bounds what an automatic failover loses, and no requirement says how much may be."""
    claims = (claim for _, claim in facts.design.claims_on("rpo"))
    is_automatic = loss.failover.value.mode == "auto"
    return loss.is_unbounded and is_automatic and not any(map(loss.is_about, claims))


def _finding(
    facts: Facts, loss: FailoverLoss, data: tuple[str, ...], broken: tuple[str, ...]
) -> Finding:
    component = facts.design.components[loss.component]
    most = loss.window.lost.high
    of = f" of {listed(data)}" if data else ""
    much = "without bound"
    if math.isfinite(most):
        much = f"up to {show_value(most, Dimension.TIME)} of them"
    span = loss.failover.span
    return Finding(
        f"failover of `{component.path}` loses acknowledged writes{of}, {much}",
        Label(span or component.span, "a copy that lacks writes can take over"),
        component.path,
        secondary=(Label(component.span),) if span else (),
        witness=loss.window.lines,
        help=tuple(_help(loss, component)),
        breaks=broken,
    )


def _help(loss: FailoverLoss, component: model.Component) -> Iterator[Help]:
    mode, time = loss.failover.value
    shown = f"{mode} {show(time)}" if time is not None else mode
    yield edit(f"failover {shown} {{ promotes synchronous }}")
    topology = component[properties.store.TOPOLOGY]
    if topology is None or topology.detail(properties.store.SYNC) in (None, "0"):
        yield edit("sync 1", place="the topology")
