"""The connections that callers keep open to a component, against those that it accepts.

Every replica of a caller keeps a pool of its own, so that connections grow with the callers, not with the
load. Where reads go to several nodes, the connections of all nodes count together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from designlint.analyses.measure import step
from designlint.analyses.placement.placement import Placement
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design, Known, Relation, Step
from designlint.quantities.showing import show
from designlint.schema.component import LIMIT
from designlint.schema.relation import POOL
from designlint.schema.store import CONNECTIONS, READS_FROM


class Pool(NamedTuple):
    """The connections that all replicas of one caller open, of which each replica opens `each`; 0 where
    the caller has one pool in all."""

    opened: float
    each: float
    line: Line


class Connections(NamedTuple):
    """The pools to a component by their callers, the number of connections that it accepts, and what
    states that."""

    component: Component
    pools: Mapping[str, Pool]
    accepted: float
    stated: Known[object]

    @property
    def opened(self) -> float:
        """All that are opened at the most."""
        return sum(pool.opened for pool in self.pools.values())

    def with_more(self, caller: str, replicas: int) -> Connections:
        """The same with another number of replicas of a caller."""
        pool = self.pools.get(caller)
        if pool is None or not pool.each:
            return self
        return self._replace(
            pools={**self.pools, caller: pool._replace(opened=pool.each * replicas)}
        )


def connections_of(
    design: Design, most: Callable[[str], int], placed: Mapping[str, Placement]
) -> dict[str, Connections]:
    """The connections to each component that states how many it accepts, by path; `most` is how many
    replicas a component can have."""
    found: dict[str, Connections] = {}
    for path, pools in _pools(design, most).items():
        component = design.components.get(path)
        taken = _accepted(component, placed[path]) if component is not None else None
        if component is not None and taken is not None:
            found[path] = Connections(component, pools, taken[1], taken[0])
    return found


def _pools(design: Design, most: Callable[[str], int]) -> dict[str, dict[str, Pool]]:
    """The pools of connections that are stated, by callee and caller."""
    found: dict[str, dict[str, Pool]] = {}
    calls: list[Relation | Step] = [*design.relations]
    calls += [call for flow in design.flows.values() for call in flow.steps]
    for call in calls:
        pool = call.properties[POOL]
        if pool is None:
            continue
        caller = call.caller.path
        is_each = not pool.value.is_total
        replicas = most(caller) if is_each and caller in design.components else 1
        amount = pool.value.amount
        opened = amount.value * replicas
        text = f"{caller}: {replicas} x {show(amount)} = {opened:g} connections"
        own = Pool(opened, amount.value if is_each else 0.0, step(text, pool))
        found.setdefault(call.callee.path, {}).setdefault(caller, own)
    return found


def connections_accepted(component: Component) -> tuple[Known[Any], float] | None:
    """How many connections each node of a component accepts, and what states that: the least of all that is
    stated. None where nothing is."""
    known = component[CONNECTIONS]
    found: list[tuple[Known[Any], float]] = [] if known is None else [(known, float(known.value))]
    found += [
        (limit, limit.value.value.value)
        for limit in component.properties.all(LIMIT)
        if limit.value.name == "connections" and limit.value.grows_with is None
    ]
    return min(found, key=lambda one: one[1], default=None)


def _accepted(component: Component, placement: Placement) -> tuple[Known[object], float] | None:
    is_spread = component.value(READS_FROM) not in (None, "leader")
    nodes = max(1, placement.count) if is_spread else 1
    found = connections_accepted(component)
    return None if found is None else (found[0], found[1] * nodes)
