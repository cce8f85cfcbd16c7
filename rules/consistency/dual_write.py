"""Two writes that belong together are not made in one transaction.

A caller that writes a store and then another one, or sends a message about what it has written, can
stop between the two. What was to be written second is then missing for good, and nobody is told:
the order is there and the event is not, the index lacks a row that the table has. Writing in the
other order only changes which half is lost. An outbox, change data capture, one transaction or a
saga that undoes the first half closes the gap.

It looks at one caller that writes two stores, or a store and a queue or stream; and at several
callers of one flow where they write the same datum, or critical data each. There is one finding for
each two places. It is silent where the steps say `outbox`, `saga` or `atomic_with`, where the second
write is `optional`, where the shares of the two leave it open whether one request makes both, where a
file that never changes is written before what points to it, and where an idempotent consumer gets the
message again until both are done.

Source: P. Helland, Life beyond Distributed Transactions (2007); C. Richardson, Microservices
Patterns (2018), chapter 3, on the transactional outbox; H. Garcia-Molina and K. Salem, Sagas (1987).

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

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.analyses import Effect, component_availability, effects, loads
from designlint.api.text import Dimension, listed, show_share, show_value

_SECONDS_A_DAY = 86_400.0


class _Pair(NamedTuple):
    """Two changes of one flow that a crash or a failure between them tears apart."""

    first: Effect
    second: Effect

    @property
    def ends(self) -> tuple[str, str, str, str]:
        """Who makes the two changes where: pairs with the same ends are one finding."""
        one, two = self.first, self.second
        return (one.step.caller.path, one.target.path, two.step.caller.path, two.target.path)

    @property
    def is_by_one(self) -> bool:
        """Whether one caller makes both."""
        return self.first.step.caller.path == self.second.step.caller.path


@rule("CON002", severity=Severity.WARNING, since="0.1")
def dual_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each two places that are written one after the other."""
    found: dict[tuple[str, str, str, str], list[_Pair]] = {}
    for made in facts[effects].values():
        for pair in _pairs(facts, made):
            found.setdefault(pair.ends, []).append(pair)
    for pairs in found.values():
        yield _finding(facts, pairs)


def _pairs(facts: Facts, made: Sequence[Effect]) -> list[_Pair]:
    """The first torn pair of each caller of a flow; else the first of several callers."""
    callers: dict[str, list[Effect]] = {}
    for effect in made:
        callers.setdefault(effect.step.caller.path, []).append(effect)
    alone = [pair for own in callers.values() for pair in _of_caller(facts, own)]
    return alone or list(_of_several(facts, made))


def _of_caller(facts: Facts, own: Sequence[Effect]) -> Iterator[_Pair]:
    for number, first in enumerate(own):
        for second in own[number + 1 :]:
            is_open = not first.is_resumed and not (first.is_sent and second.is_sent)
            if is_open and _is_torn(facts, first, second):
                yield _Pair(first, second)
                return


def _of_several(facts: Facts, made: Sequence[Effect]) -> Iterator[_Pair]:
    waited = [e for e in made if e.step.waits and not e.is_sent and not e.is_resumed]
    if not waited or _is_a_saga(waited[0]):
        return
    for number, first in enumerate(waited):
        for second in waited[number + 1 :]:
            pair = _Pair(first, second)
            if pair.is_by_one or not _belong(facts, first, second):
                continue
            if _is_torn(facts, first, second):
                yield pair
                return


def _is_a_saga(effect: Effect) -> bool:
    """Whether any step of its flow is undone when a later one fails."""
    flow = effect.flow
    sagas = [flow.stated(step, properties.relation.SAGA) for step in flow.steps]
    return any(saga is not None and saga.value for saga in sagas)


def _belong(facts: Facts, first: Effect, second: Effect) -> bool:
    """Whether both write the same datum, or critical data each."""
    one, two = first.step.written, second.step.written
    data = facts.design.data
    is_grave = all(any(data[path].is_critical for path in paths) for paths in (one, two))
    return is_grave or not set(one).isdisjoint(two)


def _is_torn(facts: Facts, first: Effect, second: Effect) -> bool:
    if first.target is second.target or _is_held_together(first, second):
        return False
    if first.step.share + second.step.share <= 1.0:
        return False  # it may be either the one or the other
    data = [facts.design.data[path] for path in first.step.written]
    is_file = first.target.plays(Role.BLOB_STORE)
    # A file that never changes may be there before what points to it.
    return not (is_file and data and all(d.is_immutable for d in data))


def _is_held_together(first: Effect, second: Effect) -> bool:
    """Whether two changes happen both or not at all, or are undone together."""
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
    caller, one, two = first.step.caller.path, first.target.path, second.target.path
    flows = listed(list(dict.fromkeys(p.first.flow.path for p in pairs)))
    message = f"`{caller}` writes `{one}` and `{two}` in {flows}, and a failure between loses one"
    if not pair.is_by_one:
        message = f"{flows} writes `{one}` and `{two}` by two callers, and a failure loses one"
    sent = next((effect for effect in (second, first) if effect.is_sent), None)
    mended = (sent or second).step
    arrow = "->" if mended.waits else "~>"
    cure = "outbox yes" if sent else "saga yes"
    return Finding(
        message,
        Label(second.step.span, "lost when the caller stops before" if pair.is_by_one else ""),
        caller,
        secondary=(Label(first.step.span, "there for good"),),
        witness=(*_steps(pair), *_estimate(facts, pairs)),
        help=(edit(f"{mended.caller.path} {arrow} {mended.callee.path} {{ {cure} }}"),),
    )


def _steps(pair: _Pair) -> Iterator[Step]:
    """How one of the two is lost."""
    first, second = pair
    caller, other = first.step.caller.path, second.step.caller.path
    done = "sends to" if first.is_sent else "writes"
    yield Step(
        f"1. `{caller}` {done} `{first.target.path}`, which has it for good", first.step.span
    )
    text = f"2. `{other}` or `{second.target.path}` fails"
    if pair.is_by_one:
        text = (
            f"2. `{other}` stops, or `{second.target.path}` does not answer, before the next step"
        )
    yield Step(text, second.step.span)
    lost = "is never sent" if second.is_sent else "is never written"
    yield Step(f"3. what belongs in `{second.target.path}` {lost}: the two differ for good")


def _estimate(facts: Facts, pairs: Sequence[_Pair]) -> Iterator[Step]:
    """How many pairs a day the second's own downtime tears apart, where that is known: an estimate,
    as an outage that a retry outlasts loses nothing."""
    target = pairs[0].second.target.path
    measure = facts[component_availability][target]
    up = measure.value if measure.value.is_exact else measure.assuming
    seconds = [pair.second for pair in pairs]
    rates = [facts[loads].rates[e.flow.path, e.step.caller.path] for e in seconds]
    if up is None or not up.is_exact or up.low >= 1.0 or not all(r.is_exact for r in rates):
        return
    each = [r.low * e.step.share * e.step.times for r, e in zip(rates, seconds, strict=True)]
    rate, away = sum(each), 1.0 - up.low
    if rate > 0.0:
        lost = show_value(rate * away * _SECONDS_A_DAY, Dimension.NUMBER)
        kind = "" if measure.value.is_exact else ", in part assumed"
        yield Step(
            f"estimate: {show_value(rate, Dimension.RATE)} x 1 day x {show_share(away)} of it without "
            f"`{target}`{kind} = {lost} a day"
        )
