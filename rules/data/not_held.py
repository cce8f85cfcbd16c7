"""A flow reads or writes data where it is not kept.

Reported when: a step names data at a store or cache that says what it `holds`, and that data is not among
it.

Not reported when: the component does not say what it holds, or the data is written with a step that passes
it on (`~>`).

How to fix: add the data to `holds`, or name the component that keeps it.

Why: one of the two statements is wrong. Load, size, staleness and losses of the data are judged by where
it is kept, so they are wrong with it; and what is read there is not found.

Source: ISO/IEC/IEEE 42010:2022, on the consistency of architecture descriptions.

Bad:

```design
actor reader
data article
data author
component site : service
component hot : cache { holds author; ttl 1min }
component store : database { holds article, author }
flow read { reader -> site -> hot reads article; site -> store reads article, on miss of hot }
```

Good:

```design
actor reader
data article
data author
component site : service
component hot : cache { holds author, article; ttl 1min }
component store : database { holds article, author }
flow read { reader -> site -> hot reads article; site -> store reads article, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, model, properties, rule
from designlint.api.text import listed

_HOLDS = properties.store.HOLDS


@rule("DAT014", grade="minor", since="0.2")
def not_held(facts: Facts) -> Iterator[Finding]:
    """One finding for each component and the data that flows expect there."""
    found: dict[str, dict[str, model.Step]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            component = facts.design.components.get(call.callee.path)
            if component is None or not call.waits or not component.plays(Role.STORE, Role.CACHE):
                continue
            held = {ref.path for ref in component.value(_HOLDS) or ()}
            for named in (*call.reads, *call.writes):
                if held and named.path not in held:
                    found.setdefault(component.path, {}).setdefault(named.path, call)
    for path, calls in found.items():
        yield _finding(facts.design.components[path], calls)


def _finding(component: model.Component, calls: dict[str, model.Step]) -> Finding:
    held = ", ".join(ref.path for ref in component.value(_HOLDS) or ())
    it = "it" if len(calls) == 1 else "them"
    return Finding(
        f"flows use {listed(list(calls))} in `{component.path}`, which does not hold {it}",
        Label(component.span_of(_HOLDS)),
        component.path,
        secondary=tuple([Label(call.span) for call in calls.values()]),
        help=(edit(f"holds {', '.join([held, *calls])}"),),
    )
