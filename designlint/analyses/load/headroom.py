"""How much load a component or a whole flow can still take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import (
    UNKNOWN,
    Derivation,
    Exactness,
    Interval,
    Measure,
    Missing,
)
from designlint.diagnostic import Step


def headroom(facts: Facts, subject: str) -> Measure:
    """The share of capacity that the peak load leaves free: of a flow, at its fullest component."""
    parts = carriers(facts, subject)
    measured = [(c, used) for c in parts if (used := c.utilisation()) is not None]
    certain = _free([None if c.is_benchmark else c.utilisation() for c in parts])
    return Measure(
        certain,
        _exactness(certain),
        Derivation(lambda: _utilisations(measured)),
        tuple(dict.fromkeys(_missing(facts, parts))),
        likely=_free([c.utilisation() for c in parts]) if _is_estimated(parts) else None,
    )


def _free(used: list[Interval | None]) -> Interval:
    """What the fullest of some components has free; where it is unknown how full one is, no more
    than the fullest of the others."""
    known = [one for one in used if one is not None]
    highest = max((one.low for one in known), default=0.0)
    bound = max((one.high for one in known), default=math.inf)
    return Interval(1.0 - (bound if len(known) == len(used) else math.inf), 1.0 - highest)


def _utilisations(measured: list[tuple[Capacity, Interval]]) -> Iterator[Step]:
    """The arithmetic of each component, the fullest first."""
    for capacity, _ in sorted(measured, key=lambda m: -m[1].low):
        yield capacity.line


def throughput(facts: Facts, path: str) -> Measure:
    """The rate at which the fullest component is just full: today's rate over its utilisation."""
    parts = carriers(facts, path)
    rate = rate_of(facts, path)
    certain = _full_at(rate, [None if c.is_benchmark else c.utilisation() for c in parts])
    return Measure(
        certain,
        _exactness(certain),
        tuple([c.line for c in parts if c.utilisation() is not None]),
        tuple(dict.fromkeys(_missing(facts, parts))),
        likely=_full_at(rate, [c.utilisation() for c in parts]) if _is_estimated(parts) else None,
    )


def _full_at(rate: Interval, used: list[Interval | None]) -> Interval:
    """The rate at which the fullest of some components is full."""
    low, high = math.inf, math.inf
    for one in used:
        if one is None or one.high == math.inf or not (rate.is_exact and rate.low):
            low = 0.0
        elif one.high:
            low = min(low, rate.low / one.high)
        if one is not None and one.low and rate.is_exact and math.isfinite(rate.low):
            high = min(high, rate.low / one.low)
    if not used:
        low = 0.0
    return Interval(min(low, high), high)


def _is_estimated(parts: list[Capacity]) -> bool:
    """A benchmark that others ran on their hardware proves nothing about this design."""
    return any(capacity.is_benchmark for capacity in parts)


def _exactness(value: Interval) -> Exactness:
    return Exactness.EXACT if value.is_exact else Exactness.BOUND


def _missing(facts: Facts, parts: list[Capacity]) -> list[Missing]:
    """The capacities, numbers of replicas and parts of the load that are not declared."""
    found: list[Missing] = []
    fullest = max((u.low for c in parts if (u := c.utilisation()) is not None), default=0.0)
    for capacity in parts:
        path, used = capacity.component.path, capacity.utilisation()
        if used is not None and used.high < fullest and not capacity.is_benchmark:
            continue  # it cannot be the fullest
        if capacity.per_replica is None or capacity.is_benchmark:
            found.append(Missing(path, "capacity", "capacity 1k req/s per replica"))
        if used is None and capacity.per_replica is not None:
            found.append(Missing(path, "replicas", "replicas 3"))
        elif used is not None and not used.is_exact:
            found.extend(facts[loads].missing_for(path))
    return found


def rate_of(facts: Facts, subject: str) -> Interval:
    """How often a flow begins, or how many calls a component gets, per second at peak."""
    if subject not in facts.design.flows:
        return facts[capacities][subject].demand.total
    entries = facts[flow_graphs][subject].entries
    return facts[loads].rates[subject, entries[0]] if entries else UNKNOWN


def carriers(facts: Facts, subject: str) -> list[Capacity]:
    """The components whose load a subject's headroom is about."""
    if subject in facts.design.components:
        return [facts[capacities][subject]]
    return [
        facts[capacities][node]
        for node in facts[flow_graphs][subject].nodes
        if node in facts.design.components
        and not facts.design.components[node].is_external
        and facts[loads].parts.get(node)
    ]
