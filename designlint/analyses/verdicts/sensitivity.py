"""Which numbers a verdict is sensitive to: how far each may move before the verdict is another one.

Each number that is stated, published or assumed is moved up and down by itself, in worlds of their
own; where that turns the verdict within `REACH`, the turning point is found by bisection. An
availability is moved by its unavailability, so that 99.9% and 99.8% are a factor of two apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Basis, Status
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.verdicts import Verdict, judge
from designlint.base.records import NamedTuple
from designlint.model import Assumed, Change, Element, Known
from designlint.model.world import world
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.schema.context import RATE
from designlint.schema.property import Property
from designlint.schema.store import HIT
from designlint.schema.values import AtPercentile, Rated, Scoped

# What holds although a number is wrong by this factor is not sensitive to it.
REACH = 16.0
STEPS, ROUGH_STEPS = 20, 6
TRIED = "a number that is moved"

Number: TypeAlias = tuple[Element, Property[Any], Known[Any]]
"""A number of an element, by its property."""


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


def sensitivities(facts: Facts, verdict: Verdict) -> tuple[Sensitivity, ...]:
    """The numbers that a decided verdict is sensitive to, the most delicate first."""
    if verdict.status is Status.UNDECIDED:
        return ()
    return _turning_points(facts, verdict, _numbers(verdict.world_around(facts), verdict), STEPS)


def numbers_behind(facts: Facts, verdict: Verdict) -> tuple[Number, ...]:
    """The numbers that a decided verdict can rest on."""
    if verdict.status is Status.UNDECIDED:
        return ()
    return tuple(_numbers(verdict.world_around(facts), verdict))


def rough_sensitivities(
    facts: Facts, verdict: Verdict, numbers: Iterable[Number]
) -> tuple[Sensitivity, ...]:
    """The same of some numbers only, with turning points as exact as a plot needs them."""
    return _turning_points(facts, verdict, numbers, ROUGH_STEPS)


def _turning_points(
    facts: Facts, verdict: Verdict, numbers: Iterable[Number], steps: int
) -> tuple[Sensitivity, ...]:
    found = []
    for element, key, known in numbers:
        sensitivity = _Moved(facts, verdict, element, key, known, steps).sensitivity()
        if sensitivity is not None:
            found.append(sensitivity)
    return tuple(sorted(found, key=lambda one: (one.factor, one.element, one.property)))


class _Moved:
    """One number of one element, moved about."""

    def __init__(
        self,
        facts: Facts,
        verdict: Verdict,
        element: Element,
        key: Property[Any],
        known: Known[Any],
        steps: int,
    ) -> None:
        self._facts = facts
        self._verdict = verdict
        self._element = element
        self._key = key
        self._known = known
        self._steps = steps

    def sensitivity(self) -> Sensitivity | None:
        turning = [
            (abs(math.log(factor)), factor)
            for end in (REACH, 1.0 / REACH)
            if (factor := self._turning(end)) is not None
        ]
        if not turning:
            return None
        factor = min(turning)[1]
        now, then = _shown(self._known.value), _shown(_moved(self._known.value, factor))
        away = max(factor, 1.0 / factor)
        return Sensitivity(self._element.path, self._key.name, self._known, now, then, away)

    def _turning(self, end: float) -> float | None:
        """The factor nearest to 1 in the direction of `end` at which the verdict is another one."""
        if not self._turns(end):
            return None
        near, far = 0.0, math.log(end)
        for _ in range(self._steps):
            middle = (near + far) / 2.0
            if self._turns(math.exp(middle)):
                far = middle
            else:
                near = middle
        return math.exp(far)

    def _turns(self, factor: float) -> bool:
        value = _moved(self._known.value, factor)
        if value is None:
            return False
        known = Known(value, self._known.origin, self._known.details)
        design = world(
            self._facts.design, TRIED, changes=[Change(self._element.path, self._key, known)]
        )
        same = () if self._key in (RATE, HIT) else (flow_graphs, loads)
        tried = self._verdict.world_around(self._facts.tried(design, same))
        return judge(tried, self._verdict.claim).status is not self._verdict.status


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
    """The components of a claim's subject, the places that they run in, and the flows that load
    them."""
    design = facts.design
    subject = verdict.claim.subject.path if verdict.claim.subject is not None else ""
    nodes: list[str] = [subject]
    if subject in design.flows:
        nodes = list(facts[flow_graphs][subject].nodes)
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
    return [*components, *(design.places[p] for p in places), *(design.flows[f] for f in flows)]


def _moved(value: Any, factor: float) -> Any:
    """A value times a factor; None where that is no such value any more."""
    if isinstance(value, Quantity):
        if value.dimension is not Dimension.SHARE:
            return value._replace(value=value.value * factor, ends=None)
        missing = (1.0 - value.value) * factor
        return value._replace(value=1.0 - missing, ends=None) if 0.0 < missing <= 1.0 else None
    if isinstance(value, Scoped):
        amount = _moved(value.amount, factor)
        return None if amount is None else value._replace(amount=amount)
    if isinstance(value, Rated):
        return value._replace(rate=_moved(value.rate, factor))
    if _is_latency(value):
        return tuple([one._replace(time=_moved(one.time, factor)) for one in value])
    return None


def _shown(value: Any) -> str:
    """A number as it would be stated; empty for what is none."""
    if isinstance(value, Quantity):
        return show(value)
    if isinstance(value, Scoped):
        return show(value.amount)
    if isinstance(value, Rated):
        return show(value.rate)
    if _is_latency(value):
        return ", ".join(f"p{one.percentile * 100:g} {show(one.time)}" for one in value)
    return ""


def _is_latency(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], AtPercentile)
