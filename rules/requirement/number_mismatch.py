"""A number in the text of a requirement differs from its `require`.

Reported when: the text and a `require` state amounts of one kind (a time, a share, a rate, a size, a
cost, a multiple of the load), no amount of the text is that of the `require`, and no `require` is that
of the text. The text is read as people write: "2 seconds", "99.9%", "half", "1k requests per second",
"three times the load", "one in ten thousand", "p99", "four nines". A multiple of today's load is held
against what the `require` lines ask for: a `throughput` of so many times the `rate`, a `headroom`, or any other
at today's load only. So is a number of people in the text ("1 million users") for
which no actor has a `count` (or `active`) that is as large, at the declared growth.

Not reported when: the amount equals the `require` in another unit, or its complement ("at most 0.5%
fail" for 99.5%); a `require` or the declared growth covers the multiple of the load; it is a period ("in the first 30 days", "10 minutes per year"); or all numbers of the
text or all of the `require` lines have their partner.

How to fix: decide which number is meant, and write that one in both.

Why: people agree on the sentence, and the design is checked against the number behind it. A requirement
with two numbers is met by one and broken by the other.

Source: ISO/IEC/IEEE 29148:2018, 5.2.5 and 5.2.6: a requirement is unambiguous, and a set of them is
consistent.

Bad:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "Orders answer within 2 seconds." { require latency p99 of order <= 5s }
```

Good:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "Orders answer within 2 seconds." { require latency p99 of order <= 2s }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.api import Facts, Finding, Label, advice, model, properties, rule
from designlint.api.text import Dimension, Quantity, show_percentile

_CLOSE = 1e-6
_PER_TIME = 0.05
"""How far two rates or costs may be apart: those of a month and of a year differ by the days of a month."""
_PART = 0.01
"""How far a share may be from a part that has no short decimal: a third is 33% or 34%."""
_LOADED = ("throughput", "headroom")
"""Metrics whose target says how much more than today's load is carried."""
_OF_FLEET = ("headroom", "blast_radius")
"""Metrics whose target is a share of the servers, or of what they carry."""
_ROUNDED = 0.1
"""How far the downtime of a text may be from that of a `require`: 99.99% is said to be 50 minutes a year."""

_SEVERAL = 4
"""The digits from which on to cut off the others is no other number: 99.98% of 99.988%."""


class _Required(NamedTuple):
    """A number of a `require`, as the design shows it."""

    dimension: Dimension
    value: float
    shown: str
    claim: model.Claim


@rule("REQ001", grade="risk", since="0.2")
def number_mismatch(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement whose text has another number than the design."""
    for requirement in facts.design.requirements.values():
        if requirement.value(properties.context.PRIORITY) != "wont":
            yield from _against_claims(requirement)
            yield from _against_load(requirement, facts.design)
            yield from _against_actors(requirement, facts.design)


def _against_claims(requirement: model.Requirement) -> Iterator[Finding]:
    required = [number for claim in requirement.claims for number in _numbers(claim)]
    stated = [amount for amount in requirement.statement.amounts if not amount.is_period]
    for amount in stated:
        rivals = [number for number in required if _comparable(amount, number)]
        if not rivals or any(_same(amount, number) for number in required):
            continue
        alone = [number for number in rivals if not any(_same(one, number) for one in stated)]
        if alone:
            yield _finding(
                requirement, amount, min(alone, key=lambda n: abs(n.value - amount.value))
            )
            return


def _numbers(claim: model.Claim) -> Iterator[_Required]:
    """The numbers of a claim: its target, its percentile, its load."""
    if isinstance(claim.target, Quantity):
        target = claim.target
        yield _Required(target.dimension, target.value, f"{claim.operator} {target.written}", claim)
    if isinstance(claim.aspect, float):
        shown = show_percentile(claim.aspect)
        yield _Required(Dimension.SHARE, claim.aspect, shown, claim)
    if claim.load != 1.0:
        yield _Required(Dimension.FACTOR, claim.load, f"at {claim.load:g}x", claim)


def _comparable(amount: Any, number: _Required) -> bool:
    """Whether an amount of the text could mean this number of a claim."""
    if amount.dimension is not number.dimension:
        return False
    if amount.noun == "capacity" and not number.claim.measures(*_OF_FLEET):
        return False
    return not amount.is_percentile or number.value == number.claim.aspect


def _same(amount: Any, number: _Required) -> bool:
    if amount.dimension is not number.dimension or _other_currency(amount, number):
        return False
    if amount.is_rounded:
        is_near = math.isclose(1 - amount.value, 1 - number.value, rel_tol=_ROUNDED)
        return is_near or _is_rounded(amount.value, number.value)
    meant, near, far = {amount.value}, _CLOSE, 1e-12
    if amount.dimension in (Dimension.RATE, Dimension.SPENDING):
        near = _PER_TIME
    if amount.dimension is Dimension.SHARE:
        meant.add(1 - amount.value)
        far = far if round(amount.value, 6) == amount.value else _PART
    return any(math.isclose(value, number.value, rel_tol=near, abs_tol=far) for value in meant)


def _is_rounded(stated: float, required: float) -> bool:
    """Whether a share is another one with fewer digits: 10 minutes a month leave 99.977%, of which people
    make 99.98%, and 99.97% as well; but 99.9% only of less than that, which is stricter."""
    digits = next((n for n in range(2, 9) if math.isclose(round(required, n), required)), 9)
    is_up = required >= stated and math.isclose(round(stated, digits), required)
    cut = math.floor(stated * 10**digits) / 10**digits
    return is_up or (digits >= _SEVERAL and math.isclose(cut, required))


def _other_currency(amount: Any, number: _Required) -> bool:
    target = number.claim.target
    money = amount.dimension in (Dimension.MONEY, Dimension.SPENDING)
    return money and isinstance(target, Quantity) and amount.noun != target.noun


def _finding(requirement: model.Requirement, amount: Any, number: _Required) -> Finding:
    return Finding(
        f"`{requirement.path}` says {amount.words.text} in its text and requires {number.shown}",
        Label(requirement.part(amount.words), "in the text"),
        requirement.path,
        secondary=(Label(number.claim.span, f"requires {number.shown}"),),
        help=(advice("write the number that is meant in both"),),
    )


def _against_load(requirement: model.Requirement, design: model.Design) -> Iterator[Finding]:
    """A multiple of the load, of a requirement that has no `at`, which is more than what it requires."""
    if not requirement.claims or any(claim.load != 1.0 for claim in requirement.claims):
        return
    multiples = [one for one in requirement.statement.amounts if one.dimension is Dimension.FACTOR]
    if not multiples:
        return
    amount = max(multiples, key=lambda one: one.value)
    known = [_multiple(claim, design) for claim in requirement.claims if claim.measures(*_LOADED)]
    if amount.noun != "load" or None in known or amount.value <= design.growth_factor:
        return
    most = max((one for one in known if one is not None), default=1.0)
    if most < amount.value * (1 - _PER_TIME):
        covered = (
            f"its `require` covers {most:.3g}x the load" if known else "requires it at today's load"
        )
        yield Finding(
            f"`{requirement.path}` says {amount.words.text} in its text, but {covered}",
            Label(requirement.part(amount.words), "in the text"),
            requirement.path,
            secondary=(Label(requirement.claims[0].span),),
            help=(advice(f"add `at {amount.value:g}x` to the `require`, or state what it means"),),
        )


def _multiple(claim: model.Claim, design: model.Design) -> float | None:
    """The multiple of today's load that a claim on throughput or headroom covers; None for unknown."""
    target = claim.target
    if not isinstance(target, Quantity):
        return None
    if claim.measures("headroom"):
        return 1 / (1 - target.value) if target.value < 1 else math.inf
    flow = design.flows.get(claim.about)
    rate = flow.value(properties.context.RATE) if flow is not None else None
    if rate is None or rate.when == "average" or not rate.rate.value:
        return None
    return target.value / rate.rate.value


def _against_actors(requirement: model.Requirement, design: model.Design) -> Iterator[Finding]:
    """A number of people that no actor has."""
    counts = [(actor, number) for actor in design.actors.values() if (number := _count(actor))]
    if not counts:
        return
    actor, most = max(counts, key=lambda pair: pair[1])
    for amount in requirement.statement.counts(_names(actor)):
        if amount.value > most * design.growth_factor * (1 + _CLOSE):
            yield Finding(
                f"`{requirement.path}` says {amount.words.text} in its text, but `{actor.path}` has a "
                f"`count` of {most:,.0f}",
                Label(requirement.part(amount.words), "in the text"),
                requirement.path,
                secondary=(Label(actor.span_of(properties.context.COUNT)),),
                help=(advice("state the number that is meant in both"),),
            )


def _count(actor: model.Actor) -> float:
    count = actor.value(properties.context.COUNT)
    return 0.0 if count is None else count.value


def _names(actor: model.Actor) -> tuple[str, ...]:
    """What a sentence calls many of an actor; `users` may be any."""
    return (f"{actor.name.replace('_', ' ')}s", "users", "people", "clients")
