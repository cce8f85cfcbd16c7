"""Where replicas run: components by group, places beside each other, how many run there and in which
role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.placement.placement import Placement, Replica, placements
from designlint.base.wording import counted
from designlint.drawing import EMPTY, Cell, Column, Mark, Row, Table
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import MANAGED
from designlint.schema.store import BACKUP, LAG, TOPOLOGY
from designlint.views.parts import group_title, kind_of, role_of, title_of

ELSEWHERE = ""

# What is to be said of a component in a place: a mark, and words.
Said = Callable[[str, str], tuple[Mark, list[str]]]


def nothing_said(_component: str, _place: str) -> tuple[Mark, list[str]]:
    """No marks."""
    return "plain", []


class Spot:
    """The replicas of a component in a place: how many, and whether the leader is among them."""

    def __init__(self, count: int, *, leads: bool, managed: bool = False) -> None:
        self.count = count
        self.leads = leads
        self.managed = managed

    @property
    def words(self) -> tuple[str, ...]:
        """``x2, leader``."""
        count = "managed" if self.managed else f"x{self.count}"
        return (f"{count}, leader",) if self.leads else (count,)


def deployment(facts: Facts, said: Said = nothing_said) -> Table:
    """The components with their replicas in each place; `said` adds marks and words."""
    design = facts.design
    ours = [one for one in design.components.values() if not one.is_external]
    spots = {one.path: spots_of(one, facts[placements][one.path]) for one in ours}
    used = {place for found in spots.values() for place in found}
    columns = tuple(_columns(facts, used))
    rows = []
    sizes = Counter(component.group for component in ours)
    for component in _by_group(ours):
        cells = []
        for column in columns:
            spot = spots[component.path].get(column.anchor)
            if spot is None:
                cells.append(EMPTY)
                continue
            mark, words = said(component.path, column.anchor)
            cells.append(Cell((*spot.words, *words), mark))
        rows.append(_row(facts, component, tuple(cells), sizes[component.group]))
    places = used.difference({ELSEWHERE})
    where = f"in {counted(len(places), 'place')}" if places else "without a declared place"
    return Table(
        f"{title_of(design)}: deployment",
        f"{counted(len(ours), 'component')} {where}",
        "component",
        columns,
        tuple(rows),
    )


def _by_group(components: Iterable[Component]) -> list[Component]:
    """Those of one group beside each other, the groups in their first order."""
    groups: dict[str, list[Component]] = {}
    for component in components:
        groups.setdefault(component.group or "", []).append(component)
    return [one for found in groups.values() for one in found]


def _row(facts: Facts, component: Component, cells: tuple[Cell, ...], size: int) -> Row:
    group = group_title(facts.design, component.group)
    return Row(
        component.path,
        role_of(component),
        component.name,
        cells,
        (kind_of(component), *_copies(component)),
        f"{group} ({counted(size, 'component')})" if group else "",
        tip=component.title or component.path,
        anchor=component.path,
    )


def _copies(component: Component) -> Iterator[str]:
    """How it is copied and backed up."""
    topology = component[TOPOLOGY]
    if topology is not None:
        lag = topology.detail(LAG)
        behind = f", lag {show(lag)}" if lag is not None else ""
        yield f"{topology.value.replace('_', ' ')}{behind}"
    backup = component[BACKUP]
    if backup is not None:
        to = f" to {backup.value.to.path}" if backup.value.to is not None else ""
        yield f"backup every {show(backup.value.every)}{to}"


def _columns(facts: Facts, used: set[str]) -> Iterator[Column]:
    """The places that something runs in, each under the places around it; what runs in a place as a
    whole stands before what runs in parts of it."""
    places = facts.design.places
    for path in _in_order(facts, None):
        place = places[path]
        if path not in used:
            continue
        chain = facts.design.domains_of(path)
        around = tuple([f"{places[one].level} {places[one].name}" for one in chain])
        is_whole = any(path in facts.design.domains_of(one)[:-1] for one in used)
        name = f"whole {place.level}" if is_whole else around[-1]
        within = around if is_whole else around[:-1]
        yield Column(path, name, within, "plain", place.title or path, path)
    if ELSEWHERE in used:
        yield Column("", "no declared place")


def _in_order(facts: Facts, parent: str | None) -> Iterator[str]:
    """The places in a place, each before those in it."""
    for path, place in facts.design.places.items():
        if place.parent == parent:
            yield path
            yield from _in_order(facts, path)


def spots_of(component: Component, placement: Placement) -> dict[str, Spot]:
    """The replicas of a component by place, lost ones included."""
    replicas = sorted((*placement.replicas, *placement.lost))
    if placement.whole and component.value(MANAGED) is not None:
        domain = next((one.domains[-1] for one in replicas if one.domains), ELSEWHERE)
        return {domain: Spot(1, leads=False, managed=True)}
    several = placement.count > 1
    counts = Counter(map(spot_of, replicas))
    leading = {spot_of(replica) for replica in replicas if replica.leads and several}
    return {place: Spot(count, leads=place in leading) for place, count in counts.items()}


def spot_of(replica: Replica) -> str:
    """The place in which a replica is drawn: its own, or the narrowest around it."""
    return replica.place or (replica.domains[-1] if replica.domains else ELSEWHERE)
