"""Messages expire before those who take them are back from an outage.

A queue lets producers go on while consumers are away, for as long as it keeps what waits. When the
consumer, or a store that it waits for, may be away for longer (a restore, a failover, a repair, or
what a requirement on the recovery time allows), what was sent first is dropped without a word.

It is silent where the queue's retention is neither stated nor published, and where no outage that is
spoken of is longer.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 25, Data Processing
Pipelines; J. Kreps, The Log: What every software engineer should know about real-time data's unifying
abstraction (2013).

Bad:

```design
actor member
component log : stream { retention 1h }
component counter : worker
component backups : object_store
component stats : database { backup every 24h to backups { restore_time 6h } }
flow click { rate 1 req/s; member ~> log }
flow count { log ~> counter -> stats }
```

Good:

```design
actor member
component log : stream { retention 24h }
component counter : worker
component backups : object_store
component stats : database { backup every 24h to backups { restore_time 6h } }
flow click { rate 1 req/s; member ~> log }
flow count { log ~> counter -> stats }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import consumers, placements
from designlint.api.text import Dimension, Quantity, show, show_value, step


class _Outage(NamedTuple):
    """For how long a component may be away, in seconds, and what says so."""

    seconds: float
    component: str
    line: Step


@rule("MSG007", severity=Severity.WARNING, since="0.1")
def short_retention(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that keeps messages for less than the longest outage."""
    found: dict[str, Finding] = {}
    for broker, worker, flow in facts[consumers]:
        retention = broker[properties.store.RETENTION]
        if retention is None:
            continue
        needed = [worker.path, *_waited_for(facts.design.flows[flow], worker.path)]
        outages = [outage for path in needed for outage in _outages(facts, path)]
        longest = max(outages, key=lambda outage: outage.seconds, default=None)
        if longest is not None and longest.seconds > retention.value.value:
            found.setdefault(broker.path, _finding(broker, retention, longest))
    yield from found.values()


def _waited_for(flow: model.Flow, worker: str) -> list[str]:
    """What a consumer cannot go on without."""
    return [
        call.callee.path
        for call in flow.steps
        if call.caller.path == worker and call.waits and not call.optional
    ]


def _outages(facts: Facts, path: str) -> Iterator[_Outage]:
    component = facts.design.components.get(path)
    if component is None:
        return
    backup = component[properties.store.BACKUP]
    restore = backup.detail(properties.store.RESTORE_TIME) if backup is not None else None
    if restore is not None:
        line = step(f"{path}: a restore takes {show(restore)}", backup)
        yield _Outage(restore.value, path, line)
    failover = component[properties.component.FAILOVER]
    if failover is not None and failover.value.time is not None:
        time = failover.value.time
        yield _Outage(time.value, path, step(f"{path}: a failover takes {show(time)}", failover))
    mttr = component[properties.component.MTTR]
    if mttr is not None and facts[placements][path].count == 1:
        line = step(f"{path}: a repair takes {show(mttr.value)}", mttr)
        yield _Outage(mttr.value.value, path, line)
    yield from _allowed(facts.design, path)


def _allowed(design: model.Design, path: str) -> Iterator[_Outage]:
    """The outages that requirements on the recovery time allow."""
    for requirement, claim in design.claims_on("rto"):
        if claim.about == path and isinstance(claim.target, Quantity):
            text = f"{requirement.path} allows `{path}` to be away for {show(claim.target)}"
            yield _Outage(claim.target.value, path, Step(text, claim.span, "stated"))


def _finding(broker: model.Component, retention: model.Known[Quantity], outage: _Outage) -> Finding:
    kept, away = show(retention.value), show_value(outage.seconds, Dimension.TIME)
    return Finding(
        f"`{broker.path}` keeps messages for {kept}, and `{outage.component}` may be away for {away}",
        Label(retention.span or broker.span, f"dropped after {kept}"),
        broker.path,
        secondary=(Label(outage.line.span, away),) if outage.line.span is not None else (),
        witness=(
            outage.line,
            step(f"{broker.path}: messages are dropped after {kept}", retention),
        ),
        help=(edit(f"retention {show_value(2 * outage.seconds, Dimension.TIME)}"),),
    )
