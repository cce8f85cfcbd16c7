"""Components that wait for each other: cycles of synchronous calls."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.solvers.graph import shortest_cycle, strongly_connected

if TYPE_CHECKING:
    from designlint.analyses.graph.graph import CallGraph

_NOT_FOLLOWED = (Role.EXTERNAL, Role.BROKER, Role.ROUTER, Role.EDGE)


class Cycle(NamedTuple):
    """Components that all wait for each other, and the calls of a shortest cycle among them; the last
    call leads back to where the first begins."""

    components: frozenset[str]
    calls: tuple[Step, ...]


def synchronous_cycles(components: Mapping[str, Component], graph: CallGraph) -> tuple[Cycle, ...]:
    """The sets of components that wait for each other.

    Actors and what is outside are not waited for by the design; brokers do not wait for their
    consumers; routers hand on the requests of others, so a path through them says nothing about who
    waits for whom. A component that calls itself calls its other replicas.
    """
    inside = {p for p, component in components.items() if not component.plays(*_NOT_FOLLOWED)}
    waits_for = {
        caller: [callee for callee in callees if callee in inside and callee != caller]
        for caller, callees in graph.waits_for.items()
        if caller in inside
    }
    found = [frozenset(block) for block in strongly_connected(waits_for) if len(block) > 1]
    return tuple([Cycle(block, _shortest(graph, waits_for, block)) for block in found])


def _shortest(
    graph: CallGraph, waits_for: dict[str, list[str]], block: frozenset[str]
) -> tuple[Step, ...]:
    """The calls of a shortest cycle through the member of a block that calls first."""
    first = next(caller for caller in waits_for if caller in block)
    members = shortest_cycle(waits_for, first, block)
    return tuple([graph.steps[pair] for pair in pairwise((*members, first))])
