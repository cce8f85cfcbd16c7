"""Which components are only taken to carry their load, because their capacity is not known.

A design that states neither a rate nor a capacity is about failures alone: it asks nothing about load.
"""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.fallbacks import stand_ins
from designlint.analyses.failure.uptime import effective_availability
from designlint.analyses.load.backlog import used_in_time
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.headroom import missing_of
from designlint.analyses.load.holding import stated_at_once
from designlint.analyses.load.limits import admitted
from designlint.analyses.load.needs import is_without_rate
from designlint.analyses.load.payload import payload_of
from designlint.analyses.measure import Missing
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Catalogued, Component
from designlint.schema.component import CAPACITY, MANAGED
from designlint.schema.context import RATE


def is_about_load(facts: Facts) -> bool:
    """Whether the design states any rate, or any capacity."""
    flows, components = facts.design.flows.values(), facts.design.components.values()
    return any(flow[RATE] is not None for flow in flows) or any(
        (stated := one[CAPACITY]) is not None and not isinstance(stated.origin, Catalogued)
        for one in components
    )


def is_taken_to_carry(facts: Facts, path: str) -> bool:
    """Whether a component may get calls, and nothing says how many it carries.

    A service that others run has an availability as a whole, which they promise whatever its load.
    """
    capacity = facts[capacities][path]
    if capacity.certain_use is not None or not facts[is_about_load] or _is_promised(capacity):
        return False
    if path in facts[stand_ins]:
        return True
    most, each = capacity.demand.total.high, capacity.per_replica
    # There is at least one replica, however many there are.
    return most > 0.0 and (capacity.is_benchmark or each is None or most > each)


def _is_promised(capacity: Capacity) -> bool:
    """Whether a third party, or the provider of a service, answers for its availability: not above what the
    design states that it carries."""
    component = capacity.component
    if states_capacity(component):
        return False
    up = effective_availability(component)
    is_whole = up is not None and up.value.is_total
    is_provided = component.value(MANAGED) is not None or (
        up is not None and isinstance(up.origin, Catalogued)
    )
    return capacity.placement.whole or (is_provided and is_whole)


def states_capacity(component: Component) -> bool:
    """Whether the design states what a component carries: calls a second, or calls at a time."""
    stated = [component[CAPACITY], *(one.known for one in stated_at_once(component))]
    return any(one is not None and not isinstance(one.origin, Catalogued) for one in stated)


def carrying_assumption(facts: Facts, path: str) -> str:
    """What is taken for granted of a component's capacity; nothing where a benchmark denies it, or what its
    calls are assumed to carry."""
    capacity = facts[capacities][path]
    used = capacity.utilisation() if capacity.is_benchmark else None
    if (used is not None and used.low > FULL) or _carries_too_much(facts, capacity):
        return ""
    return f"{_what_lacks(capacity)}: it is taken to carry its load{_with(capacity)}"


def _carries_too_much(facts: Facts, capacity: Capacity) -> bool:
    """Whether a capacity in bytes is not enough for the data that the calls are assumed to carry."""
    stated, design = capacity.component[CAPACITY], facts.design
    if stated is None or not capacity.is_in_bytes or capacity.of_call.size is not None:
        return False
    carried = sum(
        (part.rate * payload_of(design, design.flows[part.flow], part.step).assuming).low
        for part in capacity.parts
    )
    count = 1 if stated.value.is_total else max(1, capacity.busy(capacity.most))
    return carried > stated.value.amount.value * count * FULL


def may_be_overloaded(facts: Facts, path: str) -> bool:
    """Whether a component may get more, in this world, than what is known of its capacity carries."""
    capacity = facts[capacities][path]
    used = capacity.certain_use
    if used is None or used.high <= FULL or not facts[is_about_load]:
        return False
    return (used_in_time(facts, capacity, used) * admitted(facts, path)).high > FULL


def within_capacity(capacity: Capacity) -> Line:
    """What is taken for granted of what may get more than it carries."""
    component = capacity.component
    few = _with(capacity) if is_without_rate(capacity) and capacity.placement.declared else ""
    return Line(f"{component.path}: its load is within its capacity{few}", component.span)


def _what_lacks(capacity: Capacity) -> str:
    path = capacity.component.path
    if capacity.is_benchmark:
        return f"the capacity of `{path}` is only known from a benchmark"
    if capacity.per_replica is not None:
        return f"the number of replicas of `{path}` is not declared"
    if capacity.is_in_bytes:
        return f"the payload of the calls to `{path}` is not declared"
    return f"the capacity of `{path}` is not declared"


def _with(capacity: Capacity) -> str:
    """How many of several replicas are taken to be enough."""
    count = capacity.placement.count
    return f" with {capacity.needs.low} of {counted(count, 'replica')}" if count > 1 else ""


def missing_capacity(facts: Facts, path: str) -> tuple[Missing, ...]:
    """What would say whether a component carries its load."""
    found = missing_of(facts, [facts[capacities][path]])
    is_assumed = bool(carrying_assumption(facts, path))
    return tuple([fact._replace(is_assumed=is_assumed) for fact in found])
