"""Two writes that belong together are not made in one transaction.

A caller that writes a store and then another one, or sends a message about what it has written, can
stop between the two. What was to be written second is then missing for good, and nobody is told:
the order is there and the event is not, the index lacks a row that the table has. Writing in the
other order only changes which half is lost. An outbox, change data capture, one transaction or a
saga that undoes the first half closes the gap.

It looks at one caller that writes two stores, or a store and a queue or stream; and at several
callers of one flow where they write the same datum, or critical data each. There is one finding for
each two places. It is silent where the steps say `outbox`, `saga` or `atomic_with`, where the second
write is `optional`, where the shares of the two leave it open whether one request makes both, where a
file that never changes is written before what points to it, and where an idempotent consumer gets the
message again until both are done.

Source: P. Helland, Life beyond Distributed Transactions (2007); C. Richardson, Microservices
Patterns (2018), chapter 3, on the transactional outbox; H. Garcia-Molina and K. Salem, Sagas (1987).

Bad:

```design
actor buyer
data order { importance critical }
component shop : service
component orders : database { holds order }
component events : stream
flow buy { rate 60 req/s; buyer -> shop; shop -> orders writes order; shop ~> events writes order }
```

Good:

```design
actor buyer
data order { importance critical }
component shop : service
component orders : database { holds order }
component events : stream
shop ~> events { outbox yes }
flow buy { rate 60 req/s; buyer -> shop; shop -> orders writes order; shop ~> events writes order }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.dual_writes import DualWrite, dual_writes
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import listed


@rule("CON002", severity=Severity.WARNING, since="0.1")
def dual_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each two places that are written one after the other."""
    for dual in facts[dual_writes]:
        yield _finding(dual)


def _finding(dual: DualWrite) -> Finding:
    first, second = dual.first, dual.second
    caller = first.step.caller.path
    one, two = first.target.path, second.target.path
    flows = listed(dual.flows)
    message = f"`{caller}` writes `{one}` and `{two}` in {flows}, and a failure between loses one"
    if not dual.by_one:
        message = f"{flows} writes `{one}` and `{two}` by two callers, and a failure loses one"
    sent = next((effect for effect in (second, first) if effect.is_sent), None)
    mended = (sent or second).step
    arrow = "->" if mended.waits else "~>"
    cure = "outbox yes" if sent else "saga yes"
    return Finding(
        message,
        Label(second.step.span, "lost when the caller stops before" if dual.by_one else ""),
        caller,
        secondary=(Label(first.step.span, "there for good"),),
        witness=(*dual.steps, *dual.estimate),
        help=(edit(f"{mended.caller.path} {arrow} {mended.callee.path} {{ {cure} }}"),),
    )
