"""Simulated requests of a random design, written from what the reference says and from nothing else.

A world is drawn first: everything that the design leaves open is decided at random (where a component
without a place runs, which replica leads, how long an undeclared way is, what lies above the highest
percentile, how slow a component is whose room is not declared). Requests are then run through it one by
one: whoever answers, the copies that confirm, timeouts, attempts and what happens when they fail.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from random import Random

from tests.verdicts.quick import REGIONS, Quick

ROOM = 0.7


@dataclass(frozen=True)
class Step:
    """A call as the flow has it."""

    caller: str
    callee: str
    share: float
    times: int
    parallel: bool
    optional: bool
    writes: bool
    reads_any: bool


def steps_of(design: Quick) -> list[Step]:
    """The steps of the flow."""
    found = []
    for text in design.steps:
        caller, _, callee, *rest = text.replace(",", " ").split()
        clauses = " ".join(rest)
        share = re.search(r"(\d+)%", clauses)
        times = re.search(r"x(\d)", clauses)
        found.append(
            Step(
                caller,
                callee,
                int(share[1]) / 100 if share else 1.0,
                int(times[1]) if times else 1,
                "parallel" in clauses,
                "optional" in clauses,
                "writes" in clauses,
                "from any" in clauses or "reads_from any" in design.extras.get(callee, ""),
            )
        )
    return found


class World:
    """One way that the design could be in all that it does not say."""

    def __init__(self, design: Quick, seed: int, *, alike: bool) -> None:
        self.design = design
        self.chance = Random(seed)
        self.alike = alike
        self.calls: dict[str, list[Step]] = {}
        for step in steps_of(design):
            self.calls.setdefault(step.caller, []).append(step)
        self.spots = {name: self._spots(text) for name, text in design.places.items()}
        self.ways = {pair: self._way(time) for pair, time in design.rtts.items()}
        self.leads = {name: self._leader(name) for name in design.places}
        self.extra = {name: self.chance.randint(0, 2) for name in design.places}
        self.tails = {name: self.chance.choice((1.0, 3.0, 1000.0)) for name in design.places}
        self.stretch = {name: self._stretch(name) for name in design.places}
        self.routing = self.chance.choice(("nearest", "farthest", "random"))
        self.failed = False

    # ---- what the design leaves open

    def _spots(self, text: str) -> list[str]:
        """The region of each replica."""
        count = int(text.split()[1])
        if " in " not in text:
            return [self.chance.choice(REGIONS) for _ in range(count)]
        places = [place.strip()[0] for place in text.split(" in ")[1].split(",")]
        return [places[number % len(places)] for number in range(count)]

    def _way(self, time: int) -> float:
        return time / 1000 if time else self.chance.choice((0.0, 0.05, 0.7))

    def _leader(self, name: str) -> int:
        """The first replica of a leader and its followers; of the others, any."""
        shape, spots = self.design.extras[name], self.spots[name]
        if "leader_follower" in shape:
            return 0
        if "leader in e.a" in shape and "e.a" in self.design.places[name]:
            return spots.index("e")
        return self.chance.randrange(len(spots))

    def _stretch(self, name: str) -> float:
        """By how much a component is slower than stated, where nothing says that it has room."""
        rate, visits = self.design.rate, self._visits(name)
        stated = re.search(r"(\d+)(k?) req", self.design.capacities[name])
        capacity = 0.0
        if stated:
            capacity = float(stated[1]) * (1000 if stated[2] else 1)
        if stated and rate * visits > capacity * len(self.spots[name]):
            return math.inf  # the queue grows while the load lasts
        # The worst: one node takes part in all calls of a store, unless they are spread over leaders.
        is_spread = not name.startswith("s") or "multi_leader" in self.design.extras[name]
        nodes = len(self.spots[name]) if is_spread else 1
        has_room = rate * visits <= ROOM * capacity * nodes
        return 1.0 if has_room else self.chance.choice((1.0, 2.0, 50.0))

    def _visits(self, name: str) -> float:
        if name == "u":
            return 1.0
        callers = [step for steps in self.calls.values() for step in steps if step.callee == name]
        return sum(self._visits(step.caller) * step.share * step.times for step in callers)

    # ---- one request

    def between(self, one: str, other: str) -> float:
        """The round trip between two regions."""
        if one == other:
            return 0.0
        return self.ways.get((one, other), self.ways.get((other, one), 0.0))

    def request(self) -> float:
        """How long a request takes; infinite where it is not answered."""
        self.level = self.chance.random()
        (first,) = self.calls["u"]
        return self.call(first, self._user())

    def _user(self) -> str | None:
        """Where the user is, if a way from there to the entry is declared."""
        located = re.findall(r"\b[ewx]\b", self.design.located)
        if " in " not in self.design.places["a"]:
            return self.chance.choice(located) if located else None
        entries = set(self.spots["a"])
        declared = any(
            self.design.rtts.get((here, there), 0) or self.design.rtts.get((there, here), 0)
            for here in located
            for there in entries
            if here != there
        )
        return self.chance.choice(located) if declared else None

    def _random(self) -> float:
        return self.level if self.alike else self.chance.random()

    def own(self, name: str) -> float:
        """The own time of one visit, from the stated percentiles."""
        if self.stretch[name] == math.inf:
            return math.inf
        text = self.design.latencies[name]
        levels = [
            (float(p) / 100, float(t) / 1000) for p, t in re.findall(r"p([\d.]+) (\d+)ms", text)
        ]
        drawn = self._random()
        before = (0.0, 0.0)
        for level, time in levels:
            if drawn <= level:
                # Between two percentiles anywhere: all at the upper end or in proportion.
                part = (drawn - before[0]) / (level - before[0])
                part = part if self.tails[name] > 1.0 else 1.0
                return self.stretch[name] * (before[1] + part * (time - before[1]))
            before = (level, time)
        return self.stretch[name] * before[1] * self.tails[name]

    def visit(self, name: str, here: str) -> float:
        """A component with all that it waits for."""
        total = self.own(name)
        for step in self.calls.get(name, ()):
            if self._random() >= step.share:
                continue
            # Of the visits that are made, every level is as frequent as of all.
            level, self.level = self.level, self.level / step.share if self.alike else self.level
            each = [self.call(step, here) for _ in range(step.times)]
            total += max(each) if step.parallel else sum(each)
            self.level = level
        return total

    def call(self, step: Step, here: str | None) -> float:
        """What the caller of one call waits; infinite where it fails with it."""
        stated = self.design.relations.get(f"{step.caller} -> {step.callee}", "")
        timeout = re.search(r"timeout (\d+)(ms|s)", stated)
        attempts = 1 + int(found[1]) if (found := re.search(r"retries (\d)", stated)) else 1
        if timeout is None:
            return self._answer(step, here, stated)
        longest = int(timeout[1]) / (1000 if timeout[2] == "ms" else 1)
        total = 0.0
        for attempt in range(attempts):
            time = self._answer(step, here, stated)
            if time <= longest:
                return total + time
            total += longest
            if attempt + 1 < attempts and "backoff none" not in stated:
                total += self.chance.choice((0.0, longest, 10 * longest))
        return total if step.optional else math.inf

    def _answer(self, step: Step, here: str | None, stated: str) -> float:
        """One attempt: the way there, the copies that confirm, and the callee itself."""
        name = step.callee
        spots = self.spots[name]
        number = self._replica(step, here, stated)
        there = spots[number]
        way = 0.0 if here is None else self.between(here, there)
        wait = self._confirm(step, number) if name.startswith("s") else 0.0
        return way + wait + self.visit(name, there)

    def _replica(self, step: Step, here: str | None, stated: str) -> int:
        name, spots = step.callee, self.spots[step.callee]
        numbers = list(range(len(spots)))
        if name.startswith("s"):
            shape = self.design.extras[name]
            leads = "leader_follower" in shape
            elects = "consensus" in shape and (step.writes or self.chance.random() < 0.5)
            # A read that names no replica goes to the leader; who answers one of a consensus is open.
            if (leads or elects) and not step.reads_any:
                return self.leads[name]
        near = sorted(numbers, key=lambda n: self.between(here, spots[n]) if here else 0.0)
        if "latency" in stated or "region" in stated or self.routing == "nearest":
            return near[0]
        return near[-1] if self.routing == "farthest" else self.chance.choice(numbers)

    def _confirm(self, step: Step, number: int) -> float:
        """How long the copies take that answer before the call is answered."""
        name = step.callee
        spots, shape = self.spots[name], self.design.extras[name]
        ways = [self.between(spots[number], spot) for spot in spots]
        copies = len(spots)
        needed = 1 + self.extra[name]
        if "sync 1" in shape:
            needed = 2 if step.writes else 1
        elif "sync all" in shape:
            needed = copies if step.writes else 1
        elif "asynchronous" in shape or copies == 1:
            needed = 1
        elif "leader_follower" in shape or "multi_leader" in shape:
            needed = needed if step.writes else 1
        elif "consensus" in shape:
            votes = step.writes or (not step.reads_any and self.extra[name] > 0)
            needed = copies // 2 + 1 if votes else 1
        elif "copies 2" in shape:
            held = self.chance.sample(ways, min(2, copies))
            needed = len(held) if step.writes else 1
            ways = held
        elif "quorum" in shape:
            needed = copies // 2 + 1
        return sorted(ways)[min(needed, len(ways)) - 1]
