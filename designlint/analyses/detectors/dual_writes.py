"""Two changes that belong together and that nothing holds together: one can be lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.availability.availability import component_availability
from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import (
    Effect,
    effects,
    held_together,
    is_tried_again,
    never_change,
    stated_for,
    weighty,
    written,
)
from designlint.analyses.load.load import loads
from designlint.diagnostic import Step as Line
from designlint.model import Flow
from designlint.quantity import Dimension, show_share, show_value
from designlint.schema.relation import SAGA
from designlint.schema.roles import Role
from designlint.units import PERIODS


class DualWrite(NamedTuple):
    """Two changes of one flow, the first done before the second; `flows` do the same two.

    `by_one`: one caller makes both. `steps` is how one of them is lost, `estimate` how often, where
    rate and availability are known.
    """

    first: Effect
    second: Effect
    flows: tuple[str, ...]
    by_one: bool
    steps: tuple[Line, ...]
    estimate: tuple[Line, ...]


def dual_writes(facts: Facts) -> tuple[DualWrite, ...]:
    """The pairs of changes that a crash or a failure between them tears apart.

    One caller that writes two stores, or a store and a queue or stream; or several callers in one
    flow, where they write the same datum or both critical ones. Not those in one transaction, with
    an outbox or a saga; nor the file that is written before what points to it and never changes; nor
    what an idempotent consumer does again when it has not finished; nor two that may never be made
    by the same request, as their shares go.
    """
    found: dict[tuple[str, str, str, str], list[tuple[Effect, Effect]]] = {}
    for path in facts.design.flows:
        for pair in _pairs(facts, path):
            first, second = pair
            key = (first.step.caller.path, first.target.path,
                   second.step.caller.path, second.target.path)  # fmt: skip
            found.setdefault(key, []).append(pair)
    return tuple([_dual(facts, pairs) for pairs in found.values()])


def _pairs(facts: Facts, flow: str) -> Iterator[tuple[Effect, Effect]]:
    """The first torn pair of each caller of a flow; else the first of several callers."""
    made = facts[effects][flow]
    callers = dict.fromkeys(effect.step.caller.path for effect in made)
    alone = [pair for caller in callers for pair in _of_caller(facts, flow, caller)]
    yield from alone
    if not alone and len(callers) > 1:
        yield from _of_several(facts, flow)


def _of_caller(facts: Facts, flow: str, caller: str) -> list[tuple[Effect, Effect]]:
    own = [effect for effect in facts[effects][flow] if effect.step.caller.path == caller]
    if is_tried_again(facts, flow, caller):
        return []
    for number, first in enumerate(own):
        for second in own[number + 1 :]:
            if _torn(facts, flow, first, second) and not (first.is_sent and second.is_sent):
                return [(first, second)]
    return []


def _of_several(facts: Facts, flow: str) -> list[tuple[Effect, Effect]]:
    declared = facts.design.flows[flow]
    if any((saga := stated_for(declared, s, SAGA)) and saga.value for s in declared.steps):
        return []
    made = [
        effect
        for effect in facts[effects][flow]
        if not effect.is_sent
        and effect.step.waits
        and not is_tried_again(facts, flow, effect.step.caller.path)
    ]
    for number, first in enumerate(made):
        for second in made[number + 1 :]:
            if first.step.caller.path == second.step.caller.path:
                continue
            if _belong(facts, first, second) and _torn(facts, flow, first, second):
                return [(first, second)]
    return []


def _belong(facts: Facts, first: Effect, second: Effect) -> bool:
    one, other = written(first.step), written(second.step)
    both = bool(weighty(facts.design, one)) and bool(weighty(facts.design, other))
    return both or not set(one).isdisjoint(other)


def _torn(facts: Facts, flow: str, first: Effect, second: Effect) -> bool:
    declared: Flow = facts.design.flows[flow]
    if first.target is second.target or held_together(declared, first.step, second.step):
        return False
    if first.step.share + second.step.share <= 1.0:
        return False  # it may be either the one or the other
    data = written(first.step)
    is_file = first.target.plays(Role.BLOB_STORE)
    return not (is_file and data and never_change(facts.design, data))


def _dual(facts: Facts, pairs: list[tuple[Effect, Effect]]) -> DualWrite:
    first, second = pairs[0]
    flows = tuple(dict.fromkeys(effect.flow for effect, _ in pairs))
    by_one = first.step.caller.path == second.step.caller.path
    return DualWrite(first, second, flows, by_one, _steps(first, second, by_one),
                     _estimate(facts, pairs))  # fmt: skip


def _steps(first: Effect, second: Effect, by_one: bool) -> tuple[Line, ...]:
    caller, other = first.step.caller.path, second.step.caller.path
    texts = [
        (f"1. `{caller}` {_done(first)} `{first.target.path}`, which has it for good", first),
        (f"2. `{other}` stops, or `{second.target.path}` does not answer, before the next step"
         if by_one else f"2. `{other}` or `{second.target.path}` fails", second),
    ]  # fmt: skip
    lost = "is never sent" if second.is_sent else "is never written"
    lines = [Line(text, effect.step.span) for text, effect in texts]
    return (
        *lines,
        Line(f"3. what belongs in `{second.target.path}` {lost}: the two differ for good"),
    )


def _done(effect: Effect) -> str:
    return "sends to" if effect.is_sent else "writes"


def _estimate(facts: Facts, pairs: list[tuple[Effect, Effect]]) -> tuple[Line, ...]:
    """How many pairs a day the second's own downtime tears apart, where that is known: an estimate,
    as an outage that a retry outlasts loses nothing."""
    second = pairs[0][1]
    rates = [facts[loads].rates[effect.flow, effect.step.caller.path] for _, effect in pairs]
    measure = facts[component_availability][second.target.path]
    up = measure.value if measure.value.is_exact else measure.assuming
    if up is None or not up.is_exact or up.low >= 1.0 or not all(r.is_exact for r in rates):
        return ()
    each = [
        rate.low * c.step.share * c.step.times for rate, (_, c) in zip(rates, pairs, strict=True)
    ]
    rate, away = sum(each), 1.0 - up.low
    if rate <= 0.0:
        return ()
    lost = show_value(rate * away * PERIODS["day"], Dimension.NUMBER)
    kind = "" if measure.value.is_exact else ", in part assumed"
    text = (
        f"estimate: {show_value(rate, Dimension.RATE)} x 1 day x {show_share(away)} of it without "
        f"`{second.target.path}`{kind} = {lost} a day"
    )
    return (Line(text),)
