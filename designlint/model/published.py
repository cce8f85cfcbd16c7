"""Which published facts of a technology hold for a component as the design runs it.

A fact may have a condition: an SLA counts for two zones, or for two instances. `tech` alone names the
configuration that the fact is about. Where the design states replicas and their places, those decide: a
condition that they refute makes the fact void, and one that they leave open makes it an assumption. A
provider's own redundancy (`managed`) is not there where the design states the replicas itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from designlint.base.records import NamedTuple
from designlint.model.elements import Component, Place
from designlint.model.known import NOTHING, Assumed, Catalogued, Known, Properties
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.component import AUTOSCALE, AVAILABILITY, IN, MANAGED, REPLICAS
from designlint.schema.kinds import PROVIDER, REGION, ZONE, Assumption
from designlint.schema.property import Property
from designlint.schema.store import FOLLOWERS, LEADER, LEADERS, TOPOLOGY
from designlint.schema.values import Ref, Scoped

Values = Mapping[Property[Any], Any]
_TARGETS = {"zonal": ZONE, "regional": REGION, "global": PROVIDER}
# The levels that a provider's redundancy spans: a place below them is the design's own choice.
_SPANNED = {
    "zonal": ("host", "domain"),
    "regional": ("zone", "host", "domain"),
    "global": ("region", "zone", "host", "domain"),
}


class Runs(NamedTuple):
    """What a design states of how a component runs: its instances, the place of each (empty: not
    declared), and the places that all of them share."""

    instances: int | None
    places: tuple[str, ...]
    shared: tuple[str, ...]

    def without(self, lost: frozenset[str], places: Mapping[str, Place]) -> Runs:
        """What is left of them when places are lost."""
        left = tuple([place for place in self.places if lost.isdisjoint(around(place, places))])
        gone = len(self.places) - len(left)
        count = None if self.instances is None else max(0, self.instances - gone)
        return Runs(count, left, self.shared)

    @property
    def is_stated(self) -> bool:
        """Whether the design states anything of it."""
        return self.instances is not None or bool(self.shared)


def holding(
    component: Component, places: Mapping[str, Place], lost: frozenset[str] = frozenset()
) -> Component:
    """The component with the facts of its technology that hold for it, and those that are assumed, in a
    world where places are lost."""
    published = component.published
    if published is None:
        return component
    stated = component.properties.stated()
    runs = _runs(component.properties)
    if lost:
        runs = runs.without(lost, places)
    facts: dict[Property[Any], Any] = {}
    assumed: dict[Property[Any], Any] = dict(published.assumed)
    for key, known in published.facts.items():
        if key is MANAGED:
            scope = _scope(known.value, runs, places)
            if scope is not None:
                facts[key] = known._replace(value=scope)
        elif key is AVAILABILITY:
            _enter(key, known, runs, places, facts, assumed, component.kind)
        else:
            facts[key] = known
    promise, managed = published.facts.get(AVAILABILITY), facts.get(MANAGED)
    is_void = promise is not None and AVAILABILITY not in facts
    if (
        managed is not None
        and is_void
        and assumed.get(AVAILABILITY) is published.assumed.get(AVAILABILITY)
    ):
        why = (
            "a promise of 100% is no measurement"
            if _promises_all(promise)
            else "its promise is void"
        )
        each = "per replica" if runs.instances is not None else "total"
        assumed[AVAILABILITY] = _target(component.kind, _TARGETS[managed.value], why, each)
    return replace(component, properties=Properties(stated, facts, assumed))


def _enter(
    key: Property[Any],
    known: Known[Scoped],
    runs: Runs,
    places: Mapping[str, Place],
    facts: dict[Property[Any], Any],
    assumed: dict[Property[Any], Any],
    kind: str,
) -> None:
    """Enter an availability where its condition holds: as a fact, or as an assumption where that is
    open. A promise of 100% is a threshold of credits and says nothing of failures; that of an instance
    is the most that a replica on it can be assumed to have."""
    if _promises_all(known) or not isinstance(known.origin, Catalogued):
        return
    if known.origin.of == "instance" and (runs.instances is not None or not known.value.is_total):
        amount = known.value.amount
        reason = f"an instance of {known.origin.technology} is promised {amount.written}"
        origin = Assumed(kind, reason, known.origin.page)
        assumed[key] = Known(Scoped(amount, "per replica"), origin, NOTHING)
        return
    met = [_meets(*condition, runs, places) for condition in conditions(known.origin.condition)]
    if False in met:
        return
    if None in met:
        reason = f"published for {known.origin.condition}, which the design leaves open"
        assumed[key] = Known(known.value, Assumed(kind, reason, known.origin.page), NOTHING)
    else:
        facts[key] = known


def _promises_all(known: Known[Scoped] | None) -> bool:
    return known is not None and known.published_as == "sla" and known.value.amount.value >= 1.0


def _target(kind: str, assumption: Assumption, why: str, each: str) -> Known[Scoped]:
    """What providers aim at for a service of a scope."""
    share = float(f"{assumption.value.rstrip('%')}e-2")
    amount = Quantity(share, Dimension.SHARE, written=assumption.value)
    reason = f"{why}; {assumption.reason}"
    return Known(Scoped(amount, each), Assumed(kind, reason, assumption.page), NOTHING)


@cache
def conditions(text: str) -> tuple[tuple[str, int], ...]:
    """The conditions of a fact that the design's instances and places can refute: `zones 2`."""
    found = [one.split() for one in text.split(",")]
    return tuple([(what, int(count)) for what, count in found if count.isdigit()] if text else [])


def _runs(properties: Properties) -> Runs:
    """What is stated of the instances of a component, and of their places."""
    shared = tuple([ref.path for ref in _value(properties, IN) or ()])
    topology, replicas = properties[TOPOLOGY], properties[REPLICAS]
    followers = topology.details[FOLLOWERS] if topology is not None else None
    leaders = tuple(_leaders(topology)) if topology is not None else ()
    if followers is not None and (followers.value.places or replicas is None):
        number, spots = followers.value
        places = (*leaders, *_spread(number, spots))
        return Runs(max(1, len(leaders)) + number, _paths(places), shared)
    if replicas is not None:
        number, spots = replicas.value
        return Runs(number, _paths(_spread(number, spots) or leaders), shared)
    scaled = properties[AUTOSCALE]
    if scaled is not None:
        return Runs(scaled.value.range.low, (), shared)
    return Runs(len(leaders) if len(leaders) > 1 else None, _paths(leaders), shared)


def _spread(number: int, places: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple([places[n % len(places)] for n in range(number)]) if places else ()


def _leaders(topology: Known[str]) -> Iterator[Ref]:
    leaders, leader = topology.details[LEADERS], topology.details[LEADER]
    yield from leaders.value if leaders is not None else ()
    if leader is not None:
        yield leader.value


def _value(properties: Properties, key: Property[Any]) -> Any:
    known = properties[key]
    return None if known is None else known.value


def _paths(places: tuple[Ref, ...]) -> tuple[str, ...]:
    return tuple([place.path for place in places])


def _scope(managed: str, runs: Runs, places: Mapping[str, Place]) -> str | None:
    """What the provider's redundancy spans; None where the design places the component itself below it.
    Of a service that spans regions, the one in each region is left."""
    if runs.instances is not None and not runs.places:
        return None
    spots = (*runs.shared, *runs.places)
    if managed == "global" and spots and _are_wide(spots, places):
        return "regional"
    is_placed = any(places[p].level in _SPANNED[managed] for p in spots if p in places)
    return None if is_placed else managed


def _meets(what: str, count: int, runs: Runs, places: Mapping[str, Place]) -> bool | None:
    """Whether the stated instances and places meet a condition; None where that is not declared."""
    if not runs.is_stated:
        return True
    level = what.removesuffix("s")
    regions = {_at("region", place, places) for place in runs.places} - {None}
    if level == "zone" and _are_wide(runs.places, places):
        # One in a region is a whole service there, whose zones are not declared.
        return True if len(regions) >= count else None
    if runs.instances is not None and runs.instances < count:
        return False
    if what == "instances":
        return True if runs.instances is not None else None
    if any(_at(level, place, places) is not None for place in runs.shared):
        return count <= 1
    found = {_at(level, place, places) for place in runs.places}
    if len(found - {None}) >= count or (level == "zone" and len(regions) >= count):
        return True
    return None if not found or None in found else False


def _are_wide(spots: tuple[str, ...], places: Mapping[str, Place]) -> bool:
    """Whether instances are placed in regions or providers alone, and somewhere at all."""
    return bool(spots) and all(
        spot in places and places[spot].level in ("region", "provider") for spot in spots
    )


def _at(level: str, path: str, places: Mapping[str, Place]) -> str | None:
    """The place of a level that contains another, or is it."""
    found = (one for one in around(path, places) if places[one].level == level)
    return next(found, None)


def around(path: str, places: Mapping[str, Place]) -> Iterator[str]:
    """A place and those that contain it, the narrowest first."""
    at: str | None = path
    while at is not None and at in places:
        yield at
        at = places[at].parent
