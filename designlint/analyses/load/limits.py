"""What rate limits let through: of all calls of a component, and of those from one caller.

A limit on a component holds for all its calls together, one on a relation or a step for the calls
from that caller. What is above it is refused. A limit per client refuses whoever asks for more than a
share; how the load is spread over clients is not known, only that all of them together get no more
than their number allows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads, Part
from designlint.analyses.load.quotas import Quota, quotas_of
from designlint.analyses.load.under_way import UnderWay, most_under_way
from designlint.analyses.measure import Interval, Missing, exactly, total_of
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Component, Design, Known, Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.schema.context import ACTIVE, COUNT
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.roles import Role
from designlint.schema.values import RateLimit

_ALL = exactly(1.0)


class Limit(NamedTuple):
    """A rate limit: who is limited (`caller -> callee`, or a component), the load that it meets, and
    which share of that passes, 0 to 1.

    `quota` is whether it is one per client, so that the share is 1 if none asks for too much. `at_once` is
    the number of calls that may be under way, where that is the limit; `rates` is what it then lets through
    per second, by Little's law.
    """

    name: str
    known: Known[RateLimit]
    load: Interval
    passes: Interval
    quota: bool
    rates: Interval
    at_once: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is a number of calls under way that may be enough for any load: nothing bounds from below
        how long the calls take."""
        return bool(self.at_once) and self.rates.high == math.inf

    @property
    def noun(self) -> str:
        """What limits the calls."""
        return "limit of calls under way" if self.at_once else "rate limit"

    @property
    def let_through(self) -> Interval:
        """The share of the load that goes on: of what each client may have, as much as all together ask
        for."""
        return exactly(self.passes.high) if self.quota or self.at_once else self.passes

    @property
    def written(self) -> str:
        """The limit as its author wrote it."""
        if self.at_once:
            return self.at_once
        per = self.known.value.per
        rate = show(self.known.value.rate)
        return rate if per is None else f"{rate} per {per}"


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
        on_all.append(_limit(design, path, known, total))
        total = total * on_all[-1].let_through
    on_calls = [*_on_calls(design, component, parts, found)]
    on_some = tuple(_on_some(component, parts, found))
    on_calls += on_some
    on_calls += _under_way(facts, component, parts, found)
    return Limits(tuple(on_all), tuple(on_calls), tuple([limit for limit, _ in on_some]))


def _on_calls(
    design: Design, component: Component, parts: Sequence[Part], found: Loads
) -> Iterator[tuple[Limit, tuple[Part, ...]]]:
    by_value: dict[tuple[str, int], list[Part]] = {}
    for part in parts:
        known = part.step.properties[RATE_LIMIT]
        if known is not None and _is_asked(part.step, component.path):
            by_value.setdefault((part.step.caller.path, id(known)), []).append(part)
    for (caller, _), limited in by_value.items():
        known = limited[0].step.properties[RATE_LIMIT]
        load = total_of(found.calls[part.step.span] for part in limited)
        if known is not None:
            name = f"{caller} -> {component.path}"
            yield _limit(design, name, known, load), tuple(limited)


def _on_some(
    component: Component, parts: Sequence[Part], found: Loads
) -> Iterator[tuple[Limit, tuple[Part, ...]]]:
    """The hard limits on reads, and those on writes."""
    for quota in quotas_of(component):
        asked = [part for part in parts if _is_asked(part.step, component.path)]
        counted = [part for part in asked if quota.counts(part.step)]
        if not quota.of or quota.is_adjustable or not counted:
            continue
        load, passed = quota.load(counted, found), exactly(quota.rate)
        passes = Interval(_share(quota.rate, load.high), _share(quota.rate, load.low))
        known = quota.known._replace(value=_as_rate_limit(quota))
        yield Limit(component.path, known, load, passes, False, passed), tuple(counted)


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
            yield _by_number(stated, limited[0].step, load), tuple(limited)


def _by_number(stated: UnderWay, call: Step, load: Interval) -> Limit:
    rate = Quantity(stated.rates.high, Dimension.RATE, "")
    known = stated.known._replace(value=RateLimit(rate))
    passes = Interval(_share(stated.rates.low, load.high), _share(stated.rates.high, load.low))
    name = f"{call.caller.path} -> {call.callee.path}"
    at_once = stated.shown
    if stated.rates.high < math.inf:
        at_once = f"at most {show(rate)} by {stated.shown}"
    return Limit(name, known, load, passes, quota=False, rates=stated.rates, at_once=at_once)


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


def _limit(design: Design, name: str, known: Known[RateLimit], load: Interval) -> Limit:
    rate, per = known.value.rate.value, known.value.per
    if per is not None:
        clients = _clients(design, per)
        most = 1.0 if clients is None else _share(clients * rate, load.low)
        return Limit(name, known, load, Interval(0.0, most), True, exactly(rate))
    passes = Interval(_share(rate, load.high), _share(rate, load.low))
    return Limit(name, known, load, passes, False, exactly(rate))


def _share(rate: float, load: float) -> float:
    # A load that sums up to the limit is within it, whatever the last digit.
    return 1.0 if load <= rate * (1.0 + 1e-9) else rate / load


def _clients(design: Design, per: str) -> float | None:
    """How many clients there are, where an actor of that name says so."""
    actor = design.actors.get(per)
    known = None if actor is None else actor[ACTIVE] or actor[COUNT]
    if actor is None or known is None:
        return None
    count = actor[COUNT]
    if known.value.dimension is Dimension.SHARE:
        return None if count is None else known.value.value * count.value.value
    return known.value.value


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
