"""When a small design works, by trying every state of what can fail.

The oracle is written from the reference of the language, not from the analyses. It knows a design
only as the plain data that its text is made of. A set of states is an integer: bit `s` stands for
state `s`, in which event `i` has happened when bit `i` of `s` is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import fsum

from tests.analyses.small import Event, Part, Small


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
