"""An actor, external system, data item, place or group is declared but unused.

Reported when: no flow, relation, property, requirement, decision or scenario names the declaration; an
`accept` does not count. A place is used with everything that it contains and that contains it, also
by its jurisdiction in a requirement on residency; of unused places that nest, the widest is reported.
A group is unused when it is empty. The findings of a design are one, with the others beneath it.

Not reported when: the design has no flows. Components are reported by COV003, requirements by COV001
and COV006; the design's header is never reported.

How to fix: remove the declaration, or name it in the flow or property that uses it.

Why: an unused declaration is left over from an earlier design, or the flow that uses it is missing.
Readers look for a meaning that is not there.

Source: MISRA C:2012, rules 2.3 to 2.7, on unused declarations, carried over to designs.

Bad:

```design
actor visitor
actor auditor
component links : service
flow follow { visitor -> links }
```

Good:

```design
actor visitor
actor auditor
component links : service
flow follow { visitor -> links }
flow audit { auditor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Fix, Fixable, Label, model, removed, rule
from designlint.api.analyses import mentions


@rule(
    "LNG014",
    grade="advice",
    since="0.1",
    about_absence=True,
    fixable=Fixable.UNSAFE,
)
def unused_declaration(facts: Facts) -> Iterator[Finding]:
    """One finding for each unused declaration."""
    for element in _unmentioned(facts):
        message = f"{_kind(element)} `{element.path}` is unused"
        if isinstance(element, model.Group):
            message = f"group `{element.path}` is empty and unused"
        yield Finding(
            message,
            Label(element.span),
            element.path,
            fix=_fix(facts, element),
            causes=("unused declarations",),
        )


def _unmentioned(facts: Facts) -> Iterator[model.Element]:
    """The actors, outside systems, data, empty groups and places that nothing mentions; in a design
    without flows nothing is mentioned yet."""
    design = facts.design
    if not design.flows:
        return
    loose: list[model.Element] = [*design.actors.values(), *design.data.values()]
    loose += [c for c in design.components.values() if c.is_external]
    loose += [group for group in design.groups.values() if not group.members]
    yield from (element for element in loose if element.path not in facts[mentions])
    yield from _unmentioned_places(facts)


def _unmentioned_places(facts: Facts) -> Iterator[model.Place]:
    """Of places that nest, the widest one. A place is mentioned with what it contains and with what
    contains it; how far it is from another place is no mention."""
    places, known = facts.design.places, facts[mentions]
    around = {path: facts.design.domains_of(path) for path in places}
    named = {path for path in places if not known.get(path, frozenset()) <= places.keys()}
    used = {outer for path in named for outer in around[path]}
    used |= {path for path in places if not named.isdisjoint(around[path])}
    for path, place in places.items():
        if path not in used and (place.parent is None or place.parent in used):
            yield place


def _fix(facts: Facts, element: model.Element) -> Fix | None:
    """Its removal, unless an acceptance would then name what is not there."""
    on = [a.element.path for a in facts.design.acceptances if a.element is not None]
    named = any(path == element.path or path.startswith(f"{element.path}.") for path in on)
    if element.extent is None or named:
        return None
    return removed(f"remove `{element.path}`", element.extent)


def _kind(element: model.Element) -> str:
    if isinstance(element, model.Place):
        return element.level
    if isinstance(element, model.Component):
        return "external"
    return type(element).__name__.lower()
