"""Small designs as plain data, from which their text is made: places, parts, calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

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
        down, and does not make the call again."""
        load = self.loads(without=call.callee)
        asked = {call.or_else}
        while (
            more := {
                other.callee for other in self.calls if other.caller in asked and not other.optional
            }
            - asked
        ):
            asked |= more
        if self.is_made_again(call):
            return False
        parts = [part for name, part in self.parts.items() if name in asked and part.capacity]
        return all(load[part.name] <= (part.capacity or 0) * self.sharing(part) for part in parts)

    def is_made_again(self, failed: Call) -> bool:
        """Whether the fallback of a call has to make that call itself, by calls that have no fallback."""
        asked, before = {failed.or_else}, 0
        while len(asked) > before:
            before = len(asked)
            for call in self.calls:
                if call.caller in asked and self.is_needed(call):
                    if call is failed:
                        return True
                    if call.or_else is None:
                        asked.add(call.callee)
        return False

    def sharing(self, store: Part) -> int:
        """How many replicas share the load: of a store with a leader, that one alone carries it."""
        return 1 if store.topology == "leader_follower" else store.count


def percent(down: Fraction) -> str:
    """An availability as a design writes it."""
    return f"{format(float(100 - 100 * down), '.10f').rstrip('0').rstrip('.')}%"
