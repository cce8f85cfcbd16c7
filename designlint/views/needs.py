"""What components need without calling it in a flow: identity, configuration, health checks, boot,
backups."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.drawing import Edge
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import (
    CONFIGURED_BY,
    HEALTH_CHECK,
    IDENTITY_FROM,
    NEEDS_AT_BOOT,
)
from designlint.schema.property import Property
from designlint.schema.store import BACKUP
from designlint.schema.values import Ref

_BY: tuple[tuple[Property[tuple[Ref, ...]], str], ...] = (
    (IDENTITY_FROM, "identity"),
    (CONFIGURED_BY, "configuration"),
    (NEEDS_AT_BOOT, "boot"),
)


def needs(facts: Facts) -> tuple[Edge, ...]:
    """A line for each pair and kind of need, with what is needed for what."""
    components = facts.design.components
    found: dict[tuple[str, str], list[str]] = {}
    for component in components.values():
        for path, what in _needed(component):
            if path in components and path != component.path:
                found.setdefault((component.path, path), []).append(what)
    lines = [
        Edge(tail, head, "needs", ", ".join(dict.fromkeys(what)), tip=f"{tail} needs {head}")
        for (tail, head), what in found.items()
    ]
    return (*lines, *(edge for one in components.values() for edge in _backup(facts, one)))


def _needed(component: Component) -> Iterator[tuple[str, str]]:
    for key, what in _BY:
        for ref in component.value(key) or ():
            yield ref.path, what
    check = component.value(HEALTH_CHECK)
    for ref in check.of if check is not None else ():
        yield ref.path, "health check"


def _backup(facts: Facts, component: Component) -> Iterator[Edge]:
    backup = component.value(BACKUP)
    if backup is None or backup.to is None or backup.to.path not in facts.design.components:
        return
    yield Edge(component.path, backup.to.path, "backup", f"every {show(backup.every)}")
