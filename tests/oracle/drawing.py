"""Random small designs, with a few worlds each."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.oracle.designs import Design, Flow, Part, Place, Step, Store, World
from tests.oracle.runs import Mode
from tests.oracle.states import MAX_EVENTS, Oracle

_DOWNS = (0.1, 0.05, 0.02, 0.01, 0.005, 0.001, 0.0001)
_PLACE_DOWNS = (0.0, 0.0, 0.01, 0.002, 0.001)
_RATE = 60
_CAPACITIES = (20, 25, 30, 35, 45, 60, 70, 100, 140, 200, 1000)


def small_design(seed: int) -> Design:
    """The random design of a seed, small enough to try all its states."""
    chance = random.Random(seed)
    while True:
        design = _Drawer(chance).design()
        if all(
            len(Oracle(design, world).events(Mode(best, True))) <= MAX_EVENTS
            for world in design.worlds
            for best in (True, False)
        ):
            return design


class _Drawer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.zones: list[str] = []
        self.regions: list[str] = []
        self.power = False

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def design(self) -> Design:
        places = self._places()
        if self.maybe(0.15):
            parts, flows = self._cached()
        else:
            parts = [
                self._front(),
                *(self._part(f"c{n}") for n in range(1, self.chance.randint(1, 4))),
            ]
            flows = [self._flow("f", parts)]
            if self.maybe(0.4):
                flows.append(self._flow("g", parts))
        if self.maybe(0.1) and len(parts) > 1:
            login = Part("login", "service", self._down(), 1, self._spots(1))
            parts[0] = replace(parts[0], identity="login", runs_without=self.maybe(0.5))
            parts.append(login)
        named = {part.name: part for part in parts}
        return Design(places, named, tuple(flows), self._worlds(places, parts))

    # ---- places

    def _down(self) -> float:
        return self.chance.choice(_DOWNS)

    def _places(self) -> dict[str, Place]:
        found = {}
        provider = "p" if self.maybe(0.15) else None
        if provider:
            found[provider] = Place(provider, "provider", None, 0.0001)
        for name in "rq"[: self.chance.randint(1, 2)]:
            found[name] = Place(name, "region", provider, self.chance.choice(_PLACE_DOWNS))
            self.regions.append(name)
        for name in "xyz"[: self.chance.randint(1, 3)]:
            around = self.chance.choice(self.regions)
            found[name] = Place(name, "zone", around, self.chance.choice(_PLACE_DOWNS))
            self.zones.append(name)
        if self.maybe(0.12):
            found["h"] = Place("h", "host", "x", 0.01)
            self.zones.append("h")
        self.power = self.maybe(0.2)
        if self.power:
            found["power"] = Place("power", "domain", None, 0.001)
        return found

    def _spots(self, count: int) -> tuple[str, ...]:
        """Zones for the replicas, seldom a region alone, and sometimes none at all."""
        if self.maybe(0.12):
            return ()
        if self.maybe(0.06):
            return (self.chance.choice(self.regions),)
        number = self.chance.randint(1, min(count, len(self.zones)))
        return tuple(self.chance.sample(self.zones, number))

    # ---- parts

    def _front(self) -> Part:
        part = self._service("c0")
        return part if part.total else replace(part, down=self.chance.choice((0.01, 0.001)))

    def _part(self, name: str) -> Part:
        draw = self.chance.choice(
            [self._service, self._service, self._store, self._store, self._sharded, self._outside]
        )
        return draw(name)

    def _service(self, name: str) -> Part:
        count = self.chance.randint(1, 3)
        part = Part(name, "service", self._down(), count, self._spots(count))
        if self.maybe(0.15):
            return self._whole(part)
        if self.power and self.maybe(0.3):
            part = replace(part, inside="power")
        if self.maybe(0.6):
            part = replace(part, capacity=self.chance.choice(_CAPACITIES))
            if self.maybe(0.15):
                part = replace(part, capacity_total=True)
            elif self.maybe(0.12):
                part = replace(part, autoscale=(count, count + self.chance.randint(1, 2)))
        elif self.maybe(0.4):
            part = replace(part, needs=self.chance.randint(1, count))
        if self.maybe(0.1):
            part = replace(part, limit=self.chance.choice((20, 40, 100)))
        return part

    def _whole(self, part: Part) -> Part:
        """As available as a provider promises, the failures of its place among that."""
        place = self.chance.choice([None, *self.zones])
        return replace(part, down=0.05, replicas=1, places=(place,) if place else (), total=True)

    def _outside(self, name: str) -> Part:
        part = Part(name, "external", self._down())
        if self.maybe(0.3):
            part = replace(part, limit=self.chance.choice((10, 40, 100)))
        return part

    def _store(self, name: str) -> Part:
        word = self.chance.choice(
            [
                "leader_follower",
                "leader_follower",
                "leaderless",
                "consensus",
                "single",
                "multi_leader",
            ]
        )
        if word == "multi_leader":
            places = tuple(self.zones[:2])
            return Part(name, "database", self._down(), len(places), places, store=Store(word))
        count = 1 if word == "single" else self.chance.randint(2, 3)
        store = Store(word)
        part = Part(name, "database", self._down(), count, self._spots(count))
        if word == "leader_follower":
            store = replace(
                store,
                sync=self.chance.randint(0, count - 1),
                failover=self.chance.choice(["auto", "auto", "manual", None]),
                reads_from=self.chance.choice([None, "leader", "follower", "any"]),
            )
        elif word == "leaderless":
            store = replace(
                store, read=self.chance.randint(1, count), write=self.chance.randint(1, count)
            )
        elif word == "consensus":
            store = replace(store, reads_from=self.chance.choice([None, "follower", "any"]))
        if self.maybe(0.5):
            part = replace(part, capacity=self.chance.choice(_CAPACITIES))
        return replace(part, store=store)

    def _sharded(self, name: str) -> Part:
        count = self.chance.randint(2, 4)
        copies = self.chance.choice([1, 1, 2, None])
        part = Part(name, "database", self._down(), count, self._spots(count))
        return replace(part, shards=count, copies=copies)

    # ---- flows

    def _flow(self, name: str, parts: list[Part]) -> Flow:
        lines: list[tuple[Step, ...]] = []
        first = self._step("u", parts[0], parts)
        callers = [parts[0]]
        for number, part in enumerate(parts[1:], 1):
            if number == 1 and self.maybe(0.3) and not first.optional and not first.or_else:
                last = self._step(parts[0].name, part, parts)
                first = replace(
                    Step("u", parts[0].name, waits=self.maybe(0.8)), optional=last.optional
                )
                lines.append((first, last))
            else:
                caller = self.chance.choice(callers)
                lines.append((self._step(caller.name, part, parts),))
            if part.kind == "service":
                callers.append(part)
        if not any(line[0].caller == "u" for line in lines):
            lines.insert(0, (first,))
        rate = float(self.chance.choice((_RATE, _RATE, 40, 10)))
        return Flow(name, rate, tuple(lines), peak_known=self.maybe(0.93))

    def _step(self, caller: str, part: Part, parts: list[Part]) -> Step:
        step = Step(caller, part.name, waits=self.maybe(0.8))
        others = [p for p in parts[1:] if p is not part and p.name > caller]
        if caller != "u":
            step = replace(
                step,
                share=self.chance.choice((100, 100, 100, 50, 10)),
                optional=self.maybe(0.12),
                times=self.chance.choice((1, 1, 1, 1, 2)),
            )
            if others and self.maybe(0.25):
                step = replace(step, or_else=self.chance.choice(others).name)
        if part.kind == "database":
            step = replace(step, use=self.chance.choice(["reads", "writes"]))
        if part.shards is not None:
            step = replace(step, times=1)
            if part.copies == 1 and step.use == "reads" and not step.or_else and self.maybe(0.3):
                step = replace(step, times=part.shards, parallel=True, share=100)
        has_roles = part.leads or (part.store is not None and part.store.word == "consensus")
        if has_roles and step.use == "reads" and not step.or_else:
            step = replace(step, role=self.chance.choice([None, "leader", "follower", "any"]))
        if self.maybe(0.05):
            step = replace(step, limit=self.chance.choice((5.0, 30.0, 100.0)))
        return step

    def _cached(self) -> tuple[list[Part], list[Flow]]:
        """A service with a cache before a store that is, or is not, strong enough without it."""
        front = replace(
            self._front(), capacity=None, autoscale=None, limit=None, capacity_total=False
        )
        count = self.chance.randint(1, 2)
        hit = self.chance.choice([50, 80, 90])
        cache = Part("c1", "cache", self._down(), count, self._spots(count), hit=hit)
        count = self.chance.randint(2, 3)
        strength = self.chance.choice([None, 25, 35, 59, 60, 61, 100])
        store = Store("leader_follower", failover=self.chance.choice(["auto", "manual"]))
        base = Part("c2", "database", self._down(), count, self._spots(count), capacity=strength)
        lines = [
            (Step("u", "c0"),),
            (Step("c0", "c1", use="reads"),),
            (Step("c0", "c2", use="reads", on_miss_of="c1"),),
        ]
        if self.maybe(0.3):
            lines.append((Step("c0", "c2", use="writes", share=10),))
        return [front, cache, replace(base, store=store)], [Flow("f", _RATE, tuple(lines))]

    # ---- worlds

    def _worlds(self, places: dict[str, Place], parts: list[Part]) -> tuple[World, ...]:
        factor = self.chance.choice((0.5, 2.0, 3.0))
        names = [*places, *(part.name for part in parts)]
        lost = self.chance.sample(names, self.chance.choice((1, 1, 2)))
        mixed = World("mixed", (self.chance.choice(names),), self.chance.choice((1.0, 2.0)))
        turned = [p for p in parts if p.kind == "service" and not p.total and not p.autoscale]
        for part in turned[:1]:
            if self.maybe(0.6):
                mixed = replace(mixed, replicas=((part.name, part.replicas + 1),))
            if part.capacity is not None and self.maybe(0.6):
                mixed = replace(mixed, capacity=((part.name, part.capacity * 2),))
        return (World("today"), World("more", factor=factor), World("loss", tuple(lost)), mixed)
