"""An actor, external system, datum, place or group is declared and nothing mentions it.

It is left over from an earlier design, or the flow or property that would name it was forgotten.
Either way a reader looks for a meaning that is not there.

Mentioned is what a flow, a relation, a property, a requirement, a decision or a scenario names; an
`accept` is no mention. A place is mentioned with all that it contains and all that contains it, also
by its jurisdiction in a requirement on residency; of places that nest the widest is told. A group is
unused when it is empty. It is silent when the design has no flows yet, about components (COV003),
requirements (COV001, COV006) and the design's header.

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

from designlint.api import Facts, Finding, Fix, Fixable, Label, Severity, model, removed, rule
from designlint.api.analyses import domains_of, mentions


@rule(
    "LNG014",
    severity=Severity.INFO,
    since="0.1",
    about_absence=True,
    fixable=Fixable.UNSAFE,
)
def unused_declaration(facts: Facts) -> Iterator[Finding]:
    """One finding for each declaration that nothing mentions."""
    for element in _unmentioned(facts):
        message = f"nothing mentions {_sort(element)} `{element.path}`"
        if isinstance(element, model.Group):
            message = f"group `{element.path}` is empty, and nothing mentions it"
        yield Finding(message, Label(element.span), element.path, fix=_fix(facts, element))


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
    around = {path: domains_of(facts.design, path) for path in places}
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


def _sort(element: model.Element) -> str:
    if isinstance(element, model.Place):
        return element.level
    if isinstance(element, model.Component):
        return "external"
    return type(element).__name__.lower()
