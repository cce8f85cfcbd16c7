"""Who answers for what a design declares."""

from __future__ import annotations

from designlint.model.design import Design
from designlint.model.elements import Component
from designlint.schema.component import OWNER


def owner_of(design: Design, path: str) -> str:
    """The team that answers for the element at a path; empty where the design names none.

    It is that of the element itself, else of the nearest one around it; a component without an owner
    has that of its group. What belongs to no element has the owner of the design.
    """
    while path:
        element = design.element(path)
        owner = element.value(OWNER) if element is not None else None
        if owner is None and isinstance(element, Component) and element.group is not None:
            group = design.groups.get(element.group)
            owner = group.value(OWNER) if group is not None else None
        if owner is not None:
            return owner
        path = path.rpartition(".")[0]
    return (design.header.value(OWNER) if design.header is not None else None) or ""
