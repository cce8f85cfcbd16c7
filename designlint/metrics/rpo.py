"""How much of the latest writes a failure can lose, as a time.

Met: a follower that confirms each write takes over

```design
region eu { zone a; zone b; zone c }
data order
component store : database {
  holds order
  replicas 3 in eu.a, eu.b, eu.c
  topology leader_follower { followers 2; sync 1 }
  failover auto 30s { promotes synchronous; fencing yes }
}
nonfunctional NFR1 "No order is lost." { require rpo of order <= 0s }
```

Violated: the one copy is gone, and the backup is a day old

```design
data order
component vault : object_store { managed regional }
component store : database { holds order; replicas 1; backup every 24h to vault }
nonfunctional NFR1 "An hour at the most." { require rpo of order <= 1h }
```

Undecided: the lag of a follower is not declared

```design
data order
component store : database {
  holds order
  topology leader_follower { followers 2; sync 0 }
  failover auto 30s
}
nonfunctional NFR1 "A minute at the most." { require rpo of order <= 1min }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.losses import lost_replicas
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.failover_loss import failover_losses
from designlint.analyses.recovery.loss_windows import windows
from designlint.analyses.recovery.recovery_point import judge_rpo
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import keepers_of
from designlint.analyses.remedies.replicas import more_replicas
from designlint.analyses.remedies.stores import (
    careful_failover,
    confirmed_writes,
    fenced_failover,
    kept_messages,
    oftener_backups,
    overlapping_votes,
    synced_writes,
)
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim, Component
from designlint.model.metric import Metric, Target
from designlint.quantities.quantity import Quantity
from designlint.schema.component import FAILOVER, FENCING
from designlint.schema.messaging import DELIVERY, DURABLE
from designlint.schema.roles import Role


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    for component in keepers_of(facts, claim):
        yield from confirmed_writes(component)
        yield from careful_failover(component)
        yield from synced_writes(component)
        yield from kept_messages(component)
        if _may_split(component):
            yield from fenced_failover(component)
        yield from overlapping_votes(component)
        yield from more_replicas(facts, component)
        if isinstance(claim.target, Quantity):
            yield from oftener_backups(component, claim.target)


def _may_split(component: Component) -> bool:
    failover = component[FAILOVER]
    return failover is not None and failover.detail(FENCING) is False


def _headline(_world: Facts, verdict: Verdict) -> Step | None:
    """The line that sums up; the first states only which failures are considered."""
    lines = verdict.judgement.derivation[1:]
    return lines[-1] if lines else None


def _causes(world: Facts, verdict: Verdict) -> Iterator[str]:
    """What takes every copy, or lets two lead, and so loses more than is allowed; the nearest first."""
    target = verdict.claim.target
    most = target.value if isinstance(target, Quantity) else math.inf
    yield from _forgotten(world, verdict.claim)
    for component in keepers_of(world, verdict.claim):
        count = world[placements][component.path].count
        for window in world[windows][component.path]:
            loss = window.loss
            is_too_much = window.assuming.low > most
            if is_too_much and loss and len(lost_replicas(world, component.path, loss)) == count:
                yield from (f"every copy in `{loss.path}`", f"no backup of `{component.path}`")
                yield f"loss of `{loss.path}`"
        if _may_split(component):
            yield f"two leaders of `{component.path}`"


def _forgotten(world: Facts, claim: Claim) -> Iterator[str]:
    """The queues and streams that lose what they have acknowledged."""
    sources = world[data_uses].sources_of(claim.about) if claim.about in world.design.data else ()
    for component in dict.fromkeys((*sources, *keepers_of(world, claim))):
        if component.plays(Role.BROKER) and component.value(DURABLE) is False:
            yield f"messages of `{component.path}` in memory"
        if component.value(DELIVERY) == "at_most_once":
            yield f"messages of `{component.path}` delivered once at most"


def _is_reported_at_cause(facts: Facts, verdict: Verdict) -> bool:
    """Whether a rule points at the failover that breaks it."""
    return any(
        loss.is_about(verdict.claim)
        and verdict.owner.path in facts[verdicts].violated(loss.decides, "rpo")
        for loss in facts[failover_losses].values()
    )


METRIC = Metric(
    name="rpo",
    subjects=("data", "component"),
    target=Target("time"),
    higher_is_better=False,
    example="5min",
    doc=__doc__,
    judge=judge_rpo,
    levers=_levers,
    headline=_headline,
    causes=_causes,
    is_reported_at_cause=_is_reported_at_cause,
)
