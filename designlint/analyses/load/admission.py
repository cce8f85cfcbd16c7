"""What rate limits let through: of all calls of a component, and of those from one caller.

A limit on a component holds for all its calls together, one on a relation or a step for the calls
from that caller. What is above it is refused. A limit per client refuses whoever asks for more than a
share; how the load is spread over clients is not known, only that all of them together get no more
than their number allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval, exactly
from designlint.model import Component, Design, Known, Step
from designlint.quantity import Dimension, show
from designlint.schema.context import ACTIVE, COUNT
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.values import RateLimit
from designlint.source import Span

ALL = exactly(1.0)


class Limit(NamedTuple):
    """A rate limit: who is limited (`caller -> callee`, or a component), the load that it meets, and
    which share of that passes, 0 to 1.

    `quota` is whether it is one per client, so that the share is 1 if none asks for too much.
    """

    name: str
    known: Known[RateLimit]
    load: Interval
    passes: Interval
    quota: bool

    @property
    def written(self) -> str:
        """The limit as its author wrote it."""
        per = self.known.value.per
        rate = show(self.known.value.rate)
        return rate if per is None else f"{rate} per {per}"


class Limits(NamedTuple):
    """The rate limits on the calls of a component: on all of them, and by caller and span of a call."""

    on_all: tuple[Limit, ...]
    on_calls: tuple[tuple[Limit, tuple[Part, ...]], ...]

    def on(self, call: Step | None) -> tuple[Limit, ...]:
        """Those that a call meets; with None those of all calls."""
        if call is None:
            return self.on_all
        own = [lim for lim, parts in self.on_calls if any(p.step.span == call.span for p in parts)]
        return (*self.on_all, *own)


def passing(design: Design, parts: Mapping[str, Sequence[Part]]) -> dict[Span, Interval]:
    """The share of the calls of each step that rate limits let through, by the step's span; without those
    that meet none."""
    passes: dict[Span, Interval] = {}
    for path, found in parts.items():
        component = design.components.get(path)
        limited = None if component is None else limits_on(design, component, found)
        if limited is None or not (limited.on_all or limited.on_calls):
            continue
        for part in found:
            share = ALL
            for limit in limited.on(part.step):
                # Unless it is known that some clients are refused, none is.
                let_in = exactly(limit.passes.high) if limit.quota else limit.passes
                share = least(share, let_in)
            if share != ALL:
                passes[part.step.span] = share
    return passes


def least(one: Interval, other: Interval) -> Interval:
    """The smaller of two shares, at both ends."""
    return Interval(min(one.low, other.low), min(one.high, other.high))


def limits_on(design: Design, component: Component, parts: Sequence[Part]) -> Limits:
    """The rate limits that the calls of a component meet."""
    total = exactly(0.0)
    for part in parts:
        total = total.plus(part.rate)
    on_all = tuple([_limit(design, component.path, known, total) for known in _own(component)])
    by_value: dict[tuple[str, int], list[Part]] = {}
    for part in parts:
        known = part.step.properties[RATE_LIMIT]
        if known is not None:
            by_value.setdefault((part.step.caller.path, id(known)), []).append(part)
    on_calls = []
    for (caller, _), limited in by_value.items():
        known = limited[0].step.properties[RATE_LIMIT]
        load = exactly(0.0)
        for part in limited:
            load = load.plus(part.rate)
        if known is not None:
            name = f"{caller} -> {component.path}"
            on_calls.append((_limit(design, name, known, load), tuple(limited)))
    return Limits(on_all, tuple(on_calls))


def _own(component: Component) -> Iterator[Known[RateLimit]]:
    """Its own limit, and that of its only interface: of several, the calls do not say which they use."""
    for element in (component, *(component.apis if len(component.apis) == 1 else ())):
        known = element[RATE_LIMIT]
        if known is not None and known.value.rate.dimension is Dimension.RATE:
            yield known


def _limit(design: Design, name: str, known: Known[RateLimit], load: Interval) -> Limit:
    rate, per = known.value.rate.value, known.value.per
    if per is not None:
        clients = _clients(design, per)
        most = 1.0 if clients is None else _share(clients * rate, load.low)
        return Limit(name, known, load, Interval(0.0, most), quota=True)
    return Limit(
        name, known, load, Interval(_share(rate, load.high), _share(rate, load.low)), False
    )


def _share(rate: float, load: float) -> float:
    return 1.0 if load <= rate else rate / load


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
