"""Components of different teams or groups use the same data in one store directly.

Reported when: components of several owners read or write one data item in the same store. The owner is
the `owner` of the component, or of the nearest group around it; in a design without owners, the group.
The owner of the data, where it is declared, is one of them. The severity is a warning where two of them
write the data, or where another one than the owner uses data that `contains` personal, payment or health
data or secrets; else info.

Not reported when: the owner of a component is not declared; each of them uses other data in the store;
the store is a search index, a store of files or in memory; or a step names no data.

How to fix: let one owner keep the data, and let the others call its interface, take its events, or read
a copy.

Why: the tables are the interface, and nobody can change them alone. Each team's deployment, load and
mistakes reach the other, and every component has rights on all of the data.

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 4, on shared databases; OWASP
Application Security Verification Standard 4.0, V1.4, on least privilege.

Bad:

```design
group orders { owner "Orders"; component shop : service; component store : database }
group billing { owner "Billing"; component biller : service }
data order
flow buy { orders.shop -> orders.store writes order }
flow bill { billing.biller -> orders.store reads order, writes order }
```

Good:

```design
group orders { owner "Orders"; component shop : service; component store : database }
group billing { owner "Billing"; component biller : service }
data order
flow buy { orders.shop -> orders.store writes order }
flow bill { billing.biller -> orders.shop reads order; orders.shop -> orders.store reads order }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, advice, properties, rule
from designlint.api.model import Component, Design
from designlint.api.model import Step as Call
from designlint.api.text import listed

_OWNER = properties.component.OWNER
_OTHERS = (
    Role.STORE, Role.CACHE, Role.BROKER, Role.ROUTER, Role.EXTERNAL, Role.CLIENT, Role.OBSERVER,
    Role.DEPLOYER, Role.CONFIGURATION,
)  # fmt: skip
"""What uses a store for no purpose of its own: copies, routers, tools."""


class _Use(NamedTuple):
    """How one owner uses a data item in a store: the first call, and whether some call writes."""

    call: Call
    writes: bool


@rule("DAT008", grade="minor", also=("risk",), since="0.2")
def shared_database(facts: Facts) -> Iterator[Finding]:
    """One finding for each store, about the data that is shared most: by writers, else by readers."""
    design = facts.design
    uses = _uses(design)
    for path, store in design.components.items():
        if not store.plays(Role.STORE) or store.plays(Role.DERIVED, Role.BLOB_STORE):
            continue
        if store.value(properties.component.STATE) == "memory":
            continue
        found = [
            _finding(facts, store, data, users)
            for data, users in uses.get(path, {}).items()
            if len(users) > 1
        ]
        yield from sorted(found, key=lambda one: one.grade == "minor")[:1]


def _uses(design: Design) -> dict[str, dict[str, dict[str, _Use]]]:
    """For each component and each data item in it, how each owner uses the data there."""
    found: dict[str, dict[str, dict[str, _Use]]] = {}
    for flow in design.flows.values():
        for call in flow.steps if not flow.recovers else ():
            caller = design.components.get(call.caller.path)
            if caller is None or not (call.reads or call.writes) or caller.plays(*_OTHERS):
                continue
            owner = design.team_of(caller)
            for data in {n.path for n in (*call.reads, *call.writes)} if owner else ():
                users = found.setdefault(call.callee.path, {}).setdefault(data, {})
                use = users.get(owner, _Use(call, False))
                users[owner] = use._replace(writes=use.writes or data in call.written)
    return found


def _finding(facts: Facts, store: Component, data: str, users: dict[str, _Use]) -> Finding:
    item, design = facts.design.data[data], facts.design
    first, second = sorted(users, key=lambda who: not users[who].writes)[:2]
    both = users[first].writes and users[second].writes
    contents = item.value(properties.context.CONTAINS)
    verb = "both write" if both else "both use"
    keeper = item.value(_OWNER) or design.team_of(store) or first
    lines = [
        Step(
            f"{who}: `{use.call.caller.path}` {'writes' if use.writes else 'reads'} `{data}`",
            use.call.span,
        )
        for who, use in users.items()
    ]
    return Finding(
        f"{listed([first, second])} {verb} `{data}` in `{store.path}`",
        Label(users[second].call.span, f"of `{second}`"),
        store.path,
        secondary=(Label(users[first].call.span, f"of `{first}`"),),
        witness=tuple(lines),
        help=(
            advice(
                f"let `{keeper}` keep `{data}`, and let the others call an interface or read a copy"
            ),
        ),
        grade="risk" if both or contents else "minor",
        causes=(f"sharing of `{store.path}`",),
    )
