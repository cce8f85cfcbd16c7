"""Random flows whose calls may end by their timeout, and how many of their runs succeed.

Written from the reference alone: of the calls that end within a timeout nothing is known but what the
declared percentiles of the callee say. Attempts are independent at best; at worst all fail together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

LEVELS = {0.5: "p50", 0.99: "p99", 0.999: "p99.9"}


@dataclass(frozen=True)
class Timed:
    """A call of the entry to a component that nothing else calls; times are in milliseconds."""

    name: str
    up: float
    times: dict[float, int]
    timeout: int | None
    attempts: int
    share: int
    count: int
    optional: bool

    def within(self, *, assuming: bool) -> tuple[float, float]:
        """The least and the most of its calls that are answered within the timeout."""
        if self.timeout is None:
            return 1.0, 1.0
        below = [level for level, time in self.times.items() if time <= self.timeout]
        above = [level for level, time in self.times.items() if time > self.timeout]
        if not above and assuming:
            return 1.0, 1.0
        least, most = max(below, default=0.0), min(above, default=1.0)
        return least, 1.0 - (1.0 - most) ** self.attempts


@dataclass(frozen=True)
class Timing:
    """A flow of an entry that is up, and what it calls."""

    calls: tuple[Timed, ...]

    def text(self) -> str:
        """The design that says all this."""
        lines = [
            "actor u",
            "component n : service { replicas 1; capacity 1k req/s; availability 100% total }",
        ]
        flow = ["flow f {", "  rate 10 req/s peak", "  u -> n"]
        for one in self.calls:
            said = ", ".join(f"{LEVELS[level]} {time}ms" for level, time in one.times.items())
            lines.append(
                f"component {one.name} : service {{ replicas 1; capacity 1k req/s;"
                f" availability {100 * one.up:g}% total; latency {said} }}"
            )
            clauses = [f"{one.share}%"] if one.share < 100 else []
            clauses += [f"x{one.count}"] if one.count > 1 else []
            if one.timeout is not None:
                retries = f", retries {one.attempts - 1}" if one.attempts > 1 else ""
                clauses.append(f"timeout {one.timeout}ms{retries}")
            clauses += ["optional"] if one.optional else []
            flow.append(f"  n -> {one.name} {', '.join(clauses)}".rstrip())
        return "\n".join([*lines, *flow, "}", ""])

    def availability(self, *, assuming: bool) -> tuple[float, float]:
        """The least and the most of the runs that succeed, over all states of what is called.

        Those that fail by different calls may be the same runs at best, and are others at worst.
        """
        needed = [one for one in self.calls if not one.optional]
        low = high = 0.0
        for state in product((True, False), repeat=len(needed)):
            weight, lost, best = 1.0, 0.0, 1.0
            for one, is_up in zip(needed, state, strict=True):
                weight *= one.up if is_up else 1.0 - one.up
                least, most = one.within(assuming=assuming) if is_up else (0.0, 0.0)
                lost += one.share / 100 * min(1.0, one.count * (1.0 - least))
                best = min(best, 1.0 - one.share / 100 * (1.0 - most))
            low += weight * max(0.0, 1.0 - lost)
            high += weight * best
        return low, high


def random_timing(seed: int) -> Timing:
    """One to three calls."""
    chance = random.Random(seed)
    calls = []
    for number in range(chance.randint(1, 3)):
        first = chance.choice((5, 20, 100))
        rising = (first, first * chance.choice((2, 5)), first * 10)
        levels = chance.choice(([0.5, 0.99, 0.999], [0.5, 0.99], [0.99], [0.5]))
        calls.append(
            Timed(
                f"s{number}",
                chance.choice((0.9, 0.99, 0.999)),
                {level: rising[list(LEVELS).index(level)] for level in levels},
                chance.choice((None, 3, 10, 60, 400, 3000)),
                chance.choice((1, 1, 2, 3)),
                chance.choice((100, 100, 50, 10)),
                chance.choice((1, 1, 1, 2)),
                chance.random() < 0.15,
            )
        )
    return Timing(tuple(calls))
