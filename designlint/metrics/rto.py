"""How long a failure can last until service is restored.

Met: a standby takes over in time

```design
region eu { zone a; zone b; zone c }
component store : database {
  replicas 3 in eu.a, eu.b, eu.c
  topology leader_follower { followers 2 }
  failover auto 30s
}
nonfunctional NFR1 "Back in a minute." { require rto of store <= 1min }
```

Violated: the restore takes longer

```design
component vault : object_store { managed regional }
component store : database { replicas 1; backup every 1h to vault { restore_time 6h } }
nonfunctional NFR1 "Back in an hour." { require rto of store <= 1h }
```

Undecided: the time of a manual failover is not declared

```design
component store : database { topology leader_follower { followers 2 }; failover manual }
nonfunctional NFR1 "Back in an hour." { require rto of store <= 1h }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.losses import possible_losses
from designlint.analyses.judgement import measured
from designlint.analyses.recovery.recovery_time import recoveries, recovery_time
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import components_of, keepers_of
from designlint.analyses.remedies.replicas import fewer_needed, more_replicas, replicas_elsewhere
from designlint.analyses.remedies.stores import automatic_failover
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim
from designlint.model.metric import Metric, Target
from designlint.schema.component import FAILOVER


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    for component in keepers_of(facts, claim) or components_of(facts, claim):
        yield from automatic_failover(component)
        yield from more_replicas(facts, component)
        yield from fewer_needed(component)
        yield from replicas_elsewhere(facts, component)


def _headline(_world: Facts, verdict: Verdict) -> Step | None:
    """The longest outage; the line before it states only which failures are considered."""
    lines = verdict.judgement.derivation[1:]
    return lines[0] if lines else None


def _causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The failovers that take as long as the longest outage; then what is lost so that it lasts too long."""
    longest = recovery_time(world, verdict.claim.about).value.low
    failovers = [
        (component.path, failover.time)
        for component in components_of(world, verdict.claim)
        if (failover := component.value(FAILOVER)) is not None
    ]
    slow = [f"failover of `{path}`" for path, time in failovers if time and time.value == longest]
    return (*slow, *dict.fromkeys(_never_back(world, verdict.claim)))


def _never_back(world: Facts, claim: Claim) -> Iterator[str]:
    """The losses after which nothing brings a component back, with what they take."""
    for component in components_of(world, claim):
        for loss in possible_losses(world, (component.path,)):
            downtime = world[recoveries].get(loss, {}).get(component.path)
            if downtime is not None and downtime.time.low == math.inf:
                yield f"every copy in `{loss.path}`"
                yield f"no backup of `{component.path}`"
                yield f"loss of `{loss.path}`"


METRIC = Metric(
    name="rto",
    subjects=("flow", "component", "data"),
    target=Target("time"),
    higher_is_better=False,
    example="1h",
    doc=__doc__,
    judge=measured(recovery_time),
    levers=_levers,
    headline=_headline,
    causes=_causes,
)
