"""How often the flows of a small design work, by trying every state of what can fail.

Written from the reference alone. Where a design or the reference leaves open what happens, there are
two answers: the best that can be, and the worst.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil

from tests.oracle.designs import Design, Part, World
from tests.oracle.runs import ROUNDS, Mode, Run, Ups, passing_of
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
        self._known: dict[tuple[object, ...], dict[str, float]] = {}
        self._ran: dict[tuple[object, ...], dict[str, int]] = {}
        self.lost_places = [name for name in world.lost if name in design.places]

    # ---- the answers

    def availability(self, *, assuming: bool = False) -> dict[str, tuple[float, float]]:
        """The least and the most of each flow."""
        worst = [self._expected(mode) for mode in self._modes(best=False, assuming=assuming)]
        best = [self._expected(mode) for mode in self._modes(best=True, assuming=assuming)]
        # Who leads after a loss may be the better for one flow, and the worse for another.
        found = [*worst, *best]
        return {
            flow.name: (min(r[flow.name] for r in found), max(r[flow.name] for r in found))
            for flow in self.design.flows
        }

    def headroom(self, *, assuming: bool = False) -> dict[str, tuple[float, float]]:
        """The least and the most room of each component that declares a capacity."""
        worst = [
            self._whole(m).rooms_of_parts() for m in self._modes(best=False, assuming=assuming)
        ]
        best = [self._whole(m).rooms_of_parts() for m in self._modes(best=True, assuming=assuming)]
        return {
            name: (min(r[name] for r in worst), max(r[name] for r in best))
            for name, part in self.parts.items()
            if part.capacity is not None or (part.kind == "external" and part.limit is not None)
        }

    def flow_headroom(self) -> dict[str, tuple[float, float]]:
        """The least and the most room of each flow."""
        worst = [self._whole(m) for m in self._modes(best=False, assuming=False)]
        best = [self._whole(m) for m in self._modes(best=True, assuming=False)]
        return {
            flow.name: (
                min(run.room_of(flow) for run in worst),
                max(run.room_of(flow) for run in best),
            )
            for flow in self.design.flows
        }

    def _modes(self, *, best: bool, assuming: bool) -> Iterator[Mode]:
        """Every choice of what keeps a key, and of what a lost place takes down."""
        sharded = [name for name, part in self.parts.items() if part.shards is not None]
        sets = [key_sets(self.design, self.parts[name]) for name in sharded]
        doubtful = [part.name for part in self.parts.values() if self._is_doubtful(part, assuming)]
        for chosen in product(*sets):
            keys = dict(zip(sharded, chosen, strict=True))
            for hit in product((False, True), repeat=len(doubtful)):
                taken = {name for name, is_hit in zip(doubtful, hit, strict=True) if is_hit}
                for unnamed in self._uses():
                    yield Mode(best, assuming, keys, frozenset(taken), unnamed)

    def _uses(self) -> tuple[str, ...]:
        """What calls of stores may be that do not say it."""
        unnamed = [step for flow in self.design.flows for step in flow.steps() if not step.use]
        asked = {name for step in unnamed for name in (step.callee, step.or_else) if name}
        return ("reads", "writes") if any(self.parts[name].store for name in asked) else ("reads",)

    # ---- states

    def _expected(self, mode: Mode) -> dict[str, float]:
        """The mean over all states; what differs by nothing is worked out once."""
        whole = self.at_full_strength(mode)
        passing = passing_of(self.design, self.world.factor, mode, whole)
        today = self._whole(mode).loads.at
        totals = dict.fromkeys((flow.name for flow in self.design.flows), 0.0)
        for ups, weight in self._states(mode).items():
            keys = tuple(mode.keys.values())
            key = (mode.best, mode.assuming, keys, mode.hit, mode.unnamed, ups)
            if key not in self._known:
                named = dict(zip(self.parts, ups, strict=True))
                run = Run(self.design, self.world.factor, mode, named, whole, passing, today)
                self._known[key] = run.shares()
            for name, share in self._known[key].items():
                totals[name] += weight * share
        return totals

    def _states(self, mode: Mode) -> dict[tuple[tuple[bool, ...], ...], float]:
        """How likely it is which replicas are up.

        What is not placed may fail with anything: at worst it is not up, unless that is assumed.
        """
        events = self.events(mode)
        weights = [1.0]
        for down in events.values():
            weights = [w * (1.0 - down) for w in weights] + [w * down for w in weights]
        bits = {event: 1 << number for number, event in enumerate(events)}
        surely = self.at_full_strength(mode)
        if not mode.best and not mode.assuming:
            surely = {name: self._placed(self.parts[name], up) for name, up in surely.items()}
        masks = [
            [
                sum({bits[event] for event in self._takes_down(part, number) if event in bits})
                for number in range(len(surely[part.name]))
            ]
            for part in self.parts.values()
        ]
        standing = list(zip(surely.values(), masks, strict=True))
        found: dict[tuple[tuple[bool, ...], ...], float] = {}
        for state, weight in enumerate(weights):
            ups = tuple(
                tuple(sure and not state & mask for sure, mask in zip(up, own, strict=True))
                for up, own in standing
            )
            found[ups] = found.get(ups, 0.0) + weight
        return found

    def _takes_down(self, part: Part, number: int) -> Iterator[Event]:
        """The events that take a replica down."""
        yield "replica", part.name, number
        yield "service", part.name, 0
        for place in self._places(part, number):
            yield "place", place, 0

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
        if mode.best and not self._is_touched(part):
            return high
        return self._running(mode)[part.name]

    def _running(self, mode: Mode) -> dict[str, int]:
        """How many replicas of each autoscaled part ran before a loss, for the load with all that others
        send on to it because of a limit or of overload."""
        key = (mode.best, mode.assuming, tuple(mode.keys.values()), mode.unnamed)
        if key not in self._ran:
            scaled = {name: part for name, part in self.parts.items() if part.autoscale}
            found = {name: (part.autoscale or (0, 0))[0] for name, part in scaled.items()}
            for _ in range(ROUNDS):
                ups = {n: (True,) * found.get(n, p.replicas) for n, p in self.parts.items()}
                passing = passing_of(self.design, self.world.factor, mode, ups)
                run = Run(self.design, self.world.factor, mode, ups, ups, passing)
                run.shares()
                for name, part in scaled.items():
                    found[name] = _needed(part, run.loads.at[name].total)
            self._ran[key] = found
        return self._ran[key]

    def _is_touched(self, part: Part) -> bool:
        """Whether the scenario's loss takes, or may take, a replica."""
        return part.name in self.lost or any(
            any(map(self._is_lost, places)) or self._may_be_hit(places)
            for places in (list(self._places(part, n)) for n in range(part.replicas))
        )

    def at_full_strength(self, mode: Mode) -> Ups:
        """What is up while nothing has failed but what is lost."""
        return {
            part.name: tuple(
                self._is_left(part, number, mode) for number in range(self.count(part, mode))
            )
            for part in self.parts.values()
        }

    def _is_left(self, part: Part, number: int, mode: Mode) -> bool:
        places = list(self._places(part, number))
        if part.name in self.lost or any(map(self._is_lost, places)):
            return False
        return part.name not in mode.hit or not self._may_be_hit(places)

    def _is_doubtful(self, part: Part, assuming: bool) -> bool:
        """Whether a lost place may hold replicas; a third party is assumed to be elsewhere."""
        if part.name in self.lost or (part.kind == "external" and assuming):
            return False
        return any(
            self._may_be_hit(list(self._places(part, number))) for number in range(part.replicas)
        )

    def _may_be_hit(self, places: list[str]) -> bool:
        """Whether a lost place may hold a replica whose place is not declared so exactly."""
        if any(map(self._is_lost, places)):
            return False
        levels = {name: self.design.places[name].level for name in [*places, *self.lost_places]}
        physical = [place for place in places if levels[place] != "domain"]
        for name in self.lost_places:
            if levels[name] == "domain":
                if all(levels[place] != "domain" for place in places):
                    return True
            elif not physical or physical[0] in self.design.around(name):
                return True
        return False

    def _placed(self, part: Part, up: tuple[bool, ...]) -> tuple[bool, ...]:
        """What is sure to be up: what has no place may fail with anything."""
        return tuple(
            is_up and self._is_placed(part, list(self._places(part, number)))
            for number, is_up in enumerate(up)
        )

    def _is_placed(self, part: Part, places: list[str]) -> bool:
        """Whether all places that may take a replica down are declared."""
        if part.total or part.kind == "external":
            return True
        physical = [p for p in places if self.design.places[p].level != "domain"]
        if not physical:
            return False
        inside = [p for p in self.design.places.values() if p.parent == physical[0]]
        return not any(p.level == "zone" for p in inside)

    def _whole(self, mode: Mode) -> Run:
        ups = self.at_full_strength(mode)
        passing = passing_of(self.design, self.world.factor, mode, ups)
        run = Run(self.design, self.world.factor, mode, ups, ups, passing)
        run.shares()
        return run


def _needed(part: Part, load: float) -> int:
    """How many replicas an autoscaler runs at the least for a load."""
    low, high = part.autoscale or (part.replicas, part.replicas)
    capacity = each(part)
    return low if capacity is None else min(high, max(low, ceil(load / capacity - ROUNDING)))
