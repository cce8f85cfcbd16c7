"""Whether every copy of a datum is kept where it has to be, and which one is not."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from designlint.diagnostic import Step
from designlint.facts.facts import Facts
from designlint.facts.judgement import Judgement, Status
from designlint.facts.measure import Missing, shortened, step
from designlint.facts.mentions import places_called
from designlint.facts.placement import domains_of, placements
from designlint.facts.resting_places import Copied, resting_places
from designlint.model import Claim, Component, Design
from designlint.schema.component import IN, MANAGED
from designlint.schema.context import JURISDICTION
from designlint.wording import listed


class Side(Enum):
    """Where a copy is, seen from a jurisdiction or place."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Resident(NamedTuple):
    """A component with copies of a datum, and on which side they are.

    `place` is the first that is outside, or the one of which nobody says where it is.
    """

    copied: Copied
    side: Side
    place: str | None
    lines: tuple[Step, ...]
    missing: tuple[Missing, ...] = ()


def residents(facts: Facts, data: str, where: str) -> tuple[Resident, ...]:
    """All that keep copies of a datum, each with its side of a jurisdiction or place."""
    return tuple([_resident(facts, copy, where) for copy in facts[resting_places][data]])


def judge_residency(facts: Facts, claim: Claim) -> Judgement:
    """Violated by one copy that is surely elsewhere; met when every copy is surely there."""
    data = claim.subject.path if claim.subject is not None else ""
    where = str(claim.target)
    target = f"in {where}"
    found = residents(facts, data, where)
    outside = [r for r in found if r.side is Side.OUTSIDE]
    if outside:
        value = f"also kept in {outside[0].place}, by {outside[0].copied.component}"
        lines = tuple([line for resident in outside for line in resident.lines])
        return Judgement(Status.VIOLATED, value, target, derivation=lines)
    unknown = [r for r in found if r.side is Side.UNKNOWN]
    lines = tuple([r.lines[-1] for r in found if r.side is Side.INSIDE])
    missing = tuple(dict.fromkeys(m for r in unknown for m in r.missing))
    if found and not unknown:
        return Judgement(Status.MET, target, target, derivation=lines)
    if not found:
        lacks = (
            Missing(data, "store that holds it", f"holds {data}  # in the store that keeps it"),
        )
        return Judgement(
            Status.UNDECIDED, "unknown", target, missing=lacks, reason="nothing keeps it"
        )
    names = listed([resident.copied.component for resident in unknown])
    reason = f"nothing tells where {names} {'keep' if len(unknown) > 1 else 'keeps'} it"
    return Judgement(
        Status.UNDECIDED, "unknown", target, "", shortened(lines), missing, reason=reason
    )


def law_of(design: Design, place: str) -> str | None:
    """The jurisdiction of a place: its own, else that of the nearest place around it."""
    for path in reversed(domains_of(design, place)):
        known = design.places[path].value(JURISDICTION)
        if known is not None:
            return known
    return None


def places_of(facts: Facts, component: Component) -> tuple[str, ...]:
    """The narrowest places that its copies are stated to be in, each once.

    Empty where nobody says. What is said with `in` holds for every replica.
    """
    placement = facts[placements][component.path]
    shared = [ref.path for ref in component.value(IN) or ()]
    own = [r.place for r in (*placement.replicas, *placement.lost)]
    if any(place is None for place in own):
        own = [None]
    stated = [place for place in own if place is not None]
    return tuple(dict.fromkeys(stated or shared))


def _resident(facts: Facts, copy: Copied, where: str) -> Resident:
    component = facts.design.components[copy.component]
    stated = facts[placements][copy.component].stated or component[IN]
    places = places_of(facts, component)
    shared = [ref.path for ref in component.value(IN) or ()]
    if any(_side(facts.design, place, where) is Side.INSIDE for place in shared):
        places = tuple(shared)
    inside = [p for p in places if _side(facts.design, p, where) is Side.INSIDE]
    # What every replica shares is enough; of the places of replicas, each must be inside.
    if inside and (len(inside) == len(places) or places == tuple(shared)):
        line = step(f"`{copy.component}` keeps it in {inside[0]}", stated)
        return Resident(copy, Side.INSIDE, inside[0], (*copy.way, line))
    outside = [p for p in places if _side(facts.design, p, where) is Side.OUTSIDE]
    if outside:
        law = law_of(facts.design, outside[0])
        under = f", under the law of {law}" if law is not None else ""
        line = step(f"`{copy.component}` is in {outside[0]}{under}", stated)
        return Resident(copy, Side.OUTSIDE, outside[0], (*copy.way, line))
    missing = _unsaid(facts, component, places, where)
    return Resident(copy, Side.UNKNOWN, places[0] if places else None, copy.way, missing)


def _side(design: Design, place: str, where: str) -> Side:
    chain = domains_of(design, place)
    called = set(places_called(design, where))
    named = {path for path in called if path == where or path.endswith(f".{where}")}
    law = law_of(design, place)
    if named.intersection(chain) or law == where:
        return Side.INSIDE
    narrower = any(place in domains_of(design, path)[:-1] for path in called)
    if narrower or (law is None and not named):
        return Side.UNKNOWN
    return Side.OUTSIDE


def _unsaid(
    facts: Facts, component: Component, places: tuple[str, ...], where: str
) -> tuple[Missing, ...]:
    """What would tell: the law of a place, or the places."""
    design = facts.design
    for place in places:
        if _side(design, place, where) is Side.UNKNOWN and law_of(design, place) is None:
            narrower = any(other.parent == place for other in design.places.values())
            if not narrower:
                return (Missing(place, "jurisdiction", f"jurisdiction {where}"),)
    example = next(places_called(design, where), "PLACE")
    what = "places of its edges" if component.kind == "cdn" else "place"
    if component.value(MANAGED) == "global" and component.kind != "cdn":
        what = "regions that it spans"
    return (Missing(component.path, what, f"in {example}"),)
