"""Which choices of a design are explained."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.model import Component, Design
from designlint.schema.component import BECAUSE
from designlint.schema.context import CHOSEN
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, TOPOLOGY

_CHOICES = (Role.STORE, Role.CACHE, Role.BROKER)


def unexplained(facts: Facts) -> tuple[Component, ...]:
    """The components that are a choice (a technology, a store, cache or broker, a topology) and for
    which the design gives no reason.

    A reason is `because`, a decision about the component, about a group around it or about data
    that it holds, or a chosen option of its name or technology. Others choose what is external. A
    sketch, which states neither its problem nor any reason, owes none.
    """
    design = facts.design
    if design.header is None and not _gives_reasons(design):
        return ()
    return tuple(
        [c for c in design.components.values() if _is_choice(c) and not is_explained(facts, c)]
    )


def is_explained(facts: Facts, component: Component) -> bool:
    """Whether a reason or a decision of the design is about a component."""
    return component[BECAUSE] is not None or not facts[decided].isdisjoint(_names(component))


def decided(facts: Facts) -> frozenset[str]:
    """What the decisions are about, and the names of what they chose."""
    return frozenset(_decided(facts.design))


def _gives_reasons(design: Design) -> bool:
    return bool(design.decisions) or any(c[BECAUSE] for c in design.components.values())


def _decided(design: Design) -> Iterator[str]:
    for decision in design.decisions.values():
        yield from (named.path for named in decision.about)
        yield from (option.name for option in decision.options if option[CHOSEN])


def _is_choice(component: Component) -> bool:
    stated = component.properties.stated()
    chosen = component.technology or component.plays(*_CHOICES) or TOPOLOGY in stated
    return bool(chosen) and not component.is_external


def _names(component: Component) -> Iterator[str]:
    """Everything by which a decision may mean a component."""
    parts = component.path.split(".")
    yield from (".".join(parts[: count + 1]) for count in range(len(parts)))
    yield component.name
    if component.technology is not None:
        yield component.technology
        yield component.technology.rsplit(".", 1)[-1]
    yield from (ref.path for ref in component.value(HOLDS) or ())
