"""What rate limits let through: of all calls of a component, and of those from one caller.

A limit on a component holds for all its calls together, one on a relation or a step for the calls
from that caller. What is above it is refused. A limit per client refuses whoever asks for more than a
share; how the load is spread over clients is not known, only that all of them together get no more
than their number allows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.load.limit import Limit, limit_by_number, limit_of
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads, Part
from designlint.analyses.load.quotas import Quota, quotas_of
from designlint.analyses.load.under_way import most_under_way
from designlint.analyses.measure import Interval, Missing, exactly, total_of
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Component, Design, Known, Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.property import Property
from designlint.schema.relation import BULKHEAD, POOL, RATE_LIMIT
from designlint.schema.roles import Role
from designlint.schema.values import RateLimit

_ALL = exactly(1.0)


class Limits(NamedTuple):
    """The rate limits on the calls of a component: on all of them, and by caller and span of a call, of which
    the component has those `on_some` itself."""

    on_all: tuple[Limit, ...]
    on_calls: tuple[tuple[Limit, tuple[Part, ...]], ...]
    on_some: tuple[Limit, ...] = ()

    @property
    def own(self) -> tuple[Limit, ...]:
        """Those of the component itself, whoever calls it."""
        return (*self.on_all, *self.on_some)

    @property
    def passes(self) -> Interval:
        """The share of all that comes that passes."""
        passes = _ALL
        for limit in self.on_all:
            passes = passes * limit.passes
        return passes

    def let_in(self, call: Step) -> float:
        """The largest share of the calls of a step that its own limits do not refuse, 0 to 1."""
        return math.prod(one.passes.high for one in self.on(call) if one not in self.on_all)

    def on(self, call: Step | None) -> tuple[Limit, ...]:
        """Those that a call meets; with None those of all calls."""
        if call is None:
            return self.on_all
        own = [lim for lim, parts in self.on_calls if any(p.step.span == call.span for p in parts)]
        return (*self.on_all, *own)


_LIMITING = (Role.APPLICATION, Role.ROUTER, Role.EDGE, Role.EXTERNAL)
"""The roles of components that limit themselves what they let in."""


def limits(facts: Facts) -> Lazily[str, Limits]:
    """The rate limits that the calls of each component meet, by its path."""
    design = facts.design
    return Lazily(design.components, lambda path: limits_under(facts, path, facts[loads]))


def admitted(facts: Facts, path: str) -> Interval:
    """The share of what comes to a component, 0 to 1, that its own limit does not refuse."""
    return facts[limits][path].passes


def let_through(facts: Facts, path: str) -> Interval:
    """The share of the calls that are made of a component, 0 to 1, that no limit refuses: neither its own,
    nor one on the calls of a caller."""
    found, passes = facts[loads], admitted(facts, path)
    parts = found.parts.get(path, ())
    made = sum(found.calls[part.step.span].low for part in parts if _is_asked(part.step, path))
    if not facts[limits][path].on_calls or not 0.0 < made < math.inf:
        return passes
    if not all(part.rate.is_exact and found.calls[part.step.span].is_exact for part in parts):
        return passes
    come = sum(part.rate.low for part in parts if _is_asked(part.step, path))
    return passes * (come / made)


def _is_asked(step: Step, path: str) -> bool:
    """Whether a step calls a component, and not only in place of another."""
    return step.callee.path == path


def limits_under(facts: Facts, path: str, found: Loads) -> Limits:
    """The rate limits that the calls of a component meet under a load."""
    design = facts.design
    component, parts = design.components[path], found.parts.get(path, ())
    own = sorted(_own(component), key=lambda one: one.value.rate.value)
    total = found.of(path) if own else _ALL
    on_all: list[Limit] = []
    for known in own:
        # What the narrower one of two refuses does not come to the other.
        on_all.append(limit_of(design, path, known, total))
        total = total * on_all[-1].let_through
    on_calls = [*_on_calls(facts, component, parts, found)]
    on_some = tuple(_on_some(facts, component, parts, found))
    on_calls += on_some
    on_calls += _under_way(facts, component, parts, found)
    return Limits(tuple(on_all), tuple(on_calls), tuple([limit for limit, _ in on_some]))


def limits_instead(facts: Facts, step: Step, found: Loads) -> Iterator[tuple[Limit, int]]:
    """The limits on the call that a step makes of its fallback, each with how many calls meet it, under a
    load."""
    spare = None if step.or_else is None else facts.design.components.get(step.or_else.path)
    if spare is None or step.span not in found.instead:
        return
    call = made_to(facts, step, spare.path)
    known, stated = call.properties[RATE_LIMIT], most_under_way(facts, spare, call)
    if known is not None:
        calls = _meeting(facts, call, found, RATE_LIMIT)
        name = f"{step.caller.path} -> {spare.path}"
        yield limit_of(facts.design, name, known, total_of(calls)), len(calls)
    if stated is not None:
        calls = _meeting(facts, call, found, BULKHEAD if call.properties[BULKHEAD] else POOL)
        yield limit_by_number(stated, call, total_of(calls)), len(calls)
    counting = [quota.known.origin for quota in quotas_of(spare) if quota.of and quota.counts(step)]
    for limit in limits_under(facts, spare.path, found).on_some:
        if any(limit.known.origin is one for one in counting):
            yield limit, 2


def _meeting(facts: Facts, call: Step, found: Loads, key: Property[Any]) -> list[Interval]:
    """How many calls meet one limit with a call: those that are made of its callee at once, and those that
    come to that in place of another."""
    limit, asked = call.properties[key], call.callee.path
    return [
        _made(found, part.step, asked)
        for part in found.parts.get(asked, ())
        if part.step.caller.path == call.caller.path
        and made_to(facts, part.step, asked).properties[key] is limit
    ]


def _on_calls(
    facts: Facts, component: Component, parts: Sequence[Part], found: Loads
) -> Iterator[tuple[Limit, tuple[Part, ...]]]:
    by_value: dict[tuple[str, int], list[Part]] = {}
    for part in parts:
        known = part.step.properties[RATE_LIMIT]
        if known is not None and _is_asked(part.step, component.path):
            by_value.setdefault((part.step.caller.path, id(known)), []).append(part)
    for (caller, _), limited in by_value.items():
        known = limited[0].step.properties[RATE_LIMIT]
        load = total_of(_meeting(facts, limited[0].step, found, RATE_LIMIT))
        if known is not None:
            name = f"{caller} -> {component.path}"
            yield limit_of(facts.design, name, known, load), tuple(limited)


def _on_some(
    facts: Facts, component: Component, parts: Sequence[Part], found: Loads
) -> Iterator[tuple[Limit, tuple[Part, ...]]]:
    """The hard limits on reads, and those on writes."""
    for quota in quotas_of(component):
        counted = [part for part in parts if quota.counts(part.step)]
        if not quota.of or quota.is_adjustable or not counted:
            continue
        load = total_of(_made(found, part.step, component.path) for part in counted)
        known = quota.known._replace(value=_as_rate_limit(quota))
        asked = [part for part in counted if _is_asked(part.step, component.path)]
        yield limit_of(facts.design, component.path, known, load), tuple(asked)


def _made(found: Loads, step: Step, asked: str) -> Interval:
    """How many calls a step makes of its callee, or of its fallback, before any is refused."""
    return (found.calls if _is_asked(step, asked) else found.instead)[step.span]


def _as_rate_limit(quota: Quota) -> RateLimit:
    amount = quota.known.value.value
    if quota.parts is None:
        return RateLimit(amount)
    return RateLimit(Quantity(quota.rate, Dimension.RATE, amount.noun))


def _under_way(
    facts: Facts, component: Component, parts: Sequence[Part], found: Loads
) -> Iterator[tuple[Limit, tuple[Part, ...]]]:
    """The limits by how many calls of a caller may be under way at the same time."""
    calls: dict[Span, list[Part]] = {}
    for part in parts:
        stated = most_under_way(facts, component, part.step)
        if stated is not None and _is_asked(part.step, component.path):
            calls.setdefault(stated.known.span or part.step.span, []).append(part)
    for limited in calls.values():
        stated = most_under_way(facts, component, limited[0].step)
        if stated is not None:
            load = total_of(found.calls[part.step.span] for part in limited)
            load = load.plus(total_of(_overflowing(facts, component, limited[0].step, found)))
            yield limit_by_number(stated, limited[0].step, load), tuple(limited)


def _overflowing(
    facts: Facts, component: Component, call: Step, found: Loads
) -> Iterator[Interval]:
    """The calls that come in place of others, and meet what limits a call by number."""
    key: Property[Any] = BULKHEAD if call.properties[BULKHEAD] else POOL
    for part in found.parts.get(component.path, ()):
        if not _is_asked(part.step, component.path) and part.step.span in found.instead:
            stated = made_to(facts, part.step, component.path).properties[key]
            if stated is call.properties[key]:
                yield found.instead[part.step.span]


def _own(component: Component) -> Iterator[Known[RateLimit]]:
    """Its own limit, and that of its only interface: of several, the calls do not say which they use. What is
    above a hard limit is refused alike."""
    for element in (component, *(component.apis if len(component.apis) == 1 else ())):
        known = element[RATE_LIMIT]
        if known is not None and known.value.rate.dimension is Dimension.RATE:
            yield known
    for quota in quotas_of(component):
        if not quota.of and not quota.is_adjustable:
            yield quota.known._replace(value=_as_rate_limit(quota))


def unstated_limit(design: Design, path: str, carried: str, why: str = "") -> Missing:
    """The limit that would say how much a component lets in; one of a kind that has none is limited where it
    is called."""
    component = design.components.get(path)
    text = f"rate_limit {carried}"
    if component is None or not component.plays(*_LIMITING):
        steps = (step for _, step in design.steps_naming(path) if step.waits)
        caller = next((step.caller.path for step in steps if step.callee.path == path), None)
        if caller is not None:
            text = f"{caller} -> {path} {{ {text} }}  # in the design"
    return Missing(path, "rate limit", text, why=why)
