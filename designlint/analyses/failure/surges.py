"""What is overloaded only while something else is down: a fallback of several, the origin of a cache.

What is down sends its calls elsewhere: those of a step with `or else` to its fallback, those that a cache
answered to its origin. A component may carry the load of one that is down and not that of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.failure.fallbacks import without
from designlint.analyses.failure.hard_dependency import without_cache
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.limits import admitted
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import is_gone


class Surge(NamedTuple):
    """A component may get more than it carries while at least `number` of `down` are down."""

    number: int
    down: tuple[str, ...]


def surges(facts: Facts) -> dict[str, Surge]:
    """What may overload each component that carries its load while all is up, by its path."""
    added: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for path, down, used in (*_by_fallbacks(facts), *_by_caches(facts)):
        more = used - _use(facts, facts[capacities][path])
        if more > 0.0:
            added[path][down] = max(more, added[path].get(down, 0.0))
    found = {path: _surge(facts, path, more) for path, more in added.items()}
    return {path: surge for path, surge in found.items() if surge is not None}


def missing_of_surge(path: str) -> Missing:
    """What would keep a component from too much load."""
    return Missing(path, "rate limit", "rate_limit 1k req/s")


def _surge(facts: Facts, path: str, added: dict[str, float]) -> Surge | None:
    used = _use(facts, facts[capacities][path])
    if used > FULL:
        return None
    for count, more in enumerate(sorted(added.values(), reverse=True), 1):
        used += more
        if used > FULL:
            return Surge(count, tuple(added))
    return None


def _use(facts: Facts, capacity: Capacity) -> float:
    """The highest utilisation by what its limits let through; 0 where its capacity is not declared, since
    it is then taken to carry its load."""
    used = capacity.certain_use
    return 0.0 if used is None else used.high * admitted(facts, capacity.component.path).high


def _by_fallbacks(facts: Facts) -> Iterator[tuple[str, str, float]]:
    """What gets more while the callee of a step with a fallback is down, and how full it then is."""
    for flow in facts.design.flows.values():
        for step in flow.steps:
            first = step.callee.path
            if step.or_else is None or is_gone(facts.design, first):
                continue
            then = without(facts, first)
            graph = then[flow_graphs][flow.path]
            for node in graph.reached_from(step.or_else.path, lambda call: not call.optional):
                if node in facts.design.components:
                    yield node, first, _use(then, then[capacities][node])


def _by_caches(facts: Facts) -> Iterator[tuple[str, str, float]]:
    """The origin of each cache, and how full it is while the cache is down."""
    asked = {
        (step.callee.path, step.on_miss_of.path): step
        for flow in facts.design.flows.values()
        for step in flow.steps
        if step.on_miss_of is not None and step.callee.path in facts.design.components
    }
    for (origin, cache), step in asked.items():
        if not is_gone(facts.design, cache):
            yield origin, cache, _use(facts, without_cache(facts, step))
