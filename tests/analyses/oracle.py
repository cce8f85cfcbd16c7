"""Small random designs, and when they work by trying every state of what can fail.

The oracle is written from the reference of the language, not from the analyses. It knows a design
only as the plain data that its text is made of. A set of states is an integer: bit `s` stands for
state `s`, in which event `i` has happened when bit `i` of `s` is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import ceil, fsum

Event = tuple[str, str, int]

MAX_EVENTS = 12
RATE = 100


@dataclass
class Place:
    path: str
    level: str
    parent: str | None
    down: Fraction


@dataclass
class Part:
    """A component. `places` has one for each replica, None where that is not declared."""

    name: str
    kind: str
    down: Fraction
    places: list[str | None] = field(default_factory=list)
    shared: str | None = None
    needs: int | None = None
    capacity: int | None = None
    whole: bool = False
    managed: str | None = None
    failover: str | None = None
    topology: str = ""
    read: int = 1
    write: int = 1
    hit: int | None = None

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def declared(self) -> bool:
        return self.kind != "external" and self.managed is None


@dataclass
class Call:
    caller: str
    callee: str
    use: str = ""
    optional: bool = False
    or_else: str | None = None
    on_miss_of: str | None = None
    share: int = 100


@dataclass
class Small:
    """A design with one flow that begins at the actor `u`."""

    places: dict[str, Place]
    parts: dict[str, Part]
    calls: list[Call]

    # ---- the design as its user writes it

    def text(self) -> str:
        lines = ['actor u "user"', 'data d "item"', *self._places(None, "")]
        lines += [self._part(part) for part in self.parts.values()]
        lines += ["flow f {", f"  rate {RATE} req/s peak", *map(self._call, self.calls), "}"]
        return "\n".join(lines) + "\n"

    def _places(self, parent: str | None, indent: str) -> Iterator[str]:
        for place in self.places.values():
            if place.parent == parent:
                name = place.path.split(".")[-1]
                yield f"{indent}{place.level} {name} {{ availability {percent(place.down)}"
                yield from self._places(place.path, indent + "  ")
                yield f"{indent}}}"

    def _part(self, part: Part) -> str:
        said = [f"availability {percent(part.down)}{' total' if part.whole else ''}"]
        if part.kind == "external":
            return f"external {part.name} {{ {said[0]} }}"
        said += [*self._stands(part), *self._works(part)]
        return f"component {part.name} : {part.kind} {{ {'; '.join(said)} }}"

    def _stands(self, part: Part) -> Iterator[str]:
        if part.declared:
            known = [place for place in part.places if place is not None]
            yield f"replicas {part.count}" + (f" in {', '.join(known)}" if known else "")
        if part.shared:
            yield f"in {part.shared}"
        if part.managed:
            yield f"managed {part.managed}"

    def _works(self, part: Part) -> Iterator[str]:
        if part.needs:
            yield f"needs {part.needs}"
        if part.capacity:
            yield f"capacity {part.capacity} req/s per replica"
        if part.failover:
            yield f"failover {part.failover}"
        if part.hit is not None:
            yield f"hit {part.hit}%"
        if part.topology == "leaderless":
            quorum = f"copies {part.count}; read {part.read}; write {part.write}"
            yield f"topology leaderless {{ {quorum} }}"
        elif part.topology:
            yield f"topology {part.topology}"

    def _call(self, call: Call) -> str:
        clauses = [f"{call.use} d"] if call.use else []
        if call.share != 100:
            clauses.append(f"{call.share}%")
        if call.optional:
            clauses.append("optional")
        if call.or_else:
            clauses.append(f"or else {call.or_else}")
        if call.on_miss_of:
            clauses.append(f"on miss of {call.on_miss_of}")
        return f"  {call.caller} -> {call.callee} {', '.join(clauses)}".rstrip()

    # ---- how often each part is asked

    def loads(self, without: str | None = None) -> dict[str, Fraction]:
        """Calls per second to each part, by going round until nothing changes; `without` a part, whose
        fallbacks are asked instead."""
        asked = {name: Fraction(0) for name in self.parts}
        for _ in range(len(self.parts) + 1):
            fresh = {name: Fraction(0) for name in self.parts}
            for call in self.calls:
                rate = Fraction(RATE) if call.caller == "u" else asked[call.caller]
                share = Fraction(call.share, 100)
                if call.on_miss_of and call.on_miss_of != without:
                    share *= 1 - Fraction(self.parts[call.on_miss_of].hit or 0, 100)
                is_replaced = call.or_else is not None and call.callee == without
                fresh[call.or_else if is_replaced else call.callee] += rate * share
            asked = fresh
        return asked

    def needed_count(self, part: Part) -> int:
        """`needs`, else the number that carries the load, else one."""
        if part.needs:
            return part.needs
        if part.capacity and part.kind != "database":
            return min(part.count, max(1, ceil(self.loads()[part.name] / part.capacity)))
        return 1

    def is_needed(self, call: Call) -> bool:
        """Whether a call has to be answered; a cache, when the store is too weak without it."""
        if call.optional:
            return False
        cache = self.parts[call.callee]
        if cache.kind != "cache":
            return True
        stores = [self.parts[c.callee] for c in self.calls if c.on_miss_of == cache.name]
        alone = self.loads(without=cache.name)
        return not stores or any(
            alone[store.name] > (store.capacity or 0) * self.sharing(store) for store in stores
        )

    def is_spare(self, call: Call) -> bool:
        """Whether the fallback of a call, and all that it calls, carries the load when its callee is
        down."""
        load = self.loads(without=call.callee)
        asked = {call.or_else}
        while (
            more := {
                other.callee for other in self.calls if other.caller in asked and not other.optional
            }
            - asked
        ):
            asked |= more
        parts = [part for name, part in self.parts.items() if name in asked and part.capacity]
        return all(load[part.name] <= (part.capacity or 0) * self.sharing(part) for part in parts)

    def sharing(self, store: Part) -> int:
        """How many replicas share the load: of a store with a leader, that one alone carries it."""
        return 1 if store.topology == "leader_follower" else store.count


class Oracle:
    """When the flow of a design fails, in each state."""

    def __init__(self, design: Small) -> None:
        self.design = design
        self.chances: dict[Event, Fraction] = {}
        for part in design.parts.values():
            self._note(part)
        self.events = sorted(self.chances)
        self.distinguished: set[str] = set()
        self.states = 1 << len(self.events)
        self.always = (1 << self.states) - 1
        self.happened = {event: self._half(number) for number, event in enumerate(self.events)}

    def _half(self, number: int) -> int:
        """The states in which event `number` has happened."""
        block = 1 << number
        pattern = ((1 << block) - 1) << block
        width = block * 2
        while width < self.states:
            pattern |= pattern << width
            width *= 2
        return pattern

    def _note(self, part: Part) -> None:
        for place in part.places:
            for event in self.around(part, place):
                self.chances[event] = self.design.places[event[1]].down
        if part.whole or not part.declared:
            self.chances["service", part.name, 0] = part.down
        else:
            for number in range(1, part.count + 1):
                self.chances["replica", part.name, number] = part.down

    def around(self, part: Part, place: str | None) -> list[Event]:
        """The domains that a replica stands in; a managed one outlives the small ones."""
        outlived = {"zonal": ("host", "domain"), "regional": ("zone", "host", "domain")}
        found = []
        for start in (part.shared, place):
            at = start
            while at is not None:
                if self.design.places[at].level not in outlived.get(part.managed or "", ()):
                    found.append(("domain", at, 0))
                at = self.design.places[at].parent
        return found

    def up(self, event: Event) -> int:
        return self.always & ~self.happened[event]

    def all_of(self, masks: Iterable[int]) -> int:
        found = self.always
        for mask in masks:
            found &= mask
        return found

    def at_least(self, count: int, masks: list[int]) -> int:
        """The states in which `count` of the masks hold: some `count` of them all do."""
        found = 0
        for chosen in combinations(masks, count):
            found |= self.all_of(chosen)
        return found

    def may_share_a_place(self) -> bool:
        """Whether a call and its fallback may fail together by a place that is among the failures of a
        service as a whole."""
        fallbacks = any(call.or_else for call in self.design.calls)
        return fallbacks and any(part.whole for part in self.design.parts.values())

    def works(self, part: Part, use: str, *, counted: bool = False) -> int:
        """When a component does its work for a use; `counted`: the failures of the places of a service as
        a whole are among its own."""
        if part.whole and counted and part.name not in self.distinguished:
            return self.up(("service", part.name, 0))
        replicas = [
            self.all_of(
                [
                    *map(self.up, self.around(part, place)),
                    *([] if part.whole else [self.up(("replica", part.name, number))]),
                ]
            )
            if part.declared
            else self.all_of(map(self.up, self.around(part, place)))
            for number, place in enumerate(part.places, 1)
        ]
        service = self.always
        if part.whole or not part.declared:
            service = self.up(("service", part.name, 0))
        enough = self.at_least(self.design.needed_count(part), replicas)
        if part.topology == "leaderless":
            enough &= self.at_least(part.write if use == "writes" else part.read, replicas)
        elif part.topology == "consensus":
            enough &= self.at_least(part.count // 2 + 1, replicas)
        elif part.topology == "leader_follower" and part.failover == "manual":
            enough &= replicas[0]
        return service & enough

    def distinguish(self, name: str) -> None:
        """Count the failures of a service as a whole that its places leave as its own."""
        part = self.design.parts[name]
        service = ("service", name, 0)
        down = float(part.down)
        by_places = self.always & ~(self.works(part, "writes") | self.happened[service])
        taken = self.unavailability(by_places | self.happened[service])
        # Both events are independent: 1 - taken = (1 - down) * (1 - places).
        places = 1.0 - (1.0 - taken) / (1.0 - down)
        self.chances[service] = Fraction(1.0 - (1.0 - down) / (1.0 - places))
        self.distinguished.add(name)

    def failing(self, *, counted: bool = False) -> int:
        """The states in which the flow fails: the most that can work, does."""
        design = self.design
        names = ["u", *design.parts]
        serving = dict.fromkeys(names, self.always)

        def answers(name: str, use: str) -> int:
            return self.works(design.parts[name], use, counted=counted) & serving[name]

        changed = True
        while changed:
            changed = False
            for name in names:
                found = self.always
                for call in design.calls:
                    if call.caller != name or not design.is_needed(call):
                        continue
                    answered = answers(call.callee, call.use)
                    if call.or_else and design.is_spare(call):
                        answered |= answers(call.or_else, call.use)
                    found &= answered
                if found != serving[name]:
                    serving[name] = found
                    changed = True
        return self.always & ~serving["u"]

    def unavailability(self, failing: int) -> float:
        weights = [1.0]
        for event in self.events:
            down = float(self.chances[event])
            weights = [w * (1.0 - down) for w in weights] + [w * down for w in weights]
        return fsum(weight for state, weight in enumerate(weights) if failing >> state & 1)

    def cuts(self, failing: int) -> tuple[set[frozenset[Event]], set[frozenset[Event]]]:
        """The minimal cut sets of one event and of two."""
        if failing & 1:
            return set(), set()
        ones = {i for i in range(len(self.events)) if failing >> (1 << i) & 1}
        twos = {
            frozenset((self.events[i], self.events[j]))
            for i, j in combinations(range(len(self.events)), 2)
            if i not in ones and j not in ones and failing >> (1 << i | 1 << j) & 1
        }
        return {frozenset((self.events[i],)) for i in ones}, twos


def percent(down: Fraction) -> str:
    """An availability as a design writes it."""
    return f"{format(float(100 - 100 * down), '.10f').rstrip('0').rstrip('.')}%"
