"""Important data is kept only in the memory of a component.

Reported when: data with `importance high` or `critical`, or payments, is kept by a component that
declares `state memory` or `state sticky`, and by no store, queue, stream or external system. The
component keeps it if it `holds` the data or a flow writes the data to it.

Not reported when: a component whose state is durable or not declared also holds the data; a flow that
writes it calls a store without naming data; or the data is less important.

How to fix: write the data to a store that all replicas share, and declare `state none`. A cache in
front of the store keeps reads fast.

Why: the memory of a replica is lost with each crash, deployment and scale-in. Users whose data is on
that replica lose it, though all other replicas run. Users are also spread unevenly: a replica cannot
hand its users over.

Source: The Twelve-Factor App, VI. Processes; M. Kleppmann, Designing Data-Intensive Applications
(2017), part III, on systems of record.

Bad:

```design
actor visitor
data cart { importance high }
component shop : service { replicas 4; state memory; holds cart }
flow order { visitor -> shop writes cart }
```

Good:

```design
actor visitor
data cart { importance high }
component shop : service { replicas 4; state none }
component store : database { holds cart }
flow order { visitor -> shop; shop -> store writes cart }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, Property, Role, Step, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Component, Data, Span
from designlint.api.text import listed, stated_label, step

_STATE = properties.component.STATE


@rule("DAT006", grade="risk", since="0.2")
def kept_in_memory(facts: Facts) -> Iterator[Finding]:
    """One finding for each important data item that nothing durable keeps."""
    for path, data in facts.design.data.items():
        use = facts[data_uses][path]
        if use.supplied or not (data.is_important or data.is_critical):
            continue
        components = facts.design.components
        homes = [components[home] for home in use.homes if home in components]
        holders = [home for home in homes if _is_volatile(home)]
        lasts = any(_may_last(home, data) for home in homes) or _may_be_stored(facts, data)
        if holders and not lasts:
            yield _finding(data, holders)


def _is_volatile(home: Component) -> bool:
    """Whether it is code of the team that declares its state to be in memory."""
    keeps = (Role.STORE, Role.CACHE, Role.BROKER, Role.EXTERNAL, Role.CLIENT)
    return (home.value(_STATE) or "") in ("memory", "sticky") and not home.plays(*keeps)


def _may_last(home: Component, data: Data) -> bool:
    """Whether it may keep the data when it restarts; what is only called with it passes it on."""
    if home.plays(Role.STORE, Role.BROKER, Role.EXTERNAL):
        return True
    held = [ref.path for ref in home.value(properties.store.HOLDS) or ()]
    return data.path in held and not home.plays(Role.CACHE) and not _is_volatile(home)


def _may_be_stored(facts: Facts, data: Data) -> bool:
    """Whether a flow that writes the data calls a store without saying what it leaves there."""
    steps = facts.design.steps_naming(data.path)
    for flow in {flow.path: flow for flow, call in steps if data.path in call.written}.values():
        for call in flow.steps:
            callee = facts.design.components.get(call.callee.path)
            is_vague = not call.reads and not call.writes
            if callee is not None and is_vague and callee.plays(Role.STORE, Role.BROKER):
                return True
    return False


def _why(data: Data) -> Span:
    """Where it is stated that the data is important."""
    key: Property[Any] = properties.context.IMPORTANCE
    return data.span_of(key if data.is_important else properties.context.CONTAINS)


def _finding(data: Data, holders: list[Component]) -> Finding:
    first, names = holders[0], listed([home.path for home in holders])
    return Finding(
        f"`{data.path}` is kept only in the memory of {names}",
        Label(first.span_of(_STATE), "lost with a replica"),
        data.path,
        secondary=(
            *(label for home in holders[1:] for label in stated_label(home[_STATE], "here, too")),
            Label(_why(data), "important data"),
        ),
        witness=(
            *(step(f"{home.path}: state in memory", home[_STATE]) for home in holders),
            Step(f"a restart of a replica loses its part of `{data.path}`; no store has a copy"),
        ),
        help=(
            edit(
                f"component store : database {{ holds {data.name} }}",
                note=f"for `{first.path}` to write to, with `state none`",
                sample=True,
            ),
        ),
        causes=(f"state of `{first.path}`",),
    )
