"""Two writes that belong together are not atomic.

Reported when: one caller writes two stores, or a store and a queue or stream, in one flow; or
several callers of one flow write the same data, or each writes critical data. A service or an
external system that takes critical data or payments counts like a store: it has charged or shipped
for good when a later write of its caller fails, or a later call of another external system. There
is one finding for each pair of targets.

Not reported when: the steps declare `outbox`, `saga` or `atomic_with`; the second write is
`optional`; the shares of the two steps allow a request that makes only one of them; an `immutable`
file is written before what points to it; an idempotent consumer gets the message again until both
are done; or a scheduler starts the work again and no critical data is written.

How to fix: send the message through an outbox or change data capture, write both in one
transaction, or undo the first write with a saga.

Why: a caller can crash between the two writes. The second one is then lost without an error: the
order exists but not its event, or the table has a row that the index lacks. The other order of
writes only changes which half is lost.

Source: P. Helland, Life beyond Distributed Transactions (2007); C. Richardson, Microservices
Patterns (2018), chapter 3, on the transactional outbox; H. Garcia-Molina and K. Salem, Sagas
(1987).

Bad:

```design
actor buyer
data order { importance critical }
component shop : service
component orders : database { holds order }
component events : stream
flow buy { rate 60 req/s; buyer -> shop; shop -> orders writes order; shop ~> events writes order }
```

Good:

```design
actor buyer
data order { importance critical }
component shop : service
component orders : database { holds order }
component events : stream
shop ~> events { outbox yes }
flow buy { rate 60 req/s; buyer -> shop; shop -> orders writes order; shop ~> events writes order }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import (
    Effect,
    component_availability,
    effects,
    flow_graphs,
    loads,
    placements,
)
from designlint.api.model import Flow
from designlint.api.model import Step as Call
from designlint.api.text import Dimension, listed, show_share, show_value

_SECONDS_A_DAY = 86_400.0


class _Pair(NamedTuple):
    """Two writes of one flow that a failure between them leaves inconsistent."""

    first: Effect
    second: Effect

    @property
    def ends(self) -> tuple[str, str, str, str]:
        """Who makes the two writes where: pairs with the same ends are one finding."""
        one, two = self.first, self.second
        return (one.step.caller.path, one.target.path, two.step.caller.path, two.target.path)

    @property
    def is_by_one(self) -> bool:
        """Whether one caller makes both."""
        return self.first.step.caller.path == self.second.step.caller.path


@rule("CON002", grade="risk", since="0.1")
def dual_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each two targets that are written one after the other."""
    found: dict[tuple[str, str, str, str], list[_Pair]] = {}
    for made in facts[effects].values():
        for pair in _pairs(facts, made):
            found.setdefault(pair.ends, []).append(pair)
    for pairs in found.values():
        yield _finding(facts, pairs)


def _pairs(facts: Facts, made: Sequence[Effect]) -> list[_Pair]:
    """The first non-atomic pair of each caller of a flow; else the first of several callers."""
    callers: dict[str, list[Effect]] = {}
    for effect in made:
        callers.setdefault(effect.step.caller.path, []).append(effect)
    alone = [pair for own in callers.values() for pair in _of_caller(facts, own)]
    return alone or list(_of_several(facts, made)) or list(_after_a_service(facts, made))


def _after_a_service(facts: Facts, made: Sequence[Effect]) -> Iterator[_Pair]:
    """The first write, or call of an external system, after a service has done its part for good."""
    for first in made:
        if not _is_grave(facts, first) or first.is_resumed or _is_a_saga(first):
            continue
        graph, steps = facts[flow_graphs][first.flow.path], first.flow.steps
        later = set(graph.reached_from(first.step.caller.path, lambda call: call.waits))
        later -= set(graph.reached_from(first.target.path, lambda call: call.waits))
        for call in steps[steps.index(first.step) + 1 :]:
            second = _needed(facts, made, first.flow, call) if call.caller.path in later else None
            if second is not None and _is_unsafe(facts, first, second):
                yield _Pair(first, second)
                return


def _is_grave(facts: Facts, effect: Effect) -> bool:
    """Whether a service has done something with critical data."""
    data = facts.design.data
    return effect.is_of_service and any(data[path].is_critical for path in effect.step.written)


def _needed(facts: Facts, made: Sequence[Effect], flow: Flow, call: Call) -> Effect | None:
    """A call as an effect: a write, or what an external system does that the flow needs."""
    effect = next((one for one in made if one.step is call), None)
    target = facts.design.components.get(call.callee.path)
    if effect is not None or target is None or not target.is_external or call.reads:
        return None if effect is not None and effect.is_sent else effect
    failing = flow.stated(call, properties.relation.ON_FAILURE)
    goes_on = call.optional or call.or_else is not None or failing is not None
    return None if goes_on or not call.waits else Effect(flow, call, target, False)


def _of_caller(facts: Facts, own: Sequence[Effect]) -> Iterator[_Pair]:
    for number, first in enumerate(own):
        for second in own[number + 1 :]:
            may_stop = not first.is_resumed and not (first.is_sent and second.is_sent)
            ends = [effect for effect in (first, second) if effect.is_of_service]
            if ends and not any(_is_grave(facts, effect) for effect in ends):
                continue
            if may_stop and _is_unsafe(facts, first, second):
                yield _Pair(first, second)
                return


def _of_several(facts: Facts, made: Sequence[Effect]) -> Iterator[_Pair]:
    waited = [
        e
        for e in made
        if e.step.waits
        and not (e.is_sent or e.is_resumed)
        and (_is_grave(facts, e) or not e.is_of_service)
    ]
    if not waited or _is_a_saga(waited[0]):
        return
    for number, first in enumerate(waited):
        for second in waited[number + 1 :]:
            pair = _Pair(first, second)
            if pair.is_by_one or not _belong(facts, first, second):
                continue
            if _is_unsafe(facts, first, second):
                yield pair
                return


def _is_a_saga(effect: Effect) -> bool:
    """Whether any step of its flow is undone when a later one fails."""
    flow = effect.flow
    sagas = [flow.stated(step, properties.relation.SAGA) for step in flow.steps]
    return any(saga is not None and saga.value for saga in sagas)


def _belong(facts: Facts, first: Effect, second: Effect) -> bool:
    """Whether both write the same data item, or critical data each."""
    one, two = first.step.written, second.step.written
    data = facts.design.data
    is_grave = all(any(data[path].is_critical for path in paths) for paths in (one, two))
    return is_grave or not set(one).isdisjoint(two)


def _is_unsafe(facts: Facts, first: Effect, second: Effect) -> bool:
    if first.target is second.target or _is_atomic(first, second):
        return False
    if first.step.share + second.step.share <= 1.0:
        return False  # one request may make only one of the two
    data = [facts.design.data[path] for path in first.step.written]
    is_file = first.target.plays(Role.BLOB_STORE)
    # An immutable file may be written before what points to it.
    return not (is_file and data and all(d.is_immutable for d in data))


def _is_atomic(first: Effect, second: Effect) -> bool:
    """Whether two writes are atomic, or undone together."""
    for effect, partner in ((first, second), (second, first)):
        atomic = effect.stated(properties.relation.ATOMIC_WITH)
        if atomic is not None and any(ref.path == partner.target.path for ref in atomic.value):
            return True
        for key in (properties.relation.OUTBOX, properties.relation.SAGA):
            known = effect.stated(key)
            if known is not None and known.value:
                return True
    return False


def _finding(facts: Facts, pairs: Sequence[_Pair]) -> Finding:
    pair = pairs[0]
    first, second = pair
    sent = next((effect for effect in (second, first) if effect.is_sent), None)
    fixed, remedy = (sent or second).step, "outbox yes" if sent else "saga yes"
    if first.is_of_service:
        fixed, remedy = first.step, "saga yes"
    arrow = "->" if fixed.waits else "~>"
    return Finding(
        _message(pairs),
        Label(second.step.span, "lost if the caller stops first" if pair.is_by_one else ""),
        first.step.caller.path,
        secondary=(Label(first.step.span, _already(first)),),
        witness=(*_steps(pair), *_estimate(facts, pairs)),
        help=(edit(f"{fixed.caller.path} {arrow} {fixed.callee.path} {{ {remedy} }}"),),
    )


def _message(pairs: Sequence[_Pair]) -> str:
    pair = pairs[0]
    caller, one, _, two = pair.ends
    flows = listed(list(dict.fromkeys(p.first.flow.path for p in pairs)))
    if pair.first.is_of_service:
        what = "write to" if pair.second.step.writes else "call of"
        return f"nothing undoes what `{one}` has done in {flows} if the {what} `{two}` fails"
    who = f"`{caller}` writes" if pair.is_by_one else "two callers write"
    return f"{who} `{one}` and `{two}` in {flows} without atomicity"


def _already(first: Effect) -> str:
    if first.is_of_service:
        return "already done"
    return "already sent" if first.is_sent else "already committed"


def _steps(pair: _Pair) -> Iterator[Step]:
    """How one of the two is lost."""
    first, second = pair
    caller, other = first.step.caller.path, second.step.caller.path
    done = "sends a message to" if first.is_sent else "commits a write to"
    text = f"1. `{caller}` {done} `{first.target.path}`"
    if first.is_of_service:
        text = f"1. `{caller}` calls `{first.target.path}`, which completes its part for good"
    yield Step(text, first.step.span)
    text = f"2. `{other}` or `{second.target.path}` fails before the second write"
    if pair.is_by_one:
        text = f"2. `{other}` stops, or `{second.target.path}` does not answer"
    yield Step(text, second.step.span)
    lost = "message" if second.is_sent else "write" if second.step.writes else "call"
    yield Step(f"3. `{second.target.path}` never gets the {lost}: the two stay inconsistent")


def _estimate(facts: Facts, pairs: Sequence[_Pair]) -> Iterator[Step]:
    """How many second writes a day the downtime of their target loses: an estimate, as an outage that a
    retry outlasts loses nothing. None where the target fails together with what comes before, or where
    only the load at peak is known."""
    target = pairs[0].second.target.path
    measure = facts[component_availability][target]
    up = measure.value if measure.value.is_exact else measure.assuming
    if up is None or not up.is_exact or up.low >= 1.0:
        return
    if any(_fail_together(facts, pair) for pair in pairs):
        return
    rates = [_a_day(facts, pair) for pair in pairs]
    number, away = sum(filter(None, rates)), 1.0 - up.low
    if number and None not in rates:
        lost, made = (show_value(one, Dimension.NUMBER) for one in (number * away, number))
        kind = "" if measure.value.is_exact else " (partly assumed)"
        yield Step(
            f"estimate: {made} a day x {show_share(away)} downtime of `{target}`{kind} = {lost} lost a day"
        )


def _fail_together(facts: Facts, pair: _Pair) -> bool:
    """Whether what takes the second target down may keep the first write from being made: the flow needs
    the target before, or both run in one place."""
    first, second = pair
    steps = first.flow.steps
    before = steps[: steps.index(second.step)]
    used = {path for step in before for path in (step.caller.path, step.callee.path)}
    callers = {first.target.path, first.step.caller.path}
    places = [
        {domain for replica in facts[placements][path].replicas for domain in replica.domains}
        for path in (second.target.path, *callers)
        if path in facts.design.components
    ]
    return second.target.path in used or any(not places[0].isdisjoint(one) for one in places[1:])


def _a_day(facts: Facts, pair: _Pair) -> float | None:
    """How many of both writes are made a day: as often as the rarer one; of a load that is stated at peak
    only, unknown, unless so many data items a day are written."""
    growths = [
        growth.value.value * _SECONDS_A_DAY
        for path in pair.second.step.written or pair.first.step.written
        for growth in (facts.design.data[path][properties.context.GROWTH],)
        if growth is not None and growth.value.dimension is Dimension.RATE
    ]
    rate = pair.first.flow[properties.context.RATE]
    rates = [facts[loads].visits[one.step.span] for one in pair]
    begun = facts[loads].visits[pair.first.flow.steps[0].span].low
    if (
        growths
        or not begun
        or rate is None
        or rate.value.when != "average"
        or not all(r.is_exact for r in rates)
    ):
        return min(growths, default=None)
    # The load is that at peak, the rate of the flow the mean.
    each = [r.low * one.step.share * one.step.times for r, one in zip(rates, pair, strict=True)]
    return min(each) * rate.value.rate.value / begun * _SECONDS_A_DAY
