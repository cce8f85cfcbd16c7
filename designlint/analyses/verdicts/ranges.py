"""Verdicts where facts are ranges: what holds for all of each range, and where a verdict turns.

A verdict changes in one direction along a range, so the ends decide. For each range the better end for
the claim is found by moving it alone, first where the others are as stated, then where they are at their
better ends, then at those that were found; the claim is judged with all at the worse ends and with all at the better ones. In between, the
turning point is found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from designlint.analyses.budget import budget
from designlint.analyses.facts import STRUCTURAL, Analysis, Facts
from designlint.analyses.judgement import GRAVITY, Judgement, Status
from designlint.base.records import NamedTuple
from designlint.model import Design, Element, Known
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show, show_value
from designlint.schema.property import Property

E = TypeVar("E", bound=Element)
STEPS = 24
_TO = " to "
Judge = Callable[[Facts], Judgement]
# The better end of a range, 0 or 1, by its element and the name of its property.
Ends = Mapping[tuple[str, str], float]


class Ranged(NamedTuple):
    """A property of an element that is stated as a range."""

    element: str
    key: Property[Any]
    known: Known[Any]


def ranged(facts: Facts) -> tuple[Ranged, ...]:
    """All properties that are stated as ranges."""
    tables = facts[_by_element]
    return tuple([one for table in tables for found in table.values() for one in found])


def _by_element(facts: Facts) -> tuple[Mapping[str, tuple[Ranged, ...]], ...]:
    """The ranges of each component, place, flow and data item that has any, by its path. What was not
    changed to make this design has those that it had."""
    tables, base = _tables(facts.design), facts.base
    if base is None:
        return tuple([_found(table, {}, {}) for table in tables])
    before = zip(_tables(base.design), base[_by_element], strict=True)
    return tuple(
        [
            found if table is elements else _found(table, elements, found)
            for table, (elements, found) in zip(tables, before, strict=True)
        ]
    )


def _tables(design: Design) -> tuple[Mapping[str, Element], ...]:
    return design.components, design.places, design.flows, design.data


def _found(
    elements: Mapping[str, Element],
    before: Mapping[str, Element],
    known: Mapping[str, tuple[Ranged, ...]],
) -> dict[str, tuple[Ranged, ...]]:
    """The ranges of some elements; those of an element that is the same as `before` are known."""
    found: dict[str, tuple[Ranged, ...]] = {}
    for path, element in elements.items():
        own = known.get(path, ()) if before.get(path) is element else tuple(_ranges_of(element))
        if own:
            found[path] = own
    return found


def _ranges_of(element: Element) -> Iterator[Ranged]:
    for key in element.properties.stated():
        if key.worse and not key.repeats:
            known = element.properties[key]
            if known is not None and _ends(known.value):
                yield Ranged(element.path, key, known)


def judged_over(facts: Facts, judge: Judge, known: Ends | None = None) -> Judgement:
    """The verdict for all values of the ranges, or how it turns between their ends.

    With the better ends `known` from a design that is changed a little here, where the verdict turns is left
    out: a search asks for many verdicts.
    """
    found = facts[ranged]
    if not found:
        return judge(facts)
    better = _better_ends(facts, judge, found) if known is None else _known_ends(found, known)
    worst = judge(_at(facts, _opposite(better)))
    best = judge(_at(facts, better))
    if worst.status is best.status:
        graver = max(worst, best, key=_gravity)
        return graver._replace(value=_both(worst, best))
    if Status.UNDECIDED in (worst.status, best.status):
        return worst if worst.status is Status.UNDECIDED else best
    return Judgement(
        Status.UNDECIDED,
        _both(worst, best),
        worst.target,
        derivation=worst.derivation,
        reason=_turning(facts, judge, better) if known is None else "",
        nearness=worst.nearness,
    )


def has_too_many(facts: Facts) -> bool:
    """Whether there are more ranges than those of which a check tries both ends."""
    return len(facts[ranged]) > facts[budget].ranges


def better_ends(facts: Facts, judge: Judge) -> Ends:
    """The end of each range that is better for a claim, by its element and its property."""
    found = facts[ranged]
    if has_too_many(facts):
        return {}
    better = _better_ends(facts, judge, found) if found else {}
    return {(one.element, one.key.name): end for one, end in better.items()}


def _known_ends(found: Sequence[Ranged], known: Ends) -> dict[Ranged, float]:
    usual = _usual_ends(found)
    return {one: known.get((one.element, one.key.name), usual[one]) for one in found}


def _usual_ends(found: Sequence[Ranged]) -> dict[Ranged, float]:
    return {one: float(one.key.worse == "low") for one in found}


def _both(worst: Judgement, best: Judgement) -> str:
    """Their values from the lower to the higher one."""
    if worst.value == best.value:
        return worst.value
    low, high = (best, worst) if worst.target.startswith("<") else (worst, best)
    return f"{low.value.split(_TO)[0]}{_TO}{high.value.split(_TO)[-1]}"


def _gravity(judgement: Judgement) -> tuple[int, float]:
    return GRAVITY.index(judgement.word), -judgement.nearness


def _better_ends(facts: Facts, judge: Judge, found: Sequence[Ranged]) -> dict[Ranged, float]:
    """The end of each range that is better for a claim, 0 or 1; of those that matter to it.

    What does not matter as the others are stated may do so at their ends: the second fullest component
    is the fullest when the first has its best capacity, and of two that are equally full neither matters
    until the other has it.
    """
    better: dict[Ranged, float] = {}
    usual = _usual_ends(found)
    stated = _opposite(usual)
    if _gravity(judge(_at(facts, stated))) == _gravity(judge(_at(facts, usual))):
        return better
    arounds: tuple[Callable[[], Mapping[Ranged, float]], ...] = (
        lambda: stated,
        lambda: usual,
        lambda: {**stated, **_opposite(better)},
        lambda: {**stated, **better},
    )
    tried: list[Mapping[Ranged, float]] = []
    for ends in arounds:
        around = ends()
        if len(better) == len(found) or around in tried:
            continue
        tried.append(around)
        here = _gravity(judge(_at(facts, around)))
        for one in [one for one in found if one not in better]:
            end = around[one]
            there = _gravity(judge(_at(facts, {**around, one: 1.0 - end})))
            if here != there:
                better[one] = end if here < there else 1.0 - end
    return better


def _opposite(ends: Mapping[Ranged, float]) -> dict[Ranged, float]:
    return {one: 1.0 - end for one, end in ends.items()}


def _turning(facts: Facts, judge: Judge, better: Mapping[Ranged, float]) -> str:
    """From which values on a claim is met: on the way from the worse ends to the better ones."""
    near, far = 0.0, 1.0
    for _ in range(STEPS):
        middle = (near + far) / 2.0
        reached = judge(_between(facts, better, middle))
        near, far = (near, middle) if reached.status is Status.MET else (middle, far)
    values = [
        f"{'from' if end else 'up to'} {one.key.name} "
        f"{_shown(_moved(one.known.value, _share(end, far)))} of `{one.element}`"
        for one, end in better.items()
    ]
    return f"the claim is met {' and '.join(values)}"


def _share(end: float, way: float) -> float:
    return way if end else 1.0 - way


def _between(facts: Facts, better: Mapping[Ranged, float], way: float) -> Facts:
    shares = {one: _share(end, way) for one, end in better.items()}
    return facts.tried(_world(facts.design, shares), _unmoved(facts, shares))


def _at(facts: Facts, ends: Mapping[Ranged, float]) -> Facts:
    """The facts with ranges at one of their ends; kept, for all claims ask for the same."""
    name = ", ".join(f"{one.element}.{one.key.name} at {end:g}" for one, end in ends.items())
    if not ends:
        return facts
    return facts.other(name, lambda design: _world(design, ends), _unmoved(facts, ends))


def _unmoved(facts: Facts, ranges: Iterable[Ranged]) -> Container[Analysis[Any]]:
    """The analyses that look at none of some ranges."""
    return () if any(one.element in facts.design.flows for one in ranges) else STRUCTURAL


def _world(design: Design, shares: Mapping[Ranged, float]) -> Design:
    """The design with each of some ranges at one value: this share of the way to its upper end."""
    return replace(
        design,
        components=_set(design.components, shares),
        places=_set(design.places, shares),
        flows=_set(design.flows, shares),
        data=_set(design.data, shares),
    )


def _set(elements: Mapping[str, E], shares: Mapping[Ranged, float]) -> Mapping[str, E]:
    changed: dict[str, E] = {}
    for one, share in shares.items():
        element = changed.get(one.element) or elements.get(one.element)
        if element is not None:
            known = Known(_moved(one.known.value, share), one.known.origin, one.known.details)
            properties = element.properties.replaced(one.key, known)
            changed[one.element] = replace(element, properties=properties)
    return {**elements, **changed} if changed else elements


def _ends(value: Any) -> bool:
    """Whether a value has a range in it."""
    if isinstance(value, Quantity):
        return value.ends is not None
    return isinstance(value, tuple) and any(map(_ends, value))


def _moved(value: Any, share: float) -> Any:
    """A value with its ranges at one number: this share of the way from the lower to the upper end."""
    if isinstance(value, Quantity):
        if value.ends is None:
            return value
        low, high = value.ends
        if share in (0.0, 1.0):
            return high if share else low
        return Quantity(low.value + (high.value - low.value) * share, low.dimension, low.noun)
    if isinstance(value, tuple):
        parts = [_moved(part, share) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def _shown(value: Any) -> str:
    """The number of a value that was a range."""
    if isinstance(value, Quantity):
        if value.dimension is Dimension.SHARE or value.written:
            return show(value)
        return show_value(value.value, value.dimension, value.noun)
    parts = [_shown(part) for part in value if isinstance(part, Quantity | tuple)]
    return ", ".join(filter(None, parts))
