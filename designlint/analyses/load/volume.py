"""How much data there is and will be, and whether one node has room for it."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.created import Created, created
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Data
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.context import (
    COUNT,
    GROWTH,
    SIZE_OF_ONE,
)
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, RETENTION


class Volume(NamedTuple):
    """One copy of a data item: its bytes today (None where a number is missing), what is added a second,
    and for how many seconds it is kept (None: without end)."""

    today: float | None
    added: Interval
    kept_for: float | None
    lines: tuple[Step, ...]
    missing: tuple[Missing, ...]

    def at(self, time: float) -> Interval:
        """The most bytes there are up to so many seconds from now (infinite: without end).

        What is added at a steady rate is kept until its retention ends, so no more than rate x
        retention gathers. Where there is more than that today, its age is unknown.
        """
        return Interval(self._at(time, self.added.low).low, self._at(time, self.added.high).high)

    def _at(self, time: float, added: float) -> Interval:
        kept_for = math.inf if self.kept_for is None else self.kept_for
        gathered = _times(added, min(time, kept_for))
        most = _times(added, kept_for)
        if self.today is None:
            # Of what there is today, no more is left than its retention lets gather.
            return Interval(gathered, most if kept_for < math.inf else math.inf)
        if self.today > most:
            return Interval(self.today, self.today + gathered)
        return exactly(min(self.today + _times(added, time), most))


def _times(rate: float, time: float) -> float:
    """The product, none where either is none."""
    return rate * time if rate and time else 0.0


class Volumes(Lazily[str, Volume]):
    """The volume of each data item, by path, in the world of the facts: more load adds more."""

    def __init__(self, facts: Facts) -> None:
        data = facts.design.data
        super().__init__(data, lambda path: _volume(facts, data[path]))
        self._design = facts.design

    def in_component(self, component: Component, path: str) -> Volume:
        """One copy of a data item in a component, which keeps it no longer than its own `retention`."""
        found, own = self[path], component[RETENTION]
        if own is None or (found.kept_for is not None and found.kept_for <= own.value.value):
            return found
        line = step(f"{component.path}: kept for {show(own.value)}", own)
        return found._replace(kept_for=own.value.value, lines=(*found.lines, line))

    def ahead(self, path: str, component: Component | None = None) -> Interval:
        """The bytes of one copy of a data item, today and up to the horizon; as a component keeps it.

        Where neither growth nor a horizon is declared, it is taken to keep its size, see `is_steady`.
        """
        today = self[path].today
        if today is not None and self.is_steady(path, component):
            return exactly(today)
        return self.certainly_ahead(path, component)

    def certainly_ahead(self, path: str, component: Component | None = None) -> Interval:
        """The same, where nothing is taken for granted."""
        found = self[path] if component is None else self.in_component(component, path)
        ahead = self._design.horizon
        if ahead is not None:
            return found.at(ahead.value.value)
        later = found.at(math.inf)
        return later if found.kept_for is not None else Interval(found.at(0.0).low, later.high)

    def is_steady(self, path: str, component: Component | None = None) -> bool:
        """Whether a data item is only taken to keep its size: nothing is declared of its growth, of how
        long it is kept, or of how far ahead is planned."""
        found = self[path] if component is None else self.in_component(component, path)
        is_open = self._design.horizon is None and found.kept_for is None
        return is_open and self._design.data[path][GROWTH] is None and found.today is not None

    def created(self, path: str) -> Created | None:
        """How many of a data item are ever created; None where neither its count nor its growth is
        declared."""
        return created(self._design.data[path], self._design.load)

    def held_by(self, component: Component) -> float | None:
        """The bytes of one copy of all that a component holds, at the most up to the horizon; None
        where it holds nothing, or where that is unknown. Data whose growth is not declared does not
        grow."""
        total = 0.0
        for ref in component.value(HOLDS) or ():
            is_steady = self._design.data[ref.path][GROWTH] is None
            size = self[ref.path].today if is_steady else self.ahead(ref.path, component).high
            if size is None or math.isinf(size):
                return None
            total += size
        return total or None


def volumes(facts: Facts) -> Volumes:
    """The volume of each data item."""
    return Volumes(facts)


def _volume(facts: Facts, data: Data) -> Volume:
    size, count, retention = data[SIZE_OF_ONE], data[COUNT], data[RETENTION]
    lines: list[Step] = []
    missing: list[Missing] = []
    today = None
    if size is None:
        missing.append(Missing(data.path, "size", "size 1kB"))
    if count is None:
        missing.append(Missing(data.path, "count", "count 1M"))
    if size is not None and count is not None:
        today = size.value.value * count.value.value
        shown = show_value(today, Dimension.SIZE)
        each, number = show(size.value), show(count.value)
        lines.append(step(f"{data.path}: {each} x {number} = {shown}", count))
    added = _added(facts, data, lines, missing)
    kept_for = None if retention is None else retention.value.value
    if retention is not None:
        lines.append(step(f"{data.path}: kept for {show(retention.value)}", retention))
    return Volume(today, added, kept_for, tuple(lines), tuple(missing))


def _added(facts: Facts, data: Data, lines: list[Step], missing: list[Missing]) -> Interval:
    """The bytes that are added each second: as stated, else not more than what is written."""
    size, growth = data[SIZE_OF_ONE], data[GROWTH]
    if growth is None:
        missing.append(Missing(data.path, "growth", "growth 1k/day"))
        written = _written(facts, data.path)
        return Interval(0.0, written * size.value.value if size and written else math.inf)
    amount = growth.value
    added = amount.value * facts.design.load
    if amount.dimension is Dimension.BANDWIDTH:
        lines.append(step(f"{data.path}: grows by {_a_day(added)}", growth))
        return exactly(added)
    if amount.dimension is not Dimension.RATE:
        missing.append(Missing(data.path, "growth as a rate", "growth 1k/day"))
        return Interval(0.0, math.inf)
    if size is None:
        return Interval(0.0, math.inf) if added else exactly(0.0)
    added *= size.value.value
    load = f" at {facts.design.load:g}x the load" if facts.design.load != 1.0 else ""
    lines.append(step(f"{data.path}: grows by {_a_day(added)}{load}", growth))
    return exactly(added)


def _a_day(bytes_a_second: float) -> str:
    return f"{show_value(bytes_a_second * 86_400.0, Dimension.SIZE)} a day"


def _written(facts: Facts, path: str) -> float:
    """How often a data item is written to a store, per second on average; infinite where unknown."""
    total = 0.0
    for writing in facts[_writing].get(path, {}).values():
        total += sum(average_rate(facts, part).high for part in writing)
    return total


def _writing(facts: Facts) -> dict[str, dict[str, list[Part]]]:
    """The load that writes each data item, by the store that it is written to."""
    found: dict[str, dict[str, list[Part]]] = {}
    for component, parts in facts[loads].parts.items():
        one = facts.design.components.get(component)
        if one is not None and one.plays(Role.STORE):
            for part in parts:
                for path in dict.fromkeys(named.path for named in part.step.stores):
                    found.setdefault(path, {}).setdefault(component, []).append(part)
    return found
