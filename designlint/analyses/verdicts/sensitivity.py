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
# So many steps of solvers take as long as one of the effort.
SOLVED = 30
# A verdict is judged so often at the least, as far as there is effort left.
LEAST_JUDGED = 6
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
    moved: the effort may not be enough for the others, nor to find where those turn it that are `not_placed`. `left` is
    what is left of it."""

    found: tuple[Sensitivity, ...]
    moved: int
    numbers: int
    left: float
    not_placed: int = 0


def sensitivities(facts: Facts, verdict: Verdict, most: int, effort: float) -> Sensitivities:
    """So many of the numbers that a decided verdict is most sensitive to, with so many steps of work."""
    return _found(facts, verdict, numbers_behind(facts, verdict), most, effort, STEPS)


def all_sensitivities(
    facts: Facts, found: Sequence[Verdict], most: int, effort: float
) -> list[Sensitivities]:
    """Those of several verdicts, with so many steps of work for all of them."""
    return _shared_out(facts, [(one, numbers_behind(facts, one)) for one in found], most, effort)


def rough_sensitivities(
    facts: Facts, found: Sequence[tuple[Verdict, Sequence[Number]]], most: int, effort: float
) -> list[Sensitivities]:
    """The same of some numbers of each verdict only, with turning points as exact as a plot needs them."""
    return _shared_out(facts, found, most, effort, ROUGH_STEPS)


def _shared_out(
    facts: Facts,
    found: Sequence[tuple[Verdict, Sequence[Number]]],
    most: int,
    effort: float,
    steps: int = STEPS,
) -> list[Sensitivities]:
    """Those of several verdicts, which share the work: what the cheaper ones leave is for the others. A part that is
    too small for anything is no use, so that the first ones have more where there are many."""
    prices = Effort(facts, effort)
    cheapest = sorted(range(len(found)), key=lambda at: prices.price(found[at][0]))
    known: dict[int, Sensitivities] = {}
    for number, at in enumerate(cheapest):
        verdict, numbers = found[at]
        if not effort:
            known[at] = Sensitivities((), 0, len(numbers), 0.0)
            continue
        least = min(effort, LEAST_JUDGED * prices.price(verdict))
        each = max(effort / (len(found) - number), least)
        known[at] = _found(facts, verdict, numbers, most, each, steps)
        effort = max(0.0, effort - each + known[at].left)
    return [known[at] for at in range(len(found))]


def numbers_behind(facts: Facts, verdict: Verdict) -> tuple[Number, ...]:
    """The numbers that a decided verdict can rest on."""
    if verdict.status is Status.UNDECIDED:
        return ()
    numbers = _numbers(verdict.world_around(facts), verdict.claim.about)
    if verdict.judgement.basis is not Basis.PROOF:
        return numbers
    # What is proved holds whatever an assumed number is.
    return tuple([one for one in numbers if not isinstance(one[2].origin, Assumed)])


def _found(
    facts: Facts, verdict: Verdict, numbers: Sequence[Number], most: int, effort: float, steps: int
) -> Sensitivities:
    for_seeking = Effort(facts, effort * OF_SEEKING, SOLVED)
    seeking = Turning(facts, verdict, for_seeking)
    turned: list[Move] = []
    nearest: dict[tuple[str, str], Move] = {}
    with suppress(GaveUpError):
        for move in chain.from_iterable(map(seeking.turned, together(numbers))):
            turned.append(move)  # noqa: PERF402  # those before the effort is used up are kept
    for_finding = Effort(facts, effort * (1.0 - OF_SEEKING) + for_seeking.left, SOLVED)
    not_placed = 0
    try:
        for move in Turning(facts, verdict, for_finding).nearest(turned, steps):
            nearest.setdefault(_named(move), move)
            if len(nearest) == most:
                break
    except GaveUpError:
        not_placed = min(most, len(set(map(_named, turned)))) - len(nearest)
    found = sorted(map(_sensitivity, nearest.values()), key=_delicacy)
    moved, left = seeking.settled // 2, for_finding.left
    return Sensitivities(tuple(found), moved, len(numbers), left, not_placed)


def _named(move: Move) -> tuple[str, str]:
    """What is moved, whichever way."""
    element, key, _ = move.number
    return element.path, key.name


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


def _numbers(facts: Facts, subject: str) -> tuple[Number, ...]:
    """The properties with a number of all that a claim on a subject can rest on, found once for all of them."""
    known = facts[_known_numbers]
    if subject not in known:
        known[subject] = tuple(_found_numbers(facts, subject))
    return known[subject]


def _known_numbers(_: Facts) -> dict[str, tuple[Number, ...]]:
    """The numbers behind the claims on each subject that was asked for, by its path."""
    return {}


def _found_numbers(facts: Facts, subject: str) -> Iterator[Number]:
    for element in _elements(facts, subject):
        for key in element.properties.present():
            known = element.properties[key] if not key.repeats else None
            if known is not None and _shown(known.value):
                yield element, key, known


def _elements(facts: Facts, subject: str) -> list[Element]:
    """The components of a subject, the places that they run in, the flows that load them, and the data that it is or
    that its flow reads and stores."""
    design = facts.design
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
