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

from designlint.analyses.detectors.delivery import EarlyExpiry, early_expiries
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import Dimension, origin_text, show, show_value


@rule("MSG007", severity=Severity.WARNING, since="0.1")
def short_retention(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that keeps messages for less than the longest outage."""
    for found in facts[early_expiries]:
        yield _finding(found)


def _finding(found: EarlyExpiry) -> Finding:
    broker, retention, whom, outage, seconds = found
    kept = show(retention.value)
    away = show_value(seconds, Dimension.TIME)
    return Finding(
        f"`{broker.path}` keeps messages for {kept}, and `{whom}` may be away for {away}",
        Label(retention.span or broker.span, f"dropped after {kept}"),
        broker.path,
        secondary=(Label(outage.span, away),) if outage.span is not None else (),
        witness=(
            outage,
            Step(
                f"{broker.path}: messages are dropped after {kept}",
                retention.span,
                origin_text(retention.origin),
            ),
        ),
        help=(edit(f"retention {show_value(2 * seconds, Dimension.TIME)}"),),
    )
