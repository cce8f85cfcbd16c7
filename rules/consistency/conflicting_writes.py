"""Two writes that do not see each other are both acknowledged, and one of them is lost.

Where several replicas take writes, two writes of the same datum can be taken apart: in two regions, or
by two coordinators. Both callers are told that theirs is done. What becomes of the two is a rule of
the store: that the later timestamp stays (then the other write is gone, and which is later, clocks
decide), that both are kept for a reader to merge, or that they merge by themselves. Without a rule the
copies differ for good.

It is told of a store with several leaders where no rule is known, of any where the rule is `none`, and
of critical data and payments where the last writer wins or a store without a leader states no rule. It
is silent about data that never changes, and where `conflicts` is merge, crdt, siblings or reject.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 5, on detecting concurrent
writes; G. DeCandia and others, Dynamo (2007), section 4.4.

Bad:

```design
provider cloud { region north; region south }
actor owner
data cart { importance critical }
component carts : database {
  holds cart; topology multi_leader { leaders in north, south }; conflicts last_writer_wins
}
flow fill { rate 60 req/s; owner -> carts writes cart }
```

Good:

```design
provider cloud { region north; region south }
actor owner
data cart { importance critical }
component carts : database {
  holds cart; topology multi_leader { leaders in north, south }; conflicts merge
}
flow fill { rate 60 req/s; owner -> carts writes cart }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.conflicts import Conflict, conflicts
from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.analyses import violated_requirements
from designlint.api.text import listed


@rule("CON005", severity=Severity.WARNING, since="0.1")
def conflicting_writes(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose concurrent writes go wrong."""
    for conflict in facts[conflicts]:
        yield _finding(facts, conflict)


def _finding(facts: Facts, conflict: Conflict) -> Finding:
    store, rule_known = conflict.store, conflict.rule
    data = listed(conflict.data)
    wins = rule_known is not None and rule_known.value == "last_writer_wins"
    message = f"nothing says what becomes of concurrent writes of {data} in `{store.path}`"
    if wins:
        message = (
            f"of two concurrent writes of {data}, `{store.path}` drops one that it acknowledged"
        )
    topology = store[properties.store.TOPOLOGY]
    spots = [known.span for known in (rule_known, topology) if known is not None and known.span]
    return Finding(
        message,
        Label(store.span),
        store.path,
        secondary=tuple([Label(span) for span in spots[:1]]),
        witness=conflict.steps,
        help=(edit("conflicts merge", place=f"`{store.path}`", note="or crdt, siblings, reject"),),
        breaks=violated_requirements(facts, conflict.data, "rpo", "durability"),
    )
