"""How keys are shared out: keys that are too hot for a node, rings with too few places, modulo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import copies_kept
from designlint.analyses.load.capacity import Capacity, capacities, votes
from designlint.analyses.load.volume import growth_factor
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantity import Dimension, show_share, show_value
from designlint.schema.component import AUTOSCALE, LIMIT, SCALES
from designlint.schema.context import COUNT, SKEW_OF_KEYS
from designlint.schema.store import (
    HOLDS,
    LARGEST_SHARE,
    PLACEMENT,
    READ,
    READS_FROM,
    REBALANCE,
    SHARDS,
    TOPOLOGY,
    VNODES,
)
from designlint.schema.values import Keyed
from designlint.solvers.ring import hottest_above, hottest_likely, share_variation
from designlint.solvers.zipf import MAX_EXPONENT, top_share

# A ring is told of when it is more likely than not that one of its nodes is over its capacity.
LIKELY = 0.5
_MOST_KEYS = 1e12
# With more places than this a ring is as even as anyone can measure.
_MOST_PLACES = 100_000


class HotKey(NamedTuple):
    """The largest key of a store, which is more than the one node (or partition) that has it takes.

    `factor` is the multiple of today's load at which that is so: 1 where it is so now. `rate` and
    `carried` are per second at that load.
    """

    component: Component
    share: float
    rate: float
    carried: float
    noun: str
    factor: float
    lines: tuple[Line, ...]


def hot_keys(facts: Facts) -> tuple[HotKey, ...]:
    """The largest keys that no number of nodes carries, today or at the planned growth."""
    found = []
    for capacity in facts[capacities].values():
        share = _largest(facts, capacity.component)
        used = certain_use(capacity)
        if share is None or (used is not None and used.low > FULL):
            continue
        candidates = list(_hot_key(facts, capacity, *share))
        if candidates:
            found.append(min(candidates, key=lambda hot: (hot.factor, -hot.rate / hot.carried)))
    return tuple(found)


def _largest(facts: Facts, component: Component) -> tuple[float, Line] | None:
    """The share of the largest key: as stated, or the first of Zipf's law."""
    stated, held = component[LARGEST_SHARE], component.value(HOLDS) or ()
    if stated is not None:
        share = stated.value.value
        return share, step(f"{component.path}: the largest key has {show_share(share)}", stated)
    if len(held) != 1:
        return None
    data = facts.design.data[held[0].path]
    skew, count = data[SKEW_OF_KEYS], data[COUNT]
    if skew is None or count is None or component[SHARDS] is None:
        return None
    exponent, number = skew.value.value, count.value.value
    if not (0.0 < exponent <= MAX_EXPONENT and 1.0 <= number <= _MOST_KEYS):
        return None
    share = top_share(round(number), exponent)
    text = f"{data.path}: of {show_value(number, Dimension.NUMBER)} keys with exponent {exponent:g}"
    return share, step(f"{text}, the first has {show_share(share)} (Zipf)", skew)


def _hot_key(facts: Facts, capacity: Capacity, share: float, line: Line) -> Iterator[HotKey]:
    component, growth = capacity.component, growth_factor(facts.design)
    nodes = max(1, capacity.placement.count)
    each, stated = capacity.per_replica, capacity.stated
    is_shared = component[SHARDS] is not None or component.value(TOPOLOGY) == "leaderless"
    is_told = each and not capacity.is_total and not capacity.is_benchmark
    if is_shared and is_told and each and stated is not None:
        rate = share * _at_busiest_copy(capacity, nodes)
        yield from _too_hot(
            component,
            share,
            rate,
            each,
            capacity.noun,
            growth,
            (line, step(f"one node carries {capacity.shown_rate(each)}", stated)),
        )
    limits = {known.value.name: known for known in component.properties.all(LIMIT)}
    for name, demand in (
        ("partition_reads", capacity.demand.reads.low),
        ("partition_writes", capacity.demand.writes.low),
    ):
        known = limits.get(name)
        if known is None or known.value.value.dimension is not Dimension.RATE:
            continue
        carried = known.value.value.value
        shown = show_value(carried, Dimension.RATE, known.value.value.noun)
        what = name.split("_")[1]
        yield from _too_hot(
            component,
            share,
            share * demand,
            carried,
            known.value.value.noun,
            growth,
            (line, step(f"one partition takes {shown} of {what}", known)),
        )


def _too_hot(
    component: Component,
    share: float,
    rate: float,
    carried: float,
    noun: str,
    growth: float,
    lines: tuple[Line, ...],
) -> Iterator[HotKey]:
    for factor in dict.fromkeys((1.0, growth)):
        if rate * factor > carried * FULL:
            load = f" at {factor:g}x the load" if factor != 1.0 else ""
            shown = show_value(rate * factor, Dimension.RATE, noun)
            last = Line(f"{show_share(share)} of the calls of {component.path} are {shown}{load}")
            yield HotKey(component, share, rate * factor, carried, noun, factor, (*lines, last))
            return


def _at_busiest_copy(capacity: Capacity, nodes: int) -> float:
    """The calls, of all that there are, that one copy of a key gets at the least if all are for it.

    A leader takes all writes of its keys, and their reads unless followers do; of a leaderless
    store every copy takes each write, and a read asks some of the copies.
    """
    component, demand = capacity.component, capacity.demand
    topology = component[TOPOLOGY]
    shape = topology.value if topology is not None else None
    copies = copies_kept(component, capacity.placement).high
    if shape == "leaderless":
        read = votes(topology.detail(READ) if topology else None, round(min(copies, nodes))) or 1
        return demand.writes.low + demand.reads.low * min(1.0, read / min(copies, nodes))
    if shape in ("leader_follower", "single", "consensus") and component.value(READS_FROM) in (
        None,
        "leader",
    ):
        spread = any(part.step.role in ("follower", "any") for part in capacity.parts)
        return demand.writes.low + (0.0 if spread else demand.reads.low)
    if nodes == 1 or copies == 1.0:
        return demand.total.low
    return demand.writes.low


class UnevenRing(NamedTuple):
    """A hash ring whose fullest node is more likely than not over its capacity.

    `chance` is a lower bound on that; `fits` is the multiple of the mean share that a node carries,
    `hottest` the one that half of all rings exceed.
    """

    component: Component
    vnodes: Known[int]
    nodes: int
    chance: float
    fits: float
    hottest: float
    lines: tuple[Line, ...]


def uneven_rings(facts: Facts) -> tuple[UnevenRing, ...]:
    """The rings with so few places for each node that the fullest node gets too much at peak."""
    found = []
    for path, capacity in facts[capacities].items():
        shards = capacity.component[SHARDS]
        nodes = len(facts[placements][path].replicas)
        vnodes = shards.details[VNODES] if shards is not None else None
        used = certain_use(capacity)
        is_ring = shards is not None and shards.detail(PLACEMENT) in (None, "ring")
        if vnodes is None or used is None or not is_ring or nodes < 2:
            continue
        uneven = _uneven(capacity, vnodes, nodes, used.low)
        if uneven is not None:
            found.append(uneven)
    return tuple(found)


def _uneven(capacity: Capacity, vnodes: Known[int], nodes: int, used: float) -> UnevenRing | None:
    component = capacity.component
    if not 0.0 < used <= FULL or capacity.is_total or not 1 <= vnodes.value <= _MOST_PLACES:
        return None
    # A node that keeps copies of its neighbours' ranges has as many places more.
    copies = round(min(copies_kept(component, capacity.placement).high, nodes))
    places = vnodes.value * max(1, copies)
    fits = 1.0 / used
    chance, _ = hottest_above(fits, nodes, places)
    if chance <= LIKELY or copies >= nodes:
        return None
    hottest = hottest_likely(LIKELY, nodes, places)
    spread = show_share(share_variation(nodes, places))
    about = " (about: its copies even it out)" if copies > 1 else ""
    lines = (
        step(
            f"{nodes} nodes with {vnodes.value} places each: the deviation of their shares is {spread}{about}",
            vnodes,
        ),
        Line(
            f"{component.path}: {show_share(used)} on average, so a node carries {fits:.3g}x that"
        ),
        Line(f"the fullest node of every second ring has {hottest:.3g}x the mean or more"),
    )
    return UnevenRing(component, vnodes, nodes, chance, fits, hottest, lines)


class ModuloPlacement(NamedTuple):
    """Keys that are given to nodes by modulo, though the number of nodes changes; and why it does."""

    component: Component
    shards: Known[Keyed]
    why: Line


def modulo_placements(facts: Facts) -> tuple[ModuloPlacement, ...]:
    """The stores and caches that hash keys modulo a number of shards that follows their nodes."""
    found = []
    for path, component in facts.design.components.items():
        shards = component[SHARDS]
        if shards is None or shards.value.number < 2 or shards.detail(PLACEMENT) != "modulo":
            continue
        placement = facts[placements][path]
        scaled, scales = component[AUTOSCALE], component[SCALES]
        if placement.declared and placement.count != shards.value.number and scaled is None:
            continue  # shards that are moved between nodes as a whole keep their keys
        used = certain_use(facts[capacities][path])
        growth = growth_factor(facts.design)
        if scaled is not None:
            low, high = scaled.value.range
            why = step(f"{path}: between {low} and {high} nodes", scaled)
        elif scales is not None and scales.value == "out" and shards.detail(REBALANCE) != "none":
            why = step(f"{path}: more nodes are added for more load", scales)
        elif used is not None and used.low <= FULL < used.low * growth:
            why = Line(f"{path}: {show_share(used.low)} full, and {growth:g}x the load is planned")
        else:
            continue
        found.append(ModuloPlacement(component, shards, why))
    return tuple(found)
