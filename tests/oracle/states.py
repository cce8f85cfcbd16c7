"""How often the flows of a small design work, by trying every state of what can fail.

Written from the reference alone. Where a design or the reference leaves open what happens, there are
two answers: the best that can be, and the worst.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil

from tests.oracle.designs import Design, Part, World
from tests.oracle.loads import Loads, loads
from tests.oracle.runs import Mode, Run, Ups, room
from tests.oracle.serving import ROUNDING, each, key_sets

Event = tuple[str, str, int]
MAX_EVENTS = 9


class Oracle:
    """One design in one world."""

    def __init__(self, design: Design, world: World) -> None:
        self.world = world
        self.design = design.within(world)
        self.parts = self.design.parts
        self.lost = set(world.lost)

    # ---- the answers

    def availability(self, *, assuming: bool = False) -> dict[str, tuple[float, float]]:
        """The least and the most of each flow."""
        ends = []
        for best in (False, True):
            names = [name for name, part in self.parts.items() if part.shards is not None]
            sets = [key_sets(self.design, self.parts[name]) for name in names]
            results = [
                self._expected(Mode(best, assuming, dict(zip(names, chosen, strict=True))))
                for chosen in product(*sets)
            ]
            choose = max if best else min
            ends.append({f: choose(r[f] for r in results) for f in results[0]})
        return {flow.name: (ends[0][flow.name], ends[1][flow.name]) for flow in self.design.flows}

    def headroom(self) -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
        """The least and the most room of each component that declares a capacity: what is proved,
        and what is assumed."""
        worst, taken, best = (
            self._room(mode) for mode in (Mode(False, True), Mode(False, True), Mode(True, True))
        )
        return {
            name: ((worst[name], best[name]), (taken[name], best[name]))
            for name, part in self.parts.items()
            if part.capacity is not None and best[name] > float("-inf")
        }

    # ---- states

    def _expected(self, mode: Mode) -> dict[str, float]:
        events = self.events(mode)
        totals = dict.fromkeys((flow.name for flow in self.design.flows), 0.0)
        known: dict[tuple[tuple[bool, ...], ...], dict[str, float]] = {}
        for state in product((False, True), repeat=len(events)):
            weight = 1.0
            down: set[Event] = set()
            for (event, chance), happened in zip(events.items(), state, strict=True):
                weight *= chance if happened else 1.0 - chance
                if happened:
                    down.add(event)
            ups = self._ups(mode, down)
            key = tuple(ups.values())
            if key not in known:
                known[key] = Run(
                    self.design, self.world.factor, mode, ups, self.at_full_strength(mode)
                ).shares()
            for name, share in known[key].items():
                totals[name] += weight * share
        return totals

    def events(self, mode: Mode) -> dict[Event, float]:
        """What can fail by itself in this world."""
        found: dict[Event, float] = {}
        for part in self.parts.values():
            for number in range(self.count(part, mode)):
                for place in self._places(part, number):
                    if part.kind != "external" and not self._is_lost(place):
                        found["place", place, 0] = self.design.places[place].down
                if not part.total:
                    found["replica", part.name, number] = part.down
            if part.total:
                found["service", part.name, 0] = self._rest(part)
        return {event: chance for event, chance in found.items() if chance > 0.0}

    def _rest(self, part: Part) -> float:
        """What takes down a service as a whole beside its places, whose failures count among it."""
        up = 1.0
        for place in set(self._places(part, 0)):
            up *= 1.0 - self.design.places[place].down
        return max(0.0, 1.0 - (1.0 - part.down) / up)

    def _places(self, part: Part, number: int) -> Iterator[str]:
        yield from self.design.around(part.place_of(number))
        yield from self.design.around(part.inside)

    def _is_lost(self, place: str) -> bool:
        return any(around in self.lost for around in self.design.around(place))

    def count(self, part: Part, mode: Mode) -> int:
        """How many replicas run; an autoscaler's number is at least what the load needs."""
        if part.autoscale is None:
            return part.replicas
        low, high = part.autoscale
        capacity = each(part)
        if capacity is None:
            return low
        if mode.best and not self.lost:
            return high
        load = self.nominal(mode).at[part.name].total
        return min(high, max(low, ceil(load / capacity - ROUNDING)))

    def _ups(self, mode: Mode, down: set[Event]) -> Ups:
        found = {}
        for part in self.parts.values():
            whole = part.name not in self.lost and ("service", part.name, 0) not in down
            found[part.name] = tuple(
                whole and self._is_up(part, number, mode, down)
                for number in range(self.count(part, mode))
            )
        return found

    def _is_up(self, part: Part, number: int, mode: Mode, down: set[Event]) -> bool:
        if ("replica", part.name, number) in down:
            return False
        if part.kind == "external":
            return mode.assuming or mode.best or not any(p in self.design.places for p in self.lost)
        places = list(self._places(part, number))
        if any(self._is_lost(place) or ("place", place, 0) in down for place in places):
            return False
        if mode.best:
            return True
        return not self._may_be_hit(places) and (mode.assuming or self._is_placed(part, places))

    def _may_be_hit(self, places: list[str]) -> bool:
        """Whether a lost place may hold a replica whose place is not declared so exactly."""
        lost = [name for name in self.lost if name in self.design.places]
        sorts = {self.design.places[place].level for place in places}
        if "domain" not in sorts and any(self.design.places[n].level == "domain" for n in lost):
            return True
        physical = [p for p in places if self.design.places[p].level != "domain"]
        if not physical:
            return any(self.design.places[name].level != "domain" for name in lost)
        inner = physical[0]
        return any(inner in self.design.around(name) for name in lost)

    def _is_placed(self, part: Part, places: list[str]) -> bool:
        """Whether all places that may take a replica down are declared."""
        if part.total:
            return True
        physical = [p for p in places if self.design.places[p].level != "domain"]
        if not physical:
            return False
        inside = [p for p in self.design.places.values() if p.parent == physical[0]]
        return not any(p.level == "zone" for p in inside)

    # ---- loads

    def nominal(self, mode: Mode) -> Loads:
        """The loads while everything works."""
        return loads(self.design, self.world.factor, bounded=mode.best)

    def at_full_strength(self, mode: Mode) -> Ups:
        """What is up while nothing has failed but what is lost."""
        return self._ups(mode, set())

    def _room(self, mode: Mode) -> dict[str, float]:
        ups = self.at_full_strength(mode)
        run = Run(self.design, self.world.factor, mode, ups, ups)
        run.shares()
        found = {}
        for name, part in self.parts.items():
            found[name] = room(part, ups[name], run.loads.at[name], best=mode.best)
        return found
