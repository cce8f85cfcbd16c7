"""The response time that a component has by itself: what it states, and whether it holds here.

A stated `latency` is the response time of the component as a caller in its region sees it, without
what it waits for itself, with the load that the design states. In a world with more load, or with
less left to carry it, it is assumed to hold up to the stated capacity. Over its capacity a component
falls behind without end while the peak lasts, so that no time bounds the wait.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Missing, origin_text
from designlint.diagnostic import Step as Line
from designlint.model import Component, Design, Known
from designlint.quantity import Dimension, show_percentile, show_share, show_value
from designlint.schema.component import LATENCY, MANAGED
from designlint.schema.values import AtPercentile
from designlint.solvers.tails import Level

# What load arithmetic may be off by.
ROUNDING = 1e-9

# The time of what never answers, as a number that can be weighed.
NEVER = 1e12
UNANSWERED: tuple[Level, ...] = ((0.0, NEVER),)


class OwnTime(NamedTuple):
    """What is known of a component's own response time in a world.

    `least` are levels that are certainly reached. `levels` are those that are certainly kept, or kept if
    `assumption` is right; none where a fact in `missing` is needed first, or where there is a `doubt`
    that no fact would end. `stated` are those that the design or the catalogue states, whatever the
    load.
    """

    stated: tuple[Level, ...]
    least: tuple[Level, ...]
    levels: tuple[Level, ...]
    known: Known[tuple[AtPercentile, ...]] | None = None
    assumption: Line | None = None
    missing: tuple[Missing, ...] = ()
    overload: Line | None = None
    doubt: str = ""


def own_times(facts: Facts) -> Lazily[str, OwnTime]:
    """The own response time of each component, by path."""
    components = facts.design.components
    return Lazily(components, lambda path: _own_time(facts, components[path]))


def _own_time(facts: Facts, component: Component) -> OwnTime:
    known = component[LATENCY]
    capacity = facts[capacities][component.path]
    if known is not None and known.published_as == "benchmark":
        known = None
    stated = tuple([(at.percentile, at.time.value) for at in known.value]) if known else ()
    if is_overloaded(capacity):
        line = capacity.line
        return OwnTime(stated, UNANSWERED, (), known, overload=line)
    if not stated:
        missing = Missing(component.path, "latency", "latency p50 5ms, p99 20ms")
        return OwnTime((), (), (), missing=(missing,))
    if not _is_changed(facts.design):
        used = capacity.utilisation()
        fits = used is None or capacity.is_benchmark or used.low <= 1.0 + ROUNDING
        doubt = "" if fits else f"the leader of `{component.path}` may be over its capacity"
        return OwnTime(stated, stated, stated if fits else (), known, doubt=doubt)
    return _elsewhere(facts, component, capacity, OwnTime(stated, stated, stated, known))


def _elsewhere(facts: Facts, component: Component, capacity: Capacity, own: OwnTime) -> OwnTime:
    """The own time in a world with another load, or with less left to carry it."""
    path = component.path
    used = capacity.utilisation()
    if used is not None and used.high <= 1.0 + ROUNDING:
        text = (
            f"{path} keeps its stated latency up to its capacity; {show_share(used.high)} is used"
        )
        stated = capacity.stated
        origin = origin_text(stated.origin) if stated else ""
        return own._replace(assumption=Line(text, stated.span if stated else None, origin))
    if used is None and (component.is_external or component.value(MANAGED) is not None):
        return own._replace(
            assumption=Line(f"{path}, which others operate, keeps its stated latency")
        )
    if used is None:
        return own._replace(levels=(), missing=_undeclared(capacity))
    missing = facts[loads].missing_for(path)
    shares = f"{show_share(used.low)} to {show_share(used.high)}"
    doubt = "" if missing else f"`{path}` may be over its capacity ({shares})"
    return own._replace(levels=(), missing=missing, doubt=doubt)


def _undeclared(capacity: Capacity) -> tuple[Missing, ...]:
    path = capacity.component.path
    if capacity.per_replica is None:
        return (Missing(path, "capacity", "capacity 1k req/s per replica"),)
    return (Missing(path, "replicas", "replicas 3"),)


def is_overloaded(capacity: Capacity) -> bool:
    """Whether a component certainly gets more than it carries, by what the design itself states.

    Where a leader is the busiest of several nodes, the others may still answer in time.
    """
    used = capacity.utilisation()
    if used is None or capacity.is_benchmark or used.low <= 1.0 + ROUNDING:
        return False
    return not (capacity.is_led and capacity.most > 1)


def _is_changed(design: Design) -> bool:
    """Whether the world has more load than is stated, or less that carries it."""
    return design.load > 1.0 or bool(design.lost)


def show_time(seconds: float) -> str:
    """A time as messages show it."""
    return show_value(math.inf if seconds >= NEVER / 1e6 else seconds, Dimension.TIME)


def show_level(level: Level) -> str:
    """A level as a design states it: `p99 15ms`."""
    return f"{show_percentile(level[0])} {show_time(level[1])}"
