"""An actor calls a data store directly.

Reported when: an actor calls a database, a coordinator or a store of secrets in a flow. There is one
finding for each actor and store.

Not reported when: the flow recovers something, or the store is an object or file store, a search index
or a cache, which are made to be read from outside.

How to fix: put a service between the actor and the store.

Why: a service decides who may read or change what, and how much. Without one, the store has only its
own accounts, and its port is open to whoever finds it.

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

from designlint.api import Facts, Finding, Label, Role, edit, model, rule


@rule(
    "SEC002",
    grade="risk",
    since="0.1",
    formerly=("security-reached-directly",),
)
def exposed_data_store(facts: Facts) -> Iterator[Finding]:
    """One finding for each actor and each store that it calls, at the first call."""
    design = facts.design
    found: set[tuple[str, str]] = set()
    for flow in design.flows.values():
        for call in () if flow.recovers else flow.steps:
            pair = call.caller.path, call.callee.path
            store = design.components.get(call.callee.path)
            is_exposed = store is not None and store.plays(Role.INTERNAL)
            if store is not None and is_exposed and pair not in found and pair[0] in design.actors:
                found.add(pair)
                yield _finding(call, store)


def _finding(call: model.Step, store: model.Component) -> Finding:
    actor = call.caller.path
    return Finding(
        f"`{actor}` calls `{store.path}` directly, without a service in between",
        Label(call.callee.span, "direct call"),
        store.path,
        secondary=(Label(store.span),),
        help=(edit(f"{actor} -> SERVICE -> {store.path}"),),
    )
