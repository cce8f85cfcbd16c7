"""Calls wait longer for a free server than they are served.

Waiting grows without limit as the utilisation nears 100%, and sooner the fewer the servers: one is
past this knee at 50%, ten at 93%, a hundred at 99%. The wait is computed from the load,
the capacity and the servers (replicas times `concurrency`; unsaid, what Little's law makes of
capacity and mean response time) by Erlang C. A small rise of the load, or the loss of a replica,
multiplies it.

It is an estimate: arrivals are taken as Poisson, service times as exponential. It is silent where
load, capacity or both concurrency and latency are not stated, where the load does not fit at all
(SCA001), where people wait less than 5 ms or a required latency is proved to be kept, about stores of
which one node leads, and where only a benchmark tells the capacity.

Source: L. Kleinrock, Queueing Systems, Volume 1: Theory (Wiley 1975), chapter 3.

Bad:

```design
actor visitor
component render : service { replicas 2; concurrency 1; capacity 10 req/s per replica }
flow draw { rate 18 req/s peak; visitor -> render }
```

Good:

```design
actor visitor
component render : service { replicas 3; concurrency 1; capacity 10 req/s per replica }
flow draw { rate 18 req/s peak; visitor -> render }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.risks import Crowded, crowded, replicas_without_queue
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import capacities, show_about, show_time, utilisation_line, wait_line
from designlint.api.text import show_share


@rule("LAT005", severity=Severity.WARNING, since="0.1")
def crowded_servers(facts: Facts) -> Iterator[Finding]:
    """One finding for each component past the knee."""
    for found in facts[crowded]:
        yield _finding(facts, found)


def _finding(facts: Facts, found: Crowded) -> Finding:
    capacity, wait = facts[capacities][found.component], found.waiting
    more = replicas_without_queue(facts, found)
    return Finding(
        f"calls of `{found.component}` wait about {show_about(wait.mean)} for a server, longer than "
        f"the {show_time(wait.service)} that serving takes, at {show_share(wait.utilisation)} of "
        "its capacity",
        Label(capacity.component.span),
        found.component,
        witness=(utilisation_line(capacity), wait_line(found.component, wait)),
        help=(edit(f"replicas {more}"),) if more else (),
    )
