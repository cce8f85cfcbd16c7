"""From a measure and a target to a verdict: met, violated or undecided, never a guess."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from designlint.analyses.facts import Facts
from designlint.analyses.measure import Derivation, Interval, Measure, Missing
from designlint.base.guest import described
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim
from designlint.quantities.comparison import show_beside, show_distance, slack
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show

# After so many assumptions that a verdict needs, it is taken to need the others, too.
IN_VAIN = 12


NO_WORLD = "a check has no work left for so many scenarios"
UNTRIED = "a check has no work left to try the ends of so many ranges"
UNTRIED_THERE = f"{UNTRIED} in each scenario"
NO_LOAD = "a check has no work left for so many loads"
_WITHOUT_WORLD = (NO_WORLD, NO_LOAD, UNTRIED_THERE)
"""Why a claim is undecided whose world is not looked at."""


class Status(Enum):
    """The outcome of a claim."""

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


# From the best verdict to the gravest.
GRAVITY = (
    "met",
    "met on assumptions",
    "met (likely)",
    "undecided",
    "violated (likely)",
    "violated on assumptions",
    "violated",
)


def verdict_word(status: Status, basis: Basis = Basis.PROOF) -> str:
    """The word for a verdict: `met`, `violated on assumptions`, `met (likely)`, `undecided`."""
    return status.value if status is Status.UNDECIDED else f"{status.value}{_BEHIND[basis]}"


class Judgement(NamedTuple):
    """A status with its proof.

    `value` is what was computed, `margin` how far it is from the target, as text. `basis` is what the
    status rests on, `assumptions` the assumptions among it. `missing` are the
    facts that would decide the claim, or prove it. `reason` says in a few words why
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
    assumptions: Sequence[Step] = ()
    reason: str = ""
    nearness: float = 0.0
    failure: str = ""
    basis: Basis = Basis.PROOF

    @property
    def word(self) -> str:
        """The status with what it rests on: `met on assumptions`."""
        return verdict_word(self.status, self.basis)

    @property
    def rests_on(self) -> str:
        """The basis of a decided claim as a word; empty where nothing is decided."""
        return "" if self.status is Status.UNDECIDED else self.basis.value

    @property
    def has_world(self) -> bool:
        """Whether the world of its claim was looked at."""
        return self.reason not in _WITHOUT_WORLD

    @property
    def is_proved(self) -> bool:
        """Whether facts alone, without assumption or estimate, show that the claim is met."""
        return self.status is Status.MET and self.basis is Basis.PROOF

    @property
    def is_refuted(self) -> bool:
        """Whether facts alone, without assumption or estimate, show that the claim is violated."""
        return self.status is Status.VIOLATED and self.basis is Basis.PROOF


def measured(analysis: Callable[[Facts, str], Measure]) -> Callable[[Facts, Claim], Judgement]:
    """The judge that measures a claim's subject, and holds the measure against the target. All claims on one
    subject have one measure in a world."""

    def measures(_: Facts) -> dict[str, Measure]:
        return {}

    def judge(facts: Facts, claim: Claim) -> Judgement:
        known = facts[measures]
        if claim.about not in known:
            known[claim.about] = analysis(facts, claim.about)
        return compare(claim, known[claim.about])

    return judge


def failed(claim: Claim, error: Exception) -> Judgement:
    """What is left where a metric raised: nothing is decided, and the reason says so."""
    failure = described(error)
    reason = f"{claim.metric.name} raised {failure}"
    return _open(claim, reason)._replace(failure=failure)


def not_understood(claim: Claim, paths: Sequence[str]) -> Judgement:
    """What is left where a part of the design has an error, so that nothing is known of what it says."""
    names = [path for path in paths if path]
    about = listed(names) if names else "the design"
    have = "have errors" if len(names) > 1 else "has an error"
    reason = f"{about} {have}, and what is meant there is not known"
    return _open(claim, reason)


def out_of_budget(claim: Claim) -> Judgement:
    """What is left where the budget has no world for a claim: nothing is decided."""
    return _open(claim, NO_WORLD)


def without_load(claim: Claim) -> Judgement:
    """What is left where the budget has no world for the load of a claim: nothing is decided."""
    return _open(claim, NO_LOAD)


def untried(claim: Claim, *, in_scenario: bool) -> Judgement:
    """What is left where there are too many ranges to try each by itself: which end of each is the better one for
    the claim is not known, so that nothing is."""
    return _open(claim, UNTRIED_THERE if in_scenario else UNTRIED)


def in_contradiction(claim: Claim, paths: Sequence[str]) -> Judgement:
    """What is left where the design contradicts itself: the language's error is the one answer."""
    names = [path for path in paths if path]
    about = listed(names) if names else "the design"
    reason = f"{about}: a stated number contradicts another"
    return _open(claim, reason)


def without_calls(claim: Claim) -> Judgement:
    """The verdict on a claim about a flow that calls nothing of the system: what it needs is not declared."""
    return _open(claim, f"`{claim.about}` has no step that calls a component")


def _open(claim: Claim, reason: str) -> Judgement:
    """Nothing is known of what a claim is about."""
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    return Judgement(Status.UNDECIDED, "unknown", target, reason=reason)


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
    return _judged(claim, measure, Status.UNDECIDED, Basis.PROOF, measure.certain)


def _bases(measure: Measure) -> Iterator[tuple[Basis, Interval]]:
    """The intervals of a measure, the strongest first; a weaker one only narrows a stronger one."""
    certain = measure.certain
    yield Basis.PROOF, certain
    if measure.assuming is not None:
        yield Basis.ASSUMPTIONS, measure.assuming.within(certain)
    if measure.estimated is not None:
        yield Basis.ESTIMATE, measure.estimated.clipped(certain)


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
        _margin(interval, target, status),
        measure.derivation,
        _asked(measure, status, basis),
        # Few verdicts are asked what they rest on, and to find that takes longest.
        () if basis is Basis.PROOF else Derivation(lambda: _needed(claim, measure, status, basis)),
        reason=measure.limit if status is Status.UNDECIDED else "",
        nearness=_nearness(interval, claim.operator),
        basis=basis,
    )


def _needed(claim: Claim, measure: Measure, status: Status, basis: Basis) -> tuple[Step, ...]:
    """The assumptions that a verdict rests on: it follows from these alone, whatever the others are. Of many
    that it may rest on, some are left out, as far as a number of trials shows."""
    kept, given, target = measure.assumptions, measure.given, claim.target
    if basis is not Basis.ASSUMPTIONS or given is None or not isinstance(target, Quantity):
        return kept
    in_vain, left, size = 0, measure.trials(), len(kept)
    while size > 1 and in_vain < IN_VAIN and left:
        size = (size + 1) // 2
        start = 0
        while start < len(kept) > 1 and in_vain < IN_VAIN and left:
            left -= 1
            fewer = (*kept[:start], *kept[start + size :])
            found = given(frozenset(fewer)).within(measure.certain) if fewer else measure.certain
            if _status(found, claim.operator, target) is status:
                kept, in_vain = fewer, 0
            else:
                start, in_vain = start + size, in_vain + 1
    return kept


def _asked(measure: Measure, status: Status, basis: Basis) -> tuple[Missing, ...]:
    """The facts that would decide a claim, or prove what is assumed or likely of it."""
    assumed = tuple([fact for fact in measure.missing if fact.is_assumed])
    unknown = tuple([fact for fact in measure.missing if not fact.is_assumed])
    if status is Status.UNDECIDED and measure.limit:
        return unknown
    if status is Status.UNDECIDED or basis is Basis.ESTIMATE:
        # What is assumed does not stand in the way of a verdict, so it is not asked for.
        return unknown or assumed
    return assumed if basis is Basis.ASSUMPTIONS else ()


def _nearness(value: Interval, operator: str) -> float:
    middle = -math.inf if value.low == -math.inf else (value.low + value.high) / 2.0
    return middle if operator in (">=", ">") else -middle


def _status(value: Interval, operator: str, wanted: Quantity) -> Status:
    target, room = wanted.value, slack(wanted)
    low, high = value.low - target, value.high - target
    met, violated = {
        ">=": (low >= -room, high < -room),
        ">": (low > room, high <= room),
        "<=": (high <= room, low > room),
        "<": (high < -room, low >= -room),
    }[operator]
    if met:
        return Status.MET
    if violated:
        return Status.VIOLATED
    return Status.UNDECIDED


def show_interval(value: Interval, like: Quantity) -> str:
    """An interval beside a target: `99.95%`, `at most 99.9%`, `2ms to 5ms`, `unknown`."""
    if value.high == -math.inf:
        return "none"
    low = show_beside(value.low, like)
    high = low if value.is_exact else show_beside(value.high, like)
    widest = 1.0 if like.dimension is Dimension.SHARE else math.inf
    if low == high:
        return low
    if value.low <= 0.0 and value.high >= widest:
        return "unknown"
    if value.low <= 0.0 or value.low == -math.inf:
        return _bounded("at most", high)
    if value.high >= widest:
        return _bounded("at least", low)
    return f"{low} to {high}"


def _bounded(words: str, end: str) -> str:
    """`at most 99.9%`, or `below 99.9%` where the bound is just below it."""
    near = end.removeprefix("just ")
    if near == end:
        return f"{words} {end}"
    beyond = {"at most": "below ", "at least": "above "}[words]
    return near if near.startswith(beyond) else f"{words} {end}"


def _margin(value: Interval, target: Quantity, status: Status) -> str:
    """The room that is left, negative where there is none: of the certain end, to the target."""
    if status is Status.UNDECIDED:
        return ""
    nearest = min((value.low, value.high), key=lambda end: abs(end - target.value))
    distance = show_distance(nearest, target)
    return f"{'+' if status is Status.MET else '-'}{distance}" if distance else ""
