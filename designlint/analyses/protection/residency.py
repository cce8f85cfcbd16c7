"""Whether every copy of a data item is kept where a requirement wants it, and which one is not."""

from __future__ import annotations

from enum import Enum

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import placements
from designlint.analyses.protection.data_locations import (
    DataLocation,
    data_locations,
    possible_locations,
)
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Label, Step
from designlint.model import Claim, Component, Design
from designlint.schema.component import IN, MANAGED
from designlint.schema.context import JURISDICTION
from designlint.schema.roles import Role


class Side(Enum):
    """Where a copy is relative to a jurisdiction or place."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Residency(NamedTuple):
    """A component with copies of a data item, and on which side they are.

    `place` is the first one outside, or the one whose jurisdiction is not declared.
    """

    location: DataLocation
    side: Side
    place: str | None
    lines: tuple[Step, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def is_outside(self) -> bool:
        """Whether some copy is surely elsewhere."""
        return self.side is Side.OUTSIDE


class Jurisdiction(NamedTuple):
    """A jurisdiction in which copies of a data item are kept, with the first copy and its place."""

    name: str
    location: DataLocation
    place: str

    @property
    def lines(self) -> tuple[Step, ...]:
        """How the first copy gets there, and where it is."""
        where = f"`{self.location.component}` is in `{self.place}`, jurisdiction `{self.name}`"
        return (*self.location.route, Step(where))

    @property
    def label(self) -> Label:
        """Where the first copy is stated."""
        return Label(self.location.at, f"jurisdiction `{self.name}`")


class Processing(NamedTuple):
    """A component that uses a data item without keeping it: where the component is, and a call, with its
    flow, in which it has the data."""

    component: str
    place: str
    flow: str
    at: Span


class DataResidency:
    """Where the copies of one data item are, as the law sees it."""

    def __init__(self, facts: Facts, data: str) -> None:
        self._facts, self._data = facts, data
        self._locations = facts[data_locations][data]

    @property
    def locations(self) -> tuple[DataLocation, ...]:
        """The components that keep copies, wherever they are."""
        return self._locations

    def processed_outside(self, where: str) -> tuple[Processing, ...]:
        """The components that use the data and are surely outside of a jurisdiction or place, each once;
        those that keep copies are left out."""
        design, kept = self._facts.design, {copy.component for copy in self._locations}
        found: dict[str, Processing] = {}
        for flow, call in design.steps_naming(self._data):
            used = {named.path for named in (*call.reads, *call.stores)}
            for end in (call.caller.path, call.callee.path) if self._data in used else ():
                component = design.components.get(end)
                if component is None or end in kept or not component.is_ours:
                    continue
                side, place = _where(self._facts, component, where)
                if side is Side.OUTSIDE and place is not None:
                    found.setdefault(end, Processing(end, place, flow.path, call.span))
        return tuple(found.values())

    @cached_property
    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """The jurisdictions in which copies are kept, in the order of the locations."""
        facts, found = self._facts, dict[str, Jurisdiction]()
        for location in self._locations:
            for place in places_of(facts, facts.design.components[location.component]):
                name = jurisdiction_of(facts.design, place)
                if name is not None:
                    found.setdefault(name, Jurisdiction(name, location, place))
        return tuple(found.values())

    def against(self, where: str) -> tuple[Residency, ...]:
        """All components that keep copies, or may keep some, each with its side of a jurisdiction or place."""
        copies = (*self._locations, *self._facts[possible_locations][self._data])
        return tuple([_resident(self._facts, copy, where) for copy in copies])


def residencies(facts: Facts) -> Lazily[str, DataResidency]:
    """Where the copies of each data item are, by its path."""
    return Lazily(facts.design.data, lambda path: DataResidency(facts, path))


def judge_residency(facts: Facts, claim: Claim) -> Judgement:
    """Violated by one copy that is surely outside; met when every copy is surely inside."""
    data = claim.subject.path if claim.subject is not None else ""
    where = str(claim.target)
    target = f"in {where}"
    found = facts[residencies][data].against(where)
    outside = [r for r in found if r.side is Side.OUTSIDE]
    if outside:
        value = f"also in {outside[0].place}, by {outside[0].location.component}"
        lines = tuple([line for one in outside for line in one.lines])
        return Judgement(Status.VIOLATED, value, target, derivation=lines)
    unknown = [r for r in found if r.side is Side.UNKNOWN]
    lines = tuple([r.lines[-1] for r in found if r.side is Side.INSIDE])
    missing = tuple(dict.fromkeys(m for r in unknown for m in r.missing))
    if found and not unknown:
        return Judgement(Status.MET, target, target, derivation=lines)
    if not found:
        lacks = (Missing(data, "store", f"holds {data}  # in the store that keeps it"),)
        return Judgement(
            Status.UNDECIDED,
            "unknown",
            target,
            missing=lacks,
            reason=f"no component keeps `{data}`",
        )
    reason = _open(unknown, missing)
    return Judgement(Status.UNDECIDED, "unknown", target, "", tuple(lines), missing, reason=reason)


def _open(unknown: list[Residency], missing: tuple[Missing, ...]) -> str:
    """Why it is not known where some keep a data item."""
    names = listed(list(dict.fromkeys(one.location.component for one in unknown)))
    if all(one.location.elsewhere for one in unknown):
        return f"where the backups of {names} are kept is not declared"
    if any(one.location.missing is not None for one in unknown):
        return f"what {names} {'keep' if len(unknown) > 1 else 'keeps'}, and where, is not declared"
    keep = f"{names} {'keep' if len(unknown) > 1 else 'keeps'} it"
    if all(one.what == "jurisdiction" for one in missing):
        places = listed([one.element for one in missing])
        return f"the jurisdiction of {places}, where {keep}, is not declared"
    return f"the place where {keep} is not declared"


def jurisdiction_of(design: Design, place: str) -> str | None:
    """The jurisdiction of a place: its own, else that of the nearest place around it."""
    for path in reversed(design.domains_of(place)):
        known = design.places[path].value(JURISDICTION)
        if known is not None:
            return known
    return None


def places_of(facts: Facts, component: Component) -> tuple[str, ...]:
    """The declared places of its replicas, each once; empty where none is declared."""
    placement = facts[placements][component.path]
    shared = [ref.path for ref in component.value(IN) or ()]
    own = [r.place for r in (*placement.replicas, *placement.lost) if r.place is not None]
    return tuple(dict.fromkeys((*own, *shared)))


def _resident(facts: Facts, copy: DataLocation, where: str) -> Residency:
    component = facts.design.components[copy.component]
    stated = facts[placements][copy.component].stated or component[IN]
    places = places_of(facts, component)
    side, place = _where(facts, component, where)
    if copy.elsewhere and copy.missing is not None:
        return Residency(copy, Side.UNKNOWN, None, copy.route, (copy.missing,))
    if side is Side.INSIDE:
        line = step(f"`{copy.component}` keeps its copy in `{place}`", stated)
        return Residency(copy, side, place, (*copy.route, line))
    if copy.missing is not None:
        return Residency(copy, Side.UNKNOWN, place, copy.route, (copy.missing,))
    if side is Side.OUTSIDE and place is not None:
        jurisdiction = jurisdiction_of(facts.design, place)
        under = f", jurisdiction `{jurisdiction}`" if jurisdiction is not None else ""
        line = step(f"`{copy.component}` is in `{place}`{under}", stated)
        return Residency(copy, side, place, (*copy.route, line))
    return Residency(copy, side, place, copy.route, _missing(facts, component, places, where))


def _where(facts: Facts, component: Component, where: str) -> tuple[Side, str | None]:
    """On which side a component is, and the place that shows it: inside if what all its replicas
    share is, or the place of each; outside if one place is."""
    design, placement = facts.design, facts[placements][component.path]
    shared = [ref.path for ref in component.value(IN) or ()]
    own = [replica.place for replica in (*placement.replicas, *placement.lost)]
    sides = {p: side_of(design, p, where) for p in (*shared, *own) if p is not None}
    for place in shared:
        if sides[place] is Side.INSIDE:
            return Side.INSIDE, place
    for place, side in sides.items():
        if side is Side.OUTSIDE:
            return side, place
    if own and all(place is not None and sides[place] is Side.INSIDE for place in own):
        return Side.INSIDE, own[0]
    return Side.UNKNOWN, next(iter(sides), None)


# A place says nothing about wider places that do not contain it: a lone zone may be in any region.
_WIDTH = {"domain": 0, "host": 1, "zone": 2, "region": 3, "provider": 4}


def side_of(design: Design, place: str, where: str) -> Side:
    """On which side of a jurisdiction or place a place is."""
    chain = design.domains_of(place)
    meant = design.place_names.of(where)
    jurisdiction = jurisdiction_of(design, place)
    if any(path in meant.named for path in chain) or jurisdiction == where:
        return Side.INSIDE
    if place in meant.around:
        return Side.UNKNOWN
    if not meant.named:
        return Side.UNKNOWN if jurisdiction is None else Side.OUTSIDE
    widest = max(_WIDTH[level] for level in meant.levels)
    known = max(_WIDTH[design.places[path].level] for path in chain)
    return Side.OUTSIDE if known >= widest else Side.UNKNOWN


def _widest_apart(design: Design, place: str, where: str) -> list[str]:
    """The region around a place, or else the widest place below a provider, in which no place is that is
    called so: its jurisdiction decides. None where there is no such place."""
    meant = design.place_names.of(where)
    around = [p for p in design.domains_of(place) if design.places[p].level != "provider"]
    return [p for p in around if p not in meant.around][:1]


def _missing(
    facts: Facts, component: Component, places: tuple[str, ...], where: str
) -> tuple[Missing, ...]:
    """What would decide it: the jurisdiction of a place, or the places."""
    design = facts.design
    lacking: dict[str, None] = {}
    for place in places:
        if side_of(design, place, where) is Side.UNKNOWN and jurisdiction_of(design, place) is None:
            lacking.update(dict.fromkeys(_widest_apart(design, place, where)))
    if lacking:
        return tuple([Missing(place, "jurisdiction", f"jurisdiction {where}") for place in lacking])
    example = next(iter(design.place_names.of(where).called), "PLACE")
    what = "edge locations" if component.plays(Role.EDGE) else "place"
    if component.value(MANAGED) == "global" and not component.plays(Role.EDGE):
        what = "regions"
    return (Missing(component.path, what, f"in {example}"),)
