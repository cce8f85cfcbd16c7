"""Random small designs with the oracle that counts them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

from tests.analyses.oracle import Oracle
from tests.analyses.small import MAX_EVENTS, Call, Part, Place, Small

_DOWNS = [Fraction(1, 10**n) for n in (1, 2, 3, 4, 5)] + [Fraction(3, 100), Fraction(5, 10**7)]


def small_design(seed: int) -> tuple[Small, Oracle]:
    """The random design of a seed, small enough to try all its states."""
    chance = random.Random(seed)
    while True:
        design = _Maker(chance).design()
        oracle = Oracle(design)
        if len(oracle.events) <= MAX_EVENTS:
            return design, oracle


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.zones: list[str] = []
        self.regions: list[str] = []
        self.extra: str | None = None

    def down(self) -> Fraction:
        return self.chance.choice(_DOWNS)

    def design(self) -> Small:
        places = self._places()
        shape = self.chance.choice(["chain", "fan", "diamond", "cycle", "cache", "any", "any"])
        if shape == "cache":
            parts, calls = self._cached()
        else:
            parts = [self._part(f"c{i}") for i in range(self.chance.randint(1, 4))]
            calls = list(self._calls(parts, shape))
        if shape == "cycle":
            for part in parts:
                part.capacity = None
        return Small(places, {part.name: part for part in parts}, calls)

    def _places(self) -> dict[str, Place]:
        found = {"p": Place("p", "provider", None, self.down())}
        for name in ["p.r", "p.q"][: self.chance.randint(1, 2)]:
            found[name] = Place(name, "region", "p", self.down())
            self.regions.append(name)
        for zone in "abc"[: self.chance.randint(1, 3)]:
            path = f"{self.chance.choice(self.regions)}.{zone}"
            found[path] = Place(path, "zone", path.rsplit(".", 1)[0], self.down())
            self.zones.append(path)
        if self.chance.random() < 0.3:
            self.extra = "power"
            found["power"] = Place("power", "domain", None, self.down())
        return found

    def _spots(self, count: int) -> list[str | None]:
        """Replicas are spread over the stated places in their order."""
        if self.chance.random() < 0.2:
            return [None] * count
        stated = self.chance.sample(self.zones, self.chance.randint(1, len(self.zones)))
        stated = stated[:count]
        return [stated[number % len(stated)] for number in range(count)]

    def _part(self, name: str) -> Part:
        kind = self.chance.choice(["service"] * 4 + ["database"] * 3 + ["external", "managed"])
        part = Part(name, kind, self.down())
        if kind == "external":
            part.places = [None]
            part.whole = self.chance.random() < 0.5
        elif kind == "managed":
            part.kind, part.whole, part.places = "service", True, [None]
            part.managed = self.chance.choice(["zonal", "regional"])
            # What spans the zones of a region is in none of them.
            spanned = self.regions if part.managed == "regional" else [*self.zones, *self.regions]
            part.shared = self.chance.choice(spanned)
        elif kind == "database":
            self._store(part)
        else:
            self._service(part)
        if self.extra and part.declared and self.chance.random() < 0.4:
            part.shared = self.extra
        return part

    def _service(self, part: Part) -> None:
        count = self.chance.randint(1, 3)
        part.places = self._spots(count)
        part.whole = self.chance.random() < 0.15
        if self.chance.random() < 0.4:
            part.needs = self.chance.randint(1, count)
        elif self.chance.random() < 0.4:
            part.capacity = self.chance.choice([30, 40, 50, 100, 1000])

    def _store(self, part: Part) -> None:
        part.topology = self.chance.choice(
            ["leader_follower", "leader_follower", "leaderless", "consensus", "single"]
        )
        count = 1 if part.topology == "single" else self.chance.randint(1, 3)
        part.places = self._spots(count)
        part.whole = self.chance.random() < 0.15
        if part.topology == "leader_follower":
            part.failover = self.chance.choice(["auto", "manual"])
        part.read, part.write = self.chance.randint(1, count), self.chance.randint(1, count)
        if self.chance.random() < 0.2:
            part.needs = self.chance.randint(1, count)

    def _calls(self, parts: list[Part], shape: str) -> Iterator[Call]:
        names = [part.name for part in parts]
        yield self._call("u", parts[0], parts, plain=shape == "cycle")
        for number, part in enumerate(parts[1:], 1):
            callers = {
                "chain": [names[number - 1]],
                "fan": [names[0]],
                "diamond": names[:number][-2:] if number > 1 else names[:1],
            }.get(shape, self.chance.sample(names[:number], self.chance.randint(1, number)))
            for caller in callers:
                yield self._call(caller, part, parts)
        if shape == "cycle" and len(parts) > 1:
            back = self.chance.randrange(len(parts) - 1)
            yield self._call(names[-1], parts[back], parts, plain=self.chance.random() < 0.5)

    def _call(self, caller: str, part: Part, parts: list[Part], *, plain: bool = False) -> Call:
        call = Call(caller, part.name, share=self.chance.choice([100, 100, 50, 5]))
        others = [p for p in parts if p is not part and p.name != caller]
        other = self.chance.choice(others) if others and self.chance.random() < 0.2 else None
        if not plain:
            call.optional = self.chance.random() < 0.15
            call.or_else = other.name if other else None
        if "database" in (part.kind, other.kind if other else ""):
            call.use = self.chance.choice(["reads", "writes"])
        return call

    def _cached(self) -> tuple[list[Part], list[Call]]:
        """A service with a cache beside a store that is, or is not, strong enough without it."""
        front, cache = Part("c0", "service", self.down()), Part("c1", "cache", self.down())
        self._service(front)
        front.capacity = None
        cache.places = self._spots(self.chance.randint(1, 2))
        cache.hit = self.chance.choice([50, 80, 90])
        store = Part("c2", "database", self.down(), topology="leader_follower")
        store.places = self._spots(self.chance.randint(1, 2))
        store.failover = self.chance.choice(["auto", "manual"])
        store.capacity = self.chance.choice([60, 99, 100, 101, 150, 1000])
        calls = [
            Call("u", "c0"),
            Call("c0", "c1", use="reads"),
            Call("c0", "c2", use="reads", on_miss_of="c1"),
        ]
        if self.chance.random() < 0.3:
            calls.append(Call("c0", "c2", use="writes", share=5))
        return [front, cache, store], calls
