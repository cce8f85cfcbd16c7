"""Random flows with response times, and how long their requests really take.

The simulation knows a flow as the plain tree that its text is written from. Every visit of a
component takes a time from its own distribution, whatever the dependence between the visits: all
slow together, as opposite as can be, one after the other, or independent.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

LEVELS = (0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0)
NAMES = {0.1: "p10", 0.5: "p50", 0.9: "p90", 0.99: "p99", 0.999: "p99.9", 0.9999: "p99.99"}
NAMES[1.0] = "p100"


@dataclass
class Call:
    """A call: `share` and `times` as the step says, `timeout` and `way` in milliseconds."""

    callee: Part
    share: int = 100
    times: int = 1
    parallel: bool = False
    timeout: int | None = None
    attempts: int = 1
    far: bool = False
    optional: bool = False


@dataclass
class Part:
    """A component: its quantiles in milliseconds at LEVELS, linear between them."""

    name: str
    quantiles: list[int]
    said: list[float]
    calls: list[Call] = field(default_factory=list)
    place: str = "north"

    def time(self, u: float) -> float:
        """The time at a share of the calls."""
        for n in range(1, len(LEVELS)):
            if u <= LEVELS[n]:
                part = (u - LEVELS[n - 1]) / (LEVELS[n] - LEVELS[n - 1])
                return self.quantiles[n - 1] + part * (self.quantiles[n] - self.quantiles[n - 1])
        return self.quantiles[-1]


RTT = 40
Draw = Callable[[float], float]


def _quantiles(chance: random.Random) -> list[int]:
    """Times that grow, or that are short up to a level and long from it on."""
    if chance.random() < 0.5:
        short, jump = chance.randint(0, 3), chance.randint(1, len(LEVELS) - 1)
        long = short + chance.choice([5, 20, 20, 100])
        return [short] * jump + [long] * (len(LEVELS) - jump)
    return sorted(chance.choice([0, 1, 3, 10, 40, 200]) + chance.randint(0, 5) for _ in LEVELS)


def random_request(seed: int) -> Part:
    """A tree of calls, some of whose parts are called from several places."""
    chance = random.Random(seed)
    parts: list[Part] = []
    for number in range(chance.randint(1, 7)):
        quantiles = _quantiles(chance)
        said = sorted(chance.sample(sorted(NAMES), chance.randint(1, 5)))
        if chance.random() < 0.7:
            said = sorted({*said, 0.999, 0.9999})
        place = chance.choice(["north", "north", "south"])
        parts.append(Part(f"n{number}", quantiles, said, place=place))
    for number, part in enumerate(parts[1:], 1):
        for caller in chance.sample(parts[:number], 1 + (number > 1 and chance.random() < 0.3)):
            call = Call(part, chance.choice([100, 100, 50, 5, 1]), chance.choice([1, 1, 1, 2, 5]))
            call.parallel = call.times > 1 and chance.random() < 0.5
            call.far = caller.place != part.place
            if chance.random() < 0.35:
                call.timeout = chance.choice([3, 12, 45, 60, 300])
                call.attempts = chance.choice([1, 2, 3])
                call.optional = chance.random() < 0.6
            caller.calls.append(call)
    return parts[0]


def parts_of(root: Part) -> list[Part]:
    found = [root]
    for part in found:
        found += [call.callee for call in part.calls if call.callee not in found]
    return found


def text_of(root: Part) -> str:
    """The design that says all this."""
    lines = ["actor u", f"provider p {{ region north {{ zone a; rtt to south {RTT}ms }}"]
    lines += ["  region south { zone a } }", "flow f {", "  u -> n0"]
    relations = []
    for part in parts_of(root):
        for call in part.calls:
            many = f" x{call.times}" if call.times > 1 else ""
            many += " parallel" if call.parallel else ""
            share = f" {call.share}%" if call.share < 100 else ""
            spared = "optional" if call.optional else ""
            clauses = ", ".join(c for c in (share.strip(), many.strip(), spared) if c)
            lines.append(f"  {part.name} -> {call.callee.name} {clauses}")
            if call.timeout is not None:
                retries = (
                    f"; retries {call.attempts - 1}; backoff none" if call.attempts > 1 else ""
                )
                names = f"{part.name} -> {call.callee.name}"
                relations.append(f"{names} {{ timeout {call.timeout}ms{retries} }}")
    lines.append("}")
    for part in parts_of(root):
        times = dict(zip(LEVELS, part.quantiles, strict=True))
        said = ", ".join(f"{NAMES[level]} {times[level]}ms" for level in part.said)
        lines.append(
            f"component {part.name} : service {{ replicas 1 in p.{part.place}.a; latency {said} }}"
        )
    return "\n".join([*lines, *relations])


def taken(part: Part, u: float, draw: Draw, again: Draw) -> float:
    """The time of one visit, in milliseconds; `u` is uniform over the visits of the part.

    `draw` makes a uniform number of another one: the same, its opposite, or an independent one.
    """
    total = part.time(u)
    for call in part.calls:
        happens = draw(u)
        share = call.share / 100
        if happens < 1.0 - share:
            continue
        inner = (happens - (1.0 - share)) / share
        each = []
        for _ in range(call.times):
            each.append(waited(call, inner, draw, again))
            inner = draw(inner)
        total += max(each) if call.parallel else sum(each)
    return total


def waited(call: Call, u: float, draw: Draw, again: Draw) -> float:
    """What the caller of one call waits, with all attempts; without end where it fails with them.

    `again` makes the number of the next attempt: retries help most when attempts are independent."""
    total = 0.0
    for _ in range(call.attempts):
        time = taken(call.callee, u, draw, again) + (RTT if call.far else 0)
        if call.timeout is None:
            return time
        if time <= call.timeout:
            return total + time
        total += call.timeout
        u = again(u)
    return total if call.optional else math.inf


def samples(root: Part, dependence: str, count: int, seed: int) -> list[float]:
    """The times of many requests, in order. Dependent ones are on a grid, so they are exact."""
    chance = random.Random(seed)
    draws: dict[str, Draw] = {
        "together": lambda u: u,
        "opposite": lambda u: 1.0 - u,
        "in turn": lambda u: (u + 0.381966) % 1.0,  # after the golden section: each is slow alone
        "independent": lambda _: chance.random(),
    }
    draw = draws[dependence]
    again = draw if dependence == "independent" else draws["together"]
    return sorted(taken(root, (n + 0.5) / count, draw, again) for n in range(count))
