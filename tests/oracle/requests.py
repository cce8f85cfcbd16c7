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
from typing import NamedTuple

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


class Answer(NamedTuple):
    """How many seconds somebody waits, and whether for an answer."""

    time: float
    is_given: bool


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
                "writes" not in clauses
                and ("from any" in clauses or "reads_from any" in design.extras.get(callee, "")),
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
        stated = re.search(r"(\d+)(k?) req", self.design.capacities[name])
        capacity = float(stated[1]) * (1000 if stated[2] else 1) if stated else 0.0
        least, most = self._busiest(name)
        if stated and least > capacity:
            return math.inf  # the queue grows while the load lasts
        return 1.0 if most <= ROOM * capacity else self.chance.choice((1.0, 2.0, 50.0))

    def _busiest(self, name: str) -> tuple[float, float]:
        """The calls per second that the fullest node of a component gets, at the least and at the most."""
        nodes, shape = len(self.spots[name]), self.design.extras.get(name, "")
        steps = [step for steps in self.calls.values() for step in steps if step.callee == name]
        writes, spread, reads = [
            self.design.rate * sum(self._calls(step) for step in steps if is_meant(step))
            for is_meant in (
                lambda step: step.writes,
                lambda step: step.reads_any,
                lambda step: not step.writes and not step.reads_any,
            )
        ]
        even = (writes + reads + spread) / nodes
        alone = writes + reads + spread / nodes
        if not name.startswith("s") or "multi_leader" in shape:
            return even, even
        if "leader_follower" in shape:
            return alone, alone
        if "consensus" in shape:
            return writes + (reads + spread) / nodes, alone
        if "copies 2" in shape:  # a write reaches two nodes, and one of them answers a read
            stored = writes * min(2, nodes) / nodes
            return stored + (reads + spread) / nodes, stored + (reads + spread) / nodes
        if "leaderless" in shape:
            return even, writes + reads + spread
        return even, alone

    def _calls(self, step: Step) -> float:
        """How often a request makes a call."""
        return self._visits(step.caller) * step.share * step.times

    def _visits(self, name: str) -> float:
        if name == "u":
            return 1.0
        callers = [step for steps in self.calls.values() for step in steps if step.callee == name]
        return sum(map(self._calls, callers))

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
        answer = self.call(first, self._user())
        return answer.time if answer.is_given else math.inf

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

    def visit(self, name: str, here: str) -> Answer:
        """A component with all that it waits for; it fails with the first call that it needs."""
        total = self.own(name)
        for step in self.calls.get(name, ()):
            if self._random() >= step.share:
                continue
            # Of the visits that are made, every level is as frequent as of all.
            level, self.level = self.level, self.level / step.share if self.alike else self.level
            each = [self.call(step, here) for _ in range(step.times)]
            self.level = level
            failed = [number for number, one in enumerate(each) if not one.is_given]
            if step.parallel:
                total += max(one.time for one in each)
            else:
                total += sum(one.time for one in each[: failed[0] + 1 if failed else None])
            if failed:
                return Answer(total, False)
        return Answer(total, True)

    def call(self, step: Step, here: str | None) -> Answer:
        """What the caller of one call waits, and whether it goes on."""
        stated = self.design.relations.get(f"{step.caller} -> {step.callee}", "")
        timeout = re.search(r"timeout (\d+)(ms|s)", stated)
        attempts = 1 + int(found[1]) if (found := re.search(r"retries (\d)", stated)) else 1
        longest = int(timeout[1]) / (1000 if timeout[2] == "ms" else 1) if timeout else math.inf
        total = 0.0
        for attempt in range(attempts if timeout else 1):
            answer = self._answer(step, here, stated)
            total += min(answer.time, longest)
            if answer.is_given and answer.time <= longest:
                return Answer(total, True)
            if attempt + 1 < attempts and "backoff none" not in stated:
                total += self.chance.choice((0.0, longest, 10 * longest)) if timeout else 0.0
        return Answer(total, step.optional)

    def _answer(self, step: Step, here: str | None, stated: str) -> Answer:
        """One attempt: the way there, the copies that confirm, and the callee itself."""
        name = step.callee
        spots = self.spots[name]
        number = self._replica(step, here, stated)
        there = spots[number]
        way = 0.0 if here is None else self.between(here, there)
        wait = self._confirm(step, number) if name.startswith("s") else 0.0
        visited = self.visit(name, there)
        return Answer(way + wait + visited.time, visited.is_given)

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
