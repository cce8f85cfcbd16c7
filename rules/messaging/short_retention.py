"""Messages expire before their consumers are back from an outage.

Reported when: the retention of a queue or stream is shorter than an outage of its consumer, or of a
component that the consumer waits for: a restore, a failover, a repair, or the recovery time that a
requirement allows.

Not reported when: the retention is neither declared nor published, or no longer outage is declared.

How to fix: make the retention longer than the longest outage, with time to catch up.

Why: a queue decouples producers from consumers only for as long as it keeps the messages. It drops
older ones without an error.

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

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import consumers, placements
from designlint.api.text import Dimension, Quantity, show, show_value, step


class _Outage(NamedTuple):
    """How long a component can be down, in seconds and as its author wrote it, and what says so."""

    seconds: float
    shown: str
    component: str
    line: Step
    causes: tuple[str, ...] = ()


@rule("MSG007", grade="risk", since="0.1")
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
    """The paths of what a consumer waits for and cannot go on without."""
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
    if backup is not None and restore is not None:
        shown = show(restore)
        yield _Outage(restore.value, shown, path, step(f"{path}: a restore takes {shown}", backup))
    failover = component[properties.component.FAILOVER]
    if failover is not None and failover.value.time is not None:
        shown = show(failover.value.time)
        line = step(f"{path}: a failover takes {shown}", failover)
        yield _Outage(failover.value.time.value, shown, path, line, (f"failover of `{path}`",))
    mttr = component[properties.component.MTTR]
    if mttr is not None and facts[placements][path].count == 1:
        shown = show(mttr.value)
        line = step(f"{path}: a repair takes {shown}", mttr)
        yield _Outage(mttr.value.value, shown, path, line)
    yield from _allowed(facts.design, path)


def _allowed(design: model.Design, path: str) -> Iterator[_Outage]:
    """The outages that requirements on the recovery time allow."""
    for requirement, claim in design.claims_on("rto"):
        if claim.about == path and isinstance(claim.target, Quantity):
            shown = show(claim.target)
            text = f"`{requirement.path}` allows `{path}` a recovery time of {shown}"
            yield _Outage(claim.target.value, shown, path, Step(text, claim.span, "stated"))


def _finding(broker: model.Component, retention: model.Known[Quantity], outage: _Outage) -> Finding:
    kept, away = show(retention.value), outage.shown
    return Finding(
        f"`{broker.path}` keeps messages for {kept}, but `{outage.component}` can be down for {away}",
        Label(retention.span or broker.span, f"dropped after {kept}"),
        broker.path,
        secondary=(Label(outage.line.span, f"down for {away}"),)
        if outage.line.span is not None
        else (),
        witness=(
            outage.line,
            step(f"{broker.path}: drops messages after {kept}", retention),
        ),
        help=(
            edit(
                f"retention {show_value(2 * outage.seconds, Dimension.TIME)}",
                note="twice the outage",
            ),
        ),
        because=outage.causes,
    )
