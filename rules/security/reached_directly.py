"""People reach a database without anything in between.

What stands between people and a store decides who may do what, how much, and how the data may change.
A store that is open to them leaves all of that to its own accounts, and its port to everybody who
finds it.

It is told about actors that call a database, a coordinator or a store of secrets in a flow. It is
silent about flows that recover something, and about object and file stores, search and caches, which
are made to be read from outside.

Source: PCI DSS v4.0, requirement 1.4.4, on stores that are not directly accessible from untrusted
networks.

Bad:

```design
actor visitor
component store : database { replicas 2 }
flow see { visitor -> store }
```

Good:

```design
actor visitor
component web : service { replicas 2 }
component store : database { replicas 2 }
flow see { visitor -> web -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.exposure import Reached
from designlint.analyses.detectors.exposure import reached_directly as reached_stores
from designlint.api import Facts, Finding, Label, Severity, edit, rule


@rule("SEC002", severity=Severity.WARNING, since="0.1")
def reached_directly(facts: Facts) -> Iterator[Finding]:
    """One finding for each actor and each store that it reaches."""
    for reached in facts[reached_stores]:
        yield _finding(facts, reached)


def _finding(facts: Facts, reached: Reached) -> Finding:
    store = facts.design.components[reached.store]
    return Finding(
        f"`{reached.actor}` reaches the {store.kind} `{store.path}` directly",
        Label(reached.step.callee.span, "nothing in between"),
        store.path,
        secondary=(Label(store.span),),
        help=(edit(f"{reached.actor} -> SERVICE -> {store.path}"),),
    )
