"""How often the flows of a small design work, by trying every state of what can fail.

Written from the reference alone. Where a design or the reference leaves open what happens, there are
two answers: the best that can be, and the worst.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from tests.oracle.designs import Design, Flow, Part, Step, World
from tests.oracle.loads import Arrivals, Loads, loads
from tests.oracle.serving import ROUNDING, Serving, each, key_sets

Event = tuple[str, str, int]
Ups = dict[str, tuple[bool, ...]]
MAX_EVENTS = 9


@dataclass
class Mode:
    """One way to fill what is open: the best or the worst, with or without what is assumed."""

    best: bool
    assuming: bool
    keys: dict[str, tuple[int, ...]] = field(default_factory=dict)


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
            self._at_full_strength(mode)
            for mode in (Mode(False, True), Mode(False, True), Mode(True, True))
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
                known[key] = Run(self, mode, ups).shares()
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
        return not self._may_be_hit(part, places) and (
            mode.assuming or self._is_placed(part, places)
        )

    def _may_be_hit(self, part: Part, places: list[str]) -> bool:
        """Whether a lost place may hold a replica whose place is not declared so exactly."""
        lost = [name for name in self.lost if name in self.design.places]
        physical = [p for p in places if self.design.places[p].level != "domain"]
        if not physical:
            return bool(lost)
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
        return loads(
            self.design,
            self.world.factor,
            bounded=mode.best,
            answered=lambda key, step: 1.0,
            serving=lambda name: 1.0,
            passed=lambda name: 1.0,
        )

    def _at_full_strength(self, mode: Mode) -> dict[str, float]:
        ups = self._ups(mode, set())
        run = Run(self, mode, ups)
        run.shares()
        found = {}
        for name, part in self.parts.items():
            found[name] = room(part, ups[name], run.loads.at[name], best=mode.best)
        return found


def room(part: Part, up: tuple[bool, ...], arrivals: Arrivals, *, best: bool) -> float:
    """The share of the capacity of the fullest replica that is free."""
    capacity, count = each(part), sum(up)
    if capacity is None:
        return float("nan")
    if arrivals.total == 0.0:
        return 1.0
    if count == 0:
        return float("-inf")
    if part.store is None:
        return 1.0 - arrivals.total / (count * capacity)
    reads = dict(arrivals.reads)
    if part.store.word == "leaderless":
        load = arrivals.writes + (arrivals.plain + sum(reads.values())) / (count if best else 1)
        return 1.0 - load / capacity
    spread = reads.get("any", 0.0) / count
    leader = arrivals.writes + arrivals.plain + reads.get("leader", 0.0) + spread
    followers = reads.get("follower", 0.0) / max(1, count - 1) + spread
    if count == 1:
        leader += reads.get("follower", 0.0)
    return 1.0 - max(leader, followers) / capacity


class Run:
    """The share of the runs of each flow that succeed in one state."""

    def __init__(self, oracle: Oracle, mode: Mode, ups: Ups) -> None:
        self.oracle, self.mode, self.ups = oracle, mode, ups
        self.parts = oracle.parts
        self.answered: dict[tuple[str, int], float] = {}
        self.loads = self._loads()

    def shares(self) -> dict[str, float]:
        """Goes round until no fallback takes more than before."""
        for _ in range(4):
            before = dict(self.answered)
            self.loads = self._loads()
            found = {flow.name: self._flow(flow) for flow in self.oracle.design.flows}
            if self.answered == before:
                break
        return found

    def _loads(self) -> Loads:
        return loads(
            self.oracle.design,
            self.oracle.world.factor,
            bounded=self.mode.best,
            answered=lambda key, step: self.answered.get(key, 1.0),
            serving=lambda name: float(any(self.ups[name])),
            passed=self._passed,
        )

    def _passed(self, name: str) -> float:
        """What a limit refuses goes no further, at best."""
        part = self.parts[name]
        if part.limit is None or not self.mode.best:
            return 1.0
        load = self.oracle.nominal(self.mode).at[name].total
        return min(1.0, part.limit / load) if load else 1.0

    def _flow(self, flow: Flow) -> float:
        steps = list(flow.steps())
        reached = {name for step in steps for name in (step.callee, step.or_else)}
        beginners = {step.caller for step in steps if step.caller not in reached}
        begun = [float(self.mode.best or any(self.ups.get(name, (True,)))) for name in beginners]
        needed = [self._needs(flow, steps, name) for name in sorted(beginners)]
        return self._all(iter([*begun, *needed]))

    def _all(self, shares: Iterator[float]) -> float:
        """What is left when each takes away its part: of the same runs at best, of others at worst."""
        if self.mode.best:
            return min(shares, default=1.0)
        return max(0.0, 1.0 - sum(1.0 - share for share in shares))

    def _needs(self, flow: Flow, steps: list[Step], name: str) -> float:
        own = [self._step(flow, steps, n) for n, step in enumerate(steps) if step.caller == name]
        return self._all(iter([*own, *self._identity(name)]))

    def _identity(self, name: str) -> Iterator[float]:
        part = self.parts.get(name)
        if part is not None and part.identity and not part.runs_without and not self.mode.best:
            yield float(any(self.ups[part.identity]))

    def _step(self, flow: Flow, steps: list[Step], number: int) -> float:
        step = steps[number]
        key = (flow.name, number)
        calls = self.loads.calls[key]
        through = 1.0 if step.limit is None or calls <= step.limit else step.limit / calls
        share = self._answer(flow, steps, step, step.callee) * through
        self.answered[key] = share
        if step.or_else and share < 1.0:
            other = self._answer(flow, steps, step, step.or_else)
            share = share + (1.0 - share) * other
        if step.optional or (self.parts[step.callee].kind == "cache" and self._spares(step.callee)):
            return 1.0
        if not self.mode.best and not (
            step.parallel and step.times == self.parts[step.callee].shards
        ):
            share = max(0.0, 1.0 - step.times * (1.0 - share))
        return share

    def _answer(self, flow: Flow, steps: list[Step], step: Step, name: str) -> float:
        serving = Serving(
            self.parts[name],
            self.ups[name],
            self.loads.at[name],
            self.mode.best,
            self.mode.keys.get(name, ()),
        )
        return self._all(iter([serving.share(step), self._needs(flow, steps, name)]))

    def _spares(self, cache: str) -> bool:
        """Whether the store behind a cache carries the load without it, as declared."""
        stores = {
            step.callee
            for flow in self.oracle.design.flows
            for step in flow.steps()
            if step.on_miss_of == cache
        }
        alone = loads(
            self.oracle.design,
            self.oracle.world.factor,
            bounded=self.mode.best,
            answered=lambda key, step: 1.0,
            serving=lambda name: float(name != cache),
            passed=lambda name: 1.0,
        )
        ups = self.oracle._ups(self.mode, set())
        return all(
            self.mode.best
            if self.parts[name].capacity is None
            else room(self.parts[name], ups[name], alone.at[name], best=self.mode.best) >= -ROUNDING
            for name in stores
        )
