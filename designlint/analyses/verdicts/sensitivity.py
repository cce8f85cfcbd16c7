"""Which numbers a verdict is sensitive to: how far each may move before the verdict is another one.

Each number that is stated, published or assumed is moved up and down by itself, in worlds of their
own; where that turns the verdict within `REACH`, the turning point is found by bisection. An
availability is moved by its unavailability, so that 99.9% and 99.8% are a factor of two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Basis, Status
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.effort import Effort, GaveUpError
from designlint.analyses.verdicts.turning import (
    REACH,
    Move,
    Number,
    Turning,
    is_latency,
    is_worse,
    moved,
)
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.model import Assumed, Element, Known
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show, show_number
from designlint.schema.values import Rated, Scoped

STEPS, ROUGH_STEPS = 20, 6
# The part of the effort that seeks the numbers which turn a verdict; the rest finds where.
OF_SEEKING = 2 / 3
_PER_LONG = re.compile(r"(\d[\d_]*(?:\.\d+)?)([^\d.]*/(?!s\b)\w+)")
"""A number as it is written with what it counts, per anything but a second."""


class Sensitivity(NamedTuple):
    """A number that a verdict is sensitive to: where it stands and what it is, at which value the
    verdict is another one, and by which factor that is away (above 1, the nearer to it the more
    delicate)."""

    element: str
    property: str
    known: Known[Any]
    now: str
    turns_at: str
    factor: float


class Sensitivities(NamedTuple):
    """The numbers that a verdict is sensitive to, the most delicate first. `moved` of all `numbers` behind it have been
    moved: the effort may not be enough for the others. `left` is what is left of it."""

    found: tuple[Sensitivity, ...]
    moved: int
    numbers: int
    left: float


def sensitivities(facts: Facts, verdict: Verdict, most: int, effort: float) -> Sensitivities:
    """So many of the numbers that a decided verdict is most sensitive to, with so many steps of work."""
    return _found(facts, verdict, numbers_behind(facts, verdict), most, effort, STEPS)


def all_sensitivities(
    facts: Facts, found: Sequence[Verdict], most: int, effort: float
) -> list[Sensitivities]:
    """Those of several verdicts, which share the work: what the cheaper ones leave is for the others."""
    prices = Effort(facts, effort)
    cheapest = sorted(range(len(found)), key=lambda at: prices.price(found[at]))
    known: dict[int, Sensitivities] = {}
    for number, at in enumerate(cheapest):
        each = effort / (len(found) - number)
        known[at] = sensitivities(facts, found[at], most, each)
        effort -= each - known[at].left
    return [known[at] for at in range(len(found))]


def numbers_behind(facts: Facts, verdict: Verdict) -> tuple[Number, ...]:
    """The numbers that a decided verdict can rest on."""
    if verdict.status is Status.UNDECIDED:
        return ()
    return tuple(_numbers(verdict.world_around(facts), verdict))


def rough_sensitivities(
    facts: Facts, verdict: Verdict, numbers: Sequence[Number], most: int, effort: float
) -> Sensitivities:
    """The same of some numbers only, with turning points as exact as a plot needs them."""
    return _found(facts, verdict, numbers, most, effort, ROUGH_STEPS)


def _found(
    facts: Facts, verdict: Verdict, numbers: Sequence[Number], most: int, effort: float, steps: int
) -> Sensitivities:
    for_seeking, for_finding = (
        Effort(facts, effort * part) for part in (OF_SEEKING, 1.0 - OF_SEEKING)
    )
    seeking, finding = (Turning(facts, verdict, one) for one in (for_seeking, for_finding))
    turned: list[Move] = []
    nearest: dict[tuple[str, str], Move] = {}
    with suppress(GaveUpError):
        for move in chain.from_iterable(map(seeking.turned, together(numbers))):
            turned.append(move)  # noqa: PERF402  # those before the effort is used up are kept
    with suppress(GaveUpError):
        for move in finding.nearest(turned, steps):
            element, key, _ = move.number
            nearest.setdefault((element.path, key.name), move)
            if len(nearest) == most:
                break
    found = sorted(map(_sensitivity, nearest.values()), key=_delicacy)
    left = for_seeking.left + for_finding.left
    return Sensitivities(tuple(found), seeking.settled // 2, len(numbers), left)


def together(numbers: Sequence[Number]) -> Iterator[list[Move]]:
    """Both ends of all numbers, in groups of which all are moved to the worse, or all to the better."""
    ends = [Move(number, end) for number in numbers for end in (REACH, 1.0 / REACH)]
    for worse in (True, False):
        yield [move for move in ends if is_worse(*move) is worse]
    for move in ends:
        if is_worse(*move) is None:
            yield [move]


def _sensitivity(move: Move) -> Sensitivity:
    (element, key, known), factor = move
    now, then = _shown(known.value), _beside(known.value, moved(known.value, factor))
    return Sensitivity(element.path, key.name, known, now, then, max(factor, 1.0 / factor))


def _delicacy(one: Sensitivity) -> tuple[float, str, str]:
    return one.factor, one.element, one.property


def _numbers(facts: Facts, verdict: Verdict) -> Iterator[Number]:
    """The properties with a number of all that a claim can rest on. What is proved holds whatever an assumed
    number is."""
    is_proved = verdict.judgement.basis is Basis.PROOF
    for element in _elements(facts, verdict):
        for key in element.properties.present():
            known = element.properties[key] if not key.repeats else None
            if known is None or (is_proved and isinstance(known.origin, Assumed)):
                continue
            if _shown(known.value):
                yield element, key, known


def _elements(facts: Facts, verdict: Verdict) -> list[Element]:
    """The components of a claim's subject, the places that they run in, the flows that load them, and the data
    that it is about or that its flow reads and stores."""
    design = facts.design
    subject = verdict.claim.subject.path if verdict.claim.subject is not None else ""
    nodes, data = [subject], dict.fromkeys([subject] if subject in design.data else [])
    if subject in design.flows:
        nodes = list(facts[flow_graphs][subject].nodes)
        used = (
            named for call in design.flows[subject].steps for named in (*call.reads, *call.stores)
        )
        data = dict.fromkeys(named.path for named in used)
    elif subject in design.data:
        nodes = [hop.component for hop in facts[reads_of][subject]]
    components = [
        design.components[node] for node in dict.fromkeys(nodes) if node in design.components
    ]
    places: dict[str, None] = {}
    flows: dict[str, None] = {subject: None} if subject in design.flows else {}
    for component in components:
        for replica in facts[placements][component.path].replicas:
            places.update(dict.fromkeys(replica.domains))
        flows.update(dict.fromkeys(part.flow for part in facts[capacities][component.path].parts))
    return [
        *components,
        *(design.places[path] for path in places),
        *(design.flows[path] for path in flows),
        *(design.data[path] for path in data),
    ]


def _beside(now: Any, then: Any) -> str:
    """Another value of a number, in the unit that the author chose where that is one per day, month or year."""
    before, after = _quantity(now), _quantity(then)
    written = _PER_LONG.fullmatch(before.written) if before is not None else None
    if written is None or before is None or after is None or not before.value:
        return _shown(then)
    number = float(written[1].replace("_", "")) * after.value / before.value
    return f"{show_number(number)}{written[2]}"


def _shown(value: Any) -> str:
    """A number as it would be stated; empty for what is none."""
    amount = _quantity(value)
    if amount is not None:
        return amount.written if _PER_LONG.fullmatch(amount.written) else show(amount)
    if is_latency(value):
        return ", ".join(f"p{one.percentile * 100:g} {show(one.time)}" for one in value)
    return ""


def _quantity(value: Any) -> Quantity | None:
    if isinstance(value, Scoped):
        return value.amount
    if isinstance(value, Rated):
        return value.rate
    return value if isinstance(value, Quantity) else None
