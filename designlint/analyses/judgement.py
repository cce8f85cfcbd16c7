"""From a measure and a target to a verdict: met, violated or undecided, never a guess."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.measure import Interval, Measure, Missing
from designlint.diagnostic import Step
from designlint.model import Claim
from designlint.quantity import (
    Dimension,
    Quantity,
    show,
    show_availability,
    show_points,
    show_value,
)

# Floating-point arithmetic may end a hair beside a target that is met exactly.
TOLERANCE = 1e-12


class Status(Enum):
    """How a requirement comes out."""

    MET = "met"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


class Basis(Enum):
    """What a status rests on, the strongest first: on stated and published facts alone, on assumptions
    beside them, or on an estimate."""

    PROOF = "proof"
    ASSUMPTIONS = "assumptions"
    ESTIMATE = "estimate"


_BEHIND = {Basis.PROOF: "", Basis.ASSUMPTIONS: " on assumptions", Basis.ESTIMATE: " (likely)"}


def verdict_word(status: Status, basis: Basis = Basis.PROOF) -> str:
    """The word for a verdict: `met`, `violated on assumptions`, `met (likely)`, `undecided`."""
    return status.value if status is Status.UNDECIDED else f"{status.value}{_BEHIND[basis]}"


class Judgement(NamedTuple):
    """A status with its proof.

    `value` is what was computed, `margin` how far it is from the target, as text. `basis` is what the
    status rests on, `assumptions` the assumptions among it. `reason` says in a few words why
    nothing could be decided. `nearness` orders
    values by how near they are to what is wanted, larger is better; only values of one claim compare.
    `failure` is what the metric raised instead of judging: a mistake of the metric.
    """

    status: Status
    value: str
    target: str
    margin: str = ""
    derivation: Sequence[Step] = ()
    missing: tuple[Missing, ...] = ()
    assumptions: tuple[Step, ...] = ()
    reason: str = ""
    nearness: float = 0.0
    failure: str = ""
    basis: Basis = Basis.PROOF

    @property
    def word(self) -> str:
        """The status with what it rests on: `met on assumptions`."""
        return verdict_word(self.status, self.basis)

    @property
    def is_proved(self) -> bool:
        """Whether facts alone, without assumption or estimate, show that the claim is met."""
        return self.status is Status.MET and self.basis is Basis.PROOF

    @property
    def is_refuted(self) -> bool:
        """Whether facts alone, without assumption or estimate, show that the claim is violated."""
        return self.status is Status.VIOLATED and self.basis is Basis.PROOF


def measured(analysis: Callable[[Facts, str], Measure]) -> Callable[[Facts, Claim], Judgement]:
    """The judge that measures a claim's subject, and holds the measure against the target."""

    def judge(facts: Facts, claim: Claim) -> Judgement:
        return compare(claim, analysis(facts, claim.about))

    return judge


def failed(claim: Claim, error: Exception) -> Judgement:
    """What is left where a metric raised: nothing is decided, and the reason says so."""
    failure = f"{type(error).__name__}: {error}"
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    reason = f"{claim.metric.name} raised {failure}"
    return Judgement(Status.UNDECIDED, "unknown", target, reason=reason, failure=failure)


def compare(claim: Claim, measure: Measure) -> Judgement:
    """Hold a measure against a claim's target, which is a quantity.

    The strongest basis that decides is the one of the verdict: what is proved, then what holds on the
    assumptions, then what is likely. An undecided verdict shows the proved bounds.
    """
    target = claim.target
    if not isinstance(target, Quantity):
        raise TypeError(f"{claim.metric.name} has no quantity as its target")
    for basis, interval in _bases(measure):
        status = _status(interval, claim.operator, target)
        if status is not Status.UNDECIDED:
            return _judged(claim, measure, status, basis, interval)
    judged = _judged(claim, measure, Status.UNDECIDED, Basis.PROOF, measure.certain)
    # What is assumed does not stand in the way of a verdict, so it is not asked for.
    unsaid = tuple([m for m in judged.missing if not m.is_assumed])
    return judged._replace(missing=unsaid or judged.missing)


def _bases(measure: Measure) -> Iterator[tuple[Basis, Interval]]:
    """The intervals of a measure, the strongest first; a weaker one only narrows a stronger one."""
    certain = measure.certain
    yield Basis.PROOF, certain
    if measure.assuming is not None:
        yield Basis.ASSUMPTIONS, measure.assuming.within(certain)
    if measure.estimated is not None:
        yield Basis.ESTIMATE, measure.estimated.within(certain)


def _judged(
    claim: Claim, measure: Measure, status: Status, basis: Basis, interval: Interval
) -> Judgement:
    target = claim.target
    if not isinstance(target, Quantity):
        raise TypeError(f"{claim.metric.name} has no quantity as its target")
    return Judgement(
        status,
        show_interval(interval, target),
        f"{claim.operator} {show(target)}",
        _margin(interval, claim.operator, target, status),
        measure.derivation,
        measure.missing if status is Status.UNDECIDED else (),
        () if basis is Basis.PROOF else measure.assumptions,
        nearness=_nearness(interval, claim.operator),
        basis=basis,
    )


def _nearness(value: Interval, operator: str) -> float:
    middle = -math.inf if value.low == -math.inf else (value.low + value.high) / 2.0
    return middle if operator in (">=", ">") else -middle


def _status(value: Interval, operator: str, wanted: Quantity) -> Status:
    target, slack = wanted.value, _slack(wanted)
    low, high = value.low - target, value.high - target
    met, violated = {
        ">=": (low >= -slack, high < -slack),
        ">": (low > slack, high <= slack),
        "<=": (high <= slack, low > slack),
        "<": (high < -slack, low >= -slack),
    }[operator]
    if met:
        return Status.MET
    if violated:
        return Status.VIOLATED
    return Status.UNDECIDED


def _slack(target: Quantity) -> float:
    """How far a number may be from a target that it meets; of nines, as a share of what is missing
    to 1, so that no nine is lost."""
    if target.dimension is Dimension.SHARE and 0.0 <= target.value <= 1.0:
        return max(TOLERANCE * (1.0 - target.value), 2 * sys.float_info.epsilon)
    return TOLERANCE * max(1.0, abs(target.value))


def show_interval(value: Interval, like: Quantity) -> str:
    """An interval in the unit of a target: `99.95%`, `at most 99.9%`, `2ms to 5ms`, `unknown`."""
    if value.high == -math.inf:
        return "overloaded without bound"
    low, high = (_shown(end, like) for end in value)
    widest = 1.0 if like.dimension is Dimension.SHARE else math.inf
    if low == high:
        return low
    if value.low <= 0.0 and value.high >= widest:
        return "unknown"
    if value.low <= 0.0 or value.low == -math.inf:
        return f"at most {high}"
    if value.high >= widest:
        return f"at least {low}"
    return f"{low} to {high}"


def _shown(value: float, like: Quantity) -> str:
    if like.dimension is Dimension.SHARE and 0.99 <= value <= 1.0:
        return show_availability(1.0 - value)
    return show_value(value, like.dimension, like.noun)


def _margin(value: Interval, operator: str, target: Quantity, status: Status) -> str:
    """The room that is left, negative where there is none: of the certain end, to the target."""
    if status is Status.UNDECIDED:
        return ""
    nearest = min((value.low, value.high), key=lambda end: abs(end - target.value))
    above = nearest - target.value
    distance = above if operator in (">=", ">") else -above
    if not math.isfinite(distance):
        return ""
    if abs(distance) <= _slack(target):
        distance = 0.0
    sign = "+" if distance >= 0 else "-"
    if target.dimension is Dimension.SHARE:
        return f"{sign}{show_points(abs(distance))}"
    return f"{sign}{show_value(abs(distance), target.dimension, target.noun)}"
