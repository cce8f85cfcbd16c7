"""How often flows begin, and how many calls a step makes each time that its caller comes to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.load.possible_hits import possible_hits
from designlint.analyses.load.repeats import repeated
from designlint.analyses.measure import UNKNOWN, Interval, Missing, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Component, Design, Flow, Known, Step
from designlint.quantities.quantity import Quantity
from designlint.schema.component import LATENCY
from designlint.schema.context import LASTS, PEAK, PEAK_FACTOR, RATE
from designlint.schema.relation import HEDGE
from designlint.schema.store import HIT, STALE_WHILE_REVALIDATE, TTL

NONE, ONCE = exactly(0.0), exactly(1.0)

BUSIEST = 60.0
"""The seconds within which all calls of a run may come, where nothing says how long it lasts."""


def miss_share(design: Design, step: Step) -> Interval:
    """The share of the caller's requests that a step sees because its cache misses."""
    if step.on_miss_of is None:
        return exactly(1.0)
    cache = design.components[step.on_miss_of.path]
    if is_gone(design, cache.path) or _always_revalidates(cache):
        return exactly(1.0)
    hit, possible = cache[HIT], possible_hits(design, cache)
    most = 1.0 if possible is None else possible.best
    if hit is None:
        return Interval(1.0 - most, 1.0)
    return exactly(1.0 - min(hit.value.value, most))


def peak_rate(flow: Flow, design: Design) -> Interval:
    """How often a flow begins at peak, per second; all that is possible where that is not declared. While a
    run lasts that is rarer than that, its calls come as if runs began one after another, and more load is more
    calls of each run."""
    evenly, lasts = even_rate(flow, design), flow[LASTS]
    if flow[RATE] is None or evenly.high <= 0.0:
        return evenly
    if lasts is not None:
        pace = design.load / lasts.value.value
        return Interval(max(evenly.low, pace), max(evenly.high, pace))
    return Interval(evenly.low, design.load / BUSIEST) if is_pace_open(flow, design) else evenly


def is_pace_open(flow: Flow, design: Design) -> bool:
    """Whether a flow makes calls again and again in runs so rare that their load is not that of a mean, and
    nothing says how long a run lasts."""
    if flow[RATE] is None or flow[LASTS] is not None or all(s.times <= 1.0 for s in flow.steps):
        return False
    return 0.0 < even_rate(flow, design).high < design.load / BUSIEST


def even_rate(flow: Flow, design: Design) -> Interval:
    """How often a flow begins at peak, per second, if runs begin evenly."""
    rate = flow[RATE]
    if rate is None:
        return UNKNOWN
    stated = rate.value.rate.value * design.load
    if rate.value.when != "average":
        return exactly(stated)
    peak = peak_factor(flow, design)
    return Interval(stated, math.inf) if peak is None else exactly(stated * peak.value.value)


def peak_factor(flow: Flow, design: Design) -> Known[Quantity] | None:
    """The load of a flow at peak as a multiple of its mean: that of the actors who begin it, of several
    the largest; else that of the design."""
    begin = dict.fromkeys(
        step.caller.path for step in flow.steps if step.caller.path in design.actors
    )
    own = [known for name in begin if (known := design.actors[name][PEAK_FACTOR]) is not None]
    if own:
        return max(own, key=lambda known: known.value.value)
    return design.header[PEAK] if design.header else None


def _always_revalidates(cache: Component) -> bool:
    """Whether a cache uses no copy before its origin has said that it is still right: then each call asks the
    origin, hit or not."""
    ttl, grace = cache[TTL], cache[STALE_WHILE_REVALIDATE]
    is_stale = grace is not None and grace.value.value > 0.0
    return ttl is not None and ttl.value.value <= 0.0 and not is_stale


class Calls(NamedTuple):
    """A step, who is asked in this world, and how many calls a visit of the caller makes, `first` without those
    that are made again."""

    step: Step
    asked: str
    times: Interval
    first: Interval


def calls_of(
    design: Design, step: Step, gone: Callable[[str], bool], cold: frozenset[str]
) -> Calls:
    """The calls of a step in a world: what is lost makes none, but a lost cache is passed by."""
    found, again = _made_once(design, step, gone, cold), repeated(design, step)
    return found if again is None else found._replace(times=found.first * again)


def _made_once(
    design: Design, step: Step, gone: Callable[[str], bool], cold: frozenset[str]
) -> Calls:
    asked = asked_of(design, step)
    is_passed_by = step.on_miss_of is not None and step.on_miss_of.path == step.caller.path
    if not is_passed_by and gone(step.caller.path):
        return Calls(step, asked, NONE, NONE)
    is_cold = step.on_miss_of is not None and step.on_miss_of.path in cold
    if (step.on_miss_of is None or is_cold) and step.share == step.times == 1.0:
        return Calls(step, asked, ONCE, ONCE)
    times = exactly(step.share * step.times)
    if not is_cold:
        times = miss_share(design, step) * (step.share * step.times)
    return Calls(step, asked, times, times)


def unknown_times(design: Design, step: Step) -> Iterator[Missing]:
    """What would say how many calls a visit of the caller makes."""
    if not miss_share(design, step).is_exact and step.on_miss_of is not None:
        yield Missing(step.on_miss_of.path, "hit ratio", "hit 90%")
    callee = design.components.get(step.callee.path)
    if step.properties[HEDGE] is not None and callee is not None and callee[LATENCY] is None:
        yield Missing(callee.path, "latency", "latency p50 5ms, p99 20ms")


def asked_of(design: Design, step: Step) -> str:
    """Who a step asks in this world: its callee, or who stands in for it when nothing of it is left."""
    if step.or_else is not None and is_gone(design, step.callee.path):
        return step.or_else.path
    return step.callee.path


def made_in_world(facts: Facts, step: Step) -> Step:
    """A step as it is made in this world: to its fallback, by what holds for that call, when nothing of its
    callee is left."""
    if step.or_else is None or not is_gone(facts.design, step.callee.path):
        return step
    return made_to(facts, step, step.or_else.path)
