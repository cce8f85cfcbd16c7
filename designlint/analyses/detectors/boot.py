"""What must be up before something else can start, and where that runs in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.quantity import show
from designlint.schema.component import BOOT_TIME, NEEDS_AT_BOOT
from designlint.solvers.graph import shortest_circle, strongly_connected
from designlint.source import Span


class BootCircle(NamedTuple):
    """Components of which each needs the next to start; the last needs the first."""

    components: tuple[str, ...]
    lines: tuple[Line, ...]
    at: Span


def boot_circles(facts: Facts) -> tuple[BootCircle, ...]:
    """A shortest circle for each set of components that cannot start without each other."""
    components = facts.design.components
    needs = {
        path: [ref.path for ref in component.value(NEEDS_AT_BOOT) or () if ref.path in components]
        for path, component in components.items()
    }
    blocks = [
        frozenset(block)
        for block in strongly_connected(needs)
        if len(block) > 1 or block[0] in needs[block[0]]
    ]
    order = list(components)
    found = [_circle(facts, block, needs) for block in blocks]
    return tuple(sorted(found, key=lambda circle: order.index(circle.components[0])))


def _circle(facts: Facts, block: frozenset[str], needs: dict[str, list[str]]) -> BootCircle:
    start = next(path for path in facts.design.components if path in block)
    members = shortest_circle(needs, start, block)
    lines = tuple(_lines(facts, (*members, start)))
    at = lines[0].span or facts.design.components[start].span
    return BootCircle(members, lines, at)


def _lines(facts: Facts, path: tuple[str, ...]) -> Iterator[Line]:
    for one, other in pairwise(path):
        component = facts.design.components[one]
        boot = component.value(BOOT_TIME)
        takes = f" (it starts in {show(boot)})" if boot is not None else ""
        yield step(f"{one}{takes} needs {other} at boot", component[NEEDS_AT_BOOT])
