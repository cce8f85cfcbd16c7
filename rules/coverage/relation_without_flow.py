"""A relation is in no flow, so load, latency and availability ignore it.

Reported when: a relation between two components has no step with the same caller and callee in any flow.
There is one finding for the design, with all such relations.

Not reported when: the design has no flows, the step falls back to the callee (`or else`), or one of the
two components names the other in a property: the relation describes the traffic of a backup, a feed or
of monitoring.

How to fix: write the call as a step of the flow that makes it, or remove the relation.

Why: a relation states how a call is made, and a flow that it is made, how often and by whom it is
awaited. Without a flow, load, latency and availability ignore the dependency, although the text shows
it; only the recovery by a tool counts it (RES013).

Source: ISO/IEC/IEEE 42010:2022, on the correspondence between architecture elements and views.

Bad:

```design
actor visitor
component links : service
component store : database
component audit : service
flow follow { visitor -> links -> store }
links -> audit { timeout 50ms }
```

Good:

```design
actor visitor
component links : service
component store : database
component audit : service
flow follow { visitor -> links -> store; links -> audit }
links -> audit { timeout 50ms }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, rule


@rule("COV008", grade="advice", since="0.2", about_absence=True)
def relation_without_flow(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the first relation that no flow uses."""
    found = _unused(facts.design)
    if not found:
        return
    first, *others = found
    noun = "relation" if len(others) == 1 else "relations"
    more = f" (and {len(others)} more {noun})" if others else ""
    arrow = f"{first.caller.path} {'->' if first.waits else '~>'} {first.callee.path}"
    yield Finding(
        f"no flow makes the call `{arrow}`, so load, latency and availability ignore it{more}",
        Label(first.span),
        first.caller.path,
        secondary=tuple([Label(other.span) for other in others]),
        help=(edit(arrow, note="as a step of the flow that makes the call"),),
        because=("open questions",),
    )


def _unused(design: model.Design) -> list[model.Relation]:
    """The relations between components that no step, fallback or property makes use of."""
    steps = [step for flow in design.flows.values() for step in flow.steps]
    made = {(step.caller.path, step.callee.path) for step in steps}
    made |= {(step.caller.path, step.or_else.path) for step in steps if step.or_else is not None}
    return [
        relation
        for relation in design.relations
        if steps
        and (relation.caller.path, relation.callee.path) not in made
        and _is_between_components(design, relation)
        and not _refer(design, relation)
    ]


def _is_between_components(design: model.Design, relation: model.Relation) -> bool:
    """Whether both ends are components: what holds for a group holds for the calls of its members."""
    return {relation.caller.path, relation.callee.path} <= design.components.keys()


def _refer(design: model.Design, relation: model.Relation) -> bool:
    """Whether one of the two names the other in a property."""
    caller, callee = (
        design.components[relation.caller.path],
        design.components[relation.callee.path],
    )
    return (
        callee.path in caller.properties.references()
        or caller.path in callee.properties.references()
    )
