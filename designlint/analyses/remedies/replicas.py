"""Levers of how many replicas a component has, how large they are, and where they run."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.latency.call import Call
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import placements
from designlint.analyses.protection.residency import Side, side_of
from designlint.analyses.remedies.adjustment import (
    NOTICED,
    REPLICA,
    SETTING,
    TENTHS,
    Adjustment,
    Lever,
    edit,
    setting,
    written,
)
from designlint.model import Component, Design
from designlint.quantities.showing import show
from designlint.schema.component import AUTOSCALE, CAPACITY, MANAGED, NEEDS, REPLICAS
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.schema.values import Range, Ref, Replicas

MOST_TENTHS = 190

MOST_REGIONS = 4
"""So many other regions are tried for a component, those of its provider first."""

VOTING = ("consensus", "leaderless")


def more_replicas(facts: Facts, component: Component) -> Iterator[Lever]:
    """More replicas, spread over the places stated, or where all are in one, over its siblings too."""
    now = _adjustable(component)
    if now is None:
        return
    wide = _with_siblings(facts.design, now.places)
    if wide != now.places:
        yield _replica_lever(component, now, wide, rank=1)
    yield _replica_lever(component, now, now.places)


def replicas_elsewhere(facts: Facts, component: Component) -> Iterator[Lever]:
    """The same replicas, or more, in another region too, where one has all of them now. The search
    doubles them where half of them do not carry the load. Of many regions the nearest are tried."""
    now, design = _adjustable(component), facts.design
    if now is None or not now.places:
        return
    home = {_region(design, ref.path) for ref in now.places}
    if len(home) > 1 or None in home:
        return
    level = design.places[now.places[0].path].level
    (own,) = home
    others = [one for one in facts[_regions].get(level, {}).items() if one[0] != own]
    others.sort(key=lambda one: _provider(one[0]) != _provider(str(own)))
    for _, places in others[:MOST_REGIONS]:
        wide = (*_with_siblings(design, now.places), *places)
        yield _replica_lever(component, now, wide, first=max(now.number, len(wide)), rank=2)


def _regions(facts: Facts) -> dict[str, dict[str, list[Ref]]]:
    """The places of each level by their region."""
    found: dict[str, dict[str, list[Ref]]] = {}
    for place in facts.design.places.values():
        region = _region(facts.design, place.path)
        if region is not None:
            found.setdefault(place.level, {}).setdefault(region, []).append(Ref(place.path))
    return found


def _provider(region: str) -> str:
    return region.partition(".")[0]


def _adjustable(component: Component) -> Replicas | None:
    """The stated replicas, where their number is free: no autoscaler sets it, and the store is not
    declared to be a single node, which more replicas would contradict."""
    known = component[REPLICAS]
    if known is None or component[AUTOSCALE] is not None:
        return None
    return known.value if component.value(TOPOLOGY) != "single" else None


def _with_siblings(design: Design, places: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Places, and where they are but one zone, the others beside it."""
    if len(places) != 1 or design.places[places[0].path].level != "zone":
        return places
    return (*places, *(Ref(path) for path in design.siblings_of(places[0].path)))


def _region(design: Design, place: str) -> str | None:
    chain = design.domains_of(place)
    return next((path for path in chain if design.places[path].level == "region"), None)


def _replica_lever(
    component: Component,
    now: Replicas,
    places: tuple[Ref, ...],
    *,
    first: int | None = None,
    rank: int = 0,
) -> Lever:
    """Spreading is a level of its own: the same number in more places, but two at least, or `first`.
    Where a majority decides, the number stays odd: a fourth replica raises what is needed, not what
    may fail."""
    votes = component.plays(Role.STORE) and (component.value(TOPOLOGY) or "") in VOTING
    spread = places != now.places
    least = (max(now.number, 2) if spread else now.number + 1) if first is None else first
    base = now.number if first in (None, now.number) else (first or least) - 1

    def at(level: int) -> Adjustment:
        number = least + level - 1
        if votes and number > base:
            number = base + 2 * (number - base) - (1 - base % 2)
        value = Replicas(number, places)
        size = (number - now.number) * REPLICA + (SETTING if spread else 0.0)
        return edit(component, REPLICAS, value, _text(value), size=size)

    return Lever(f"{component.path}.replicas", 4 * now.number + 16, at, rank)


def fewer_replicas(component: Component) -> Iterator[Lever]:
    """Fewer replicas in the same places, down to one: what costs less, if nothing else needs them."""
    known = component[REPLICAS]
    if known is None or known.value.number < 2 or component[AUTOSCALE] is not None:
        return
    now = known.value

    def at(level: int) -> Adjustment:
        number = now.number - level
        value = Replicas(number, now.places[:number])
        return edit(component, REPLICAS, value, _text(value), size=SETTING + REPLICA * level)

    yield Lever(f"{component.path}.fewer", now.number - 1, at)


def fewer_needed(component: Component) -> Iterator[Lever]:
    """A component that does its work with fewer of its replicas than it says now."""
    known = component[NEEDS]
    if known is None or known.value < 2:
        return

    def at(level: int) -> Adjustment:
        value = known.value - level
        return edit(component, NEEDS, value, f"needs {value}", size=NOTICED * level)

    yield Lever(f"{component.path}.needs", known.value - 1, at)


def larger_replicas(facts: Facts, component: Component) -> Iterator[Lever]:
    """Larger replicas, by tenths of what they carry: what a node that takes all writes can have. They
    cost as much as so many more of the old size."""
    known = component[CAPACITY]
    if known is None or component[MANAGED] is not None:
        return
    now = known.value
    # What is lost in a world is made larger, too.
    count = max(1, facts[placements][component.path].count, facts[capacities][component.path].most)

    def at(level: int) -> Adjustment:
        amount = written(now.amount, 1.0 + level / TENTHS)
        scope = f" {now.scope}" if now.scope else ""
        size = SETTING + REPLICA * count * level / TENTHS
        value = now._replace(amount=amount)
        return edit(component, CAPACITY, value, f"capacity {show(amount)}{scope}", size=size)

    yield Lever(f"{component.path}.capacity", MOST_TENTHS, at)


def wider_scaling(component: Component) -> Iterator[Lever]:
    """A component that may add more replicas by itself than it does now."""
    known = component[AUTOSCALE]
    if known is None:
        return
    now = known.value

    def at(level: int) -> Adjustment:
        value = now._replace(range=Range(now.range.low, now.range.high + level))
        within = f" in {show(now.within)}" if now.within is not None else ""
        metric = f" on {now.metric}" if now.metric is not None else ""
        text = f"autoscale {value.range.low}..{value.range.high}{within}{metric}"
        return edit(component, AUTOSCALE, value, text, size=REPLICA * level)

    yield Lever(f"{component.path}.autoscale", 4 * now.range.high + 16, at)


def nearer_replicas(facts: Facts, call: Call) -> Iterator[Lever]:
    """Replicas of what is called far away, in the caller's places too: a call goes to the nearest."""
    components = facts.design.components
    caller, component = components.get(call.caller), components.get(call.callee)
    now = _adjustable(component) if component is not None else None
    if caller is None or component is None or now is None or call.trip.regions is None:
        return
    spots = facts[placements][caller.path].replicas
    if not now.places:
        return
    near = dict.fromkeys(replica.place for replica in spots if replica.place is not None)
    added = [Ref(place) for place in near if Ref(place) not in now.places]
    if not added:
        return
    first = max(now.number, len(now.places)) + len(added)
    yield _replica_lever(component, now, (*now.places, *added), first=first, rank=3)


def replicas_inside(facts: Facts, component: Component, where: str) -> Iterator[Lever]:
    """The same replicas in places of a jurisdiction or region alone: of those that it has there, else
    of each region that the design has there."""
    known = component[REPLICAS]
    if known is None or not known.value.places:
        return
    now, design = known.value, facts.design
    own = [ref for ref in now.places if side_of(design, ref.path, where) is Side.INSIDE]
    for places in [own] if own else _elsewhere(design, now, where):
        value = now._replace(places=tuple(places[: now.number]))
        size = SETTING + REPLICA * len(set(now.places) - set(places))
        yield setting(component, REPLICAS, value, _text(value), size=size)


def _elsewhere(design: Design, now: Replicas, where: str) -> Iterator[list[Ref]]:
    """For each place around some that are inside, those of the same level as now, in their order."""
    level = design.places[now.places[0].path].level
    found: dict[str, list[Ref]] = {}
    for place in design.places.values():
        if place.level == level and side_of(design, place.path, where) is Side.INSIDE:
            around = design.domains_of(place.path)[:-1]
            found.setdefault(around[-1] if around else "", []).append(Ref(place.path))
    for places in found.values():
        yield places[: len(now.places)]


def _text(value: Replicas) -> str:
    where = f" in {', '.join(ref.path for ref in value.places)}" if value.places else ""
    return f"replicas {value.number}{where}"
