"""Which choices of a design are explained."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.model import Component, Design
from designlint.schema.component import BECAUSE
from designlint.schema.context import CHOSEN
from designlint.schema.store import HOLDS


def is_explained(facts: Facts, component: Component) -> bool:
    """Whether a reason or a decision of the design is about a component."""
    return component[BECAUSE] is not None or not facts[decided].isdisjoint(_names(component))


def decided(facts: Facts) -> frozenset[str]:
    """What the decisions are about, and the names of what they chose."""
    return frozenset(_decided(facts.design))


def _decided(design: Design) -> Iterator[str]:
    for decision in design.decisions.values():
        yield from (named.path for named in decision.about)
        yield from (option.name for option in decision.options if option[CHOSEN])


def _names(component: Component) -> Iterator[str]:
    """Everything by which a decision may mean a component."""
    parts = component.path.split(".")
    yield from (".".join(parts[: count + 1]) for count in range(len(parts)))
    yield component.name
    if component.technology is not None:
        yield component.technology
        yield component.technology.rsplit(".", 1)[-1]
    yield from (ref.path for ref in component.value(HOLDS) or ())
