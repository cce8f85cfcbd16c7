"""One key gets more load than the node that has it carries, and no number of nodes helps.

Hashing spreads keys, not the load of one key: the node (or partition) that has the largest key gets
all of it. `largest_share` says how much that is; of a single datum with a `skew`, the first key of
Zipf's law has 1 of H keys' worth. The nodes' capacity counts, and what a catalogue or a `limit` says
of one partition.

It is told of stores whose keys are spread (`shards`, or a leaderless topology), today or at the
planned `growth`. It is silent where the store is full as a whole (SCA001), where a copy may answer
for the reads, and where share, load or capacity is not stated.

Source: G. DeCandia and others, Dynamo (SOSP 2007), section 6.2, on load distribution; Amazon DynamoDB
Developer Guide, Designing partition keys to distribute your workload.

Bad:

```design
actor fan
data post
component store : database {
  holds post; replicas 10; copies 1; shards 10 by author; largest_share 30%
  capacity 1k req/s per replica
}
flow write { rate 5k req/s peak; fan -> store writes post }
```

Good:

```design
actor fan
data post
component store : database {
  holds post; replicas 10; copies 1; shards 10 by author_and_day; largest_share 2%
  capacity 1k req/s per replica
}
flow write { rate 5k req/s peak; fan -> store writes post }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.sharding import HotKey, hot_keys
from designlint.api import Facts, Finding, Label, Severity, advice, properties, rule
from designlint.api.text import Dimension, show_value


@rule("SCA012", severity=Severity.WARNING, since="0.1")
def hot_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose largest key is too much for one node."""
    for hot in facts[hot_keys]:
        yield _finding(hot)


def _finding(hot: HotKey) -> Finding:
    component = hot.component
    rate, carried = (show_value(r, Dimension.RATE, hot.noun) for r in (hot.rate, hot.carried))
    when = "at peak" if hot.factor == 1.0 else f"at {hot.factor:g}x the load"
    shards = component[properties.store.SHARDS]
    span = shards.span if shards is not None else None
    return Finding(
        f"the largest key of `{component.path}` gets {rate} {when}, and one node carries {carried}",
        Label(span or component.span, "spreads keys, not one key's load"),
        component.path,
        witness=hot.lines,
        help=(
            advice("a key with a part that splits the largest one (a day, a number)"),
            advice("a cache in front of it, where it is read"),
        ),
    )
