"""Calls to a component queue for longer than they are served.

Reported when: the mean queueing delay at peak is longer than the service time and at least 5 ms.
The delay is estimated by Erlang C (M/M/c) from load, capacity and servers, which are replicas times
`concurrency`; where `concurrency` is not declared, by Little's law from capacity and mean latency.
Arrivals are taken as Poisson, service times as exponential.

Not reported when: load, capacity or both concurrency and latency are not declared, the latency of all
flows concerned is proved to be met, the capacity comes only from a benchmark, or one node leads the
store. A load that does not fit at all is reported by SCA001.

How to fix: add replicas, or reduce the load.

Why: the delay grows without limit as the utilisation nears 100%, and sooner with fewer servers: one
server passes this point at 50%, ten at 93%, a hundred at 99%. Beyond it a small rise of the load, or the
loss of a replica, multiplies the delay.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import awaited_paths, capacities, queueing_delays
from designlint.api.text import Dimension, show_about, show_share, show_value

# A shorter mean delay, in seconds, is not noticed at the higher percentiles either.
_UNNOTICED = 0.005


@rule("LAT005", grade="risk", since="0.1", formerly=("latency-crowded-servers",))
def queueing_delay(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose calls queue for longer than they are served."""
    delays = facts[queueing_delays]
    long = {path: d for path, d in delays.items() if d and d.is_long and d.mean > _UNNOTICED}
    if not long:
        return
    requests = [request for paths in facts[awaited_paths].values() for request in paths]
    for path in dict.fromkeys([node for one in requests for node in one.order if node in long]):
        delay, capacity = long[path], facts[capacities][path]
        is_shared = capacity.replicas_for() is not None
        more = delay.replicas_without_queue(capacity.most) if is_shared else None
        yield Finding(
            f"calls to `{path}` queue for about {show_about(delay.mean)} at"
            f" {show_share(delay.utilisation)} utilisation, longer than the"
            f" {show_value(delay.service, Dimension.TIME)} service time",
            Label(capacity.component.span),
            path,
            witness=(capacity.line, delay.line),
            help=(edit(f"replicas {more}"),) if more else (),
            because=capacity.overloads,
        )
