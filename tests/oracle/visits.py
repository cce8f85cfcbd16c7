"""Random flows with response times, and how long their requests take in many possible worlds.

Written from the reference alone. A world keeps every percentile that is declared and fills the rest:
the times between the percentiles, how the times of one request depend on each other, which replica
answers, and the wait for a server beyond 70% of a capacity. Times are in milliseconds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from math import exp, inf, log
from statistics import NormalDist

LEVELS = {0.5: "p50", 0.99: "p99", 0.999: "p99.9"}
REGIONS = ("north", "south")
RTT = 40.0
QUEUES_FROM = 0.7
RATE = 100.0


@dataclass
class Call:
    """One step: who is called how often, and what the caller does when no answer comes."""

    callee: Visited
    share: int = 100
    times: int = 1
    parallel: bool = False
    timeout: int | None = None
    attempts: int = 1
    optional: bool = False
    near: bool = False
    other: Visited | None = None


@dataclass
class Visited:
    """A component: its times at the declared levels, and where its replicas run.

    `used` is its utilisation, None where no capacity is declared. `confirming` is a store whose
    writes wait for a copy in the other region. An `elected` store has a leader in any of its
    regions, which waits for one more of three copies: the third is in the first region.
    """

    name: str
    times: dict[float, int]
    regions: tuple[str, ...]
    used: float | None
    confirming: bool = False
    elected: bool = False
    calls: list[Call] = field(default_factory=list)


@dataclass
class Request:
    """A flow of an actor, who is in a region or somewhere."""

    entry: Visited
    located: str | None
    parts: list[Visited]

    def text(self) -> str:
        """The design that says all this."""
        located = f" {{ located {self.located} }}" if self.located else ""
        lines = [f"actor u{located}", "data d"]
        lines += [f"region north {{ zone a; rtt to south {RTT:g}ms }}", "region south { zone b }"]
        lines += [_component(part, self.arrivals()[part.name]) for part in self.parts]
        lines += ["flow f {", f"  rate {RATE:g} req/s peak", f"  u -> {self.entry.name}"]
        for part in self.parts:
            lines += [f"  {part.name} -> {_step(call)}".rstrip() for call in part.calls]
        near = [
            f"{p.name} -> {c.callee.name} {{ routes_by latency }}"
            for p in self.parts
            for c in p.calls
            if c.near
        ]
        return "\n".join([*lines, "}", *near, ""])

    def tries_again(self) -> bool:
        """Whether some call has another attempt."""
        return any(call.attempts > 1 or call.other for part in self.parts for call in part.calls)

    def arrivals(self) -> dict[str, float]:
        """Requests per second that reach each component."""
        found = dict.fromkeys((part.name for part in self.parts), 0.0)
        found[self.entry.name] = RATE
        for part in self.parts:
            for call in part.calls:
                calls = found[part.name] * call.share / 100 * call.times
                for asked in (call.callee, call.other):
                    if asked is not None:
                        found[asked.name] += calls
        return found


def _component(part: Visited, load: float) -> str:
    said = ", ".join(f"{LEVELS[level]} {time}ms" for level, time in part.times.items())
    zones = ", ".join({"north": "north.a", "south": "south.b"}[region] for region in part.regions)
    keeps = f"replicas {len(part.regions)} in {zones}" if zones else "replicas 1"
    kind = "service"
    if part.confirming:
        kind = "database"
        other = "south.b" if part.regions == ("north",) else "north.a"
        keeps = f"topology leader_follower {{ leader in {zones}; followers 1 in {other}; sync 1 }}"
    if part.elected:
        kind = "database"
        keeps = f"replicas 3 in {zones}; topology consensus"
    if part.used is not None:
        replicas = 1 if part.confirming or part.elected else max(1, len(part.regions))
        keeps += f"; capacity {load / replicas / part.used:.6f} req/s per replica"
    return f"component {part.name} : {kind} {{ {keeps}; latency {said} }}"


def _step(call: Call) -> str:
    clauses = ["writes d"] if call.callee.confirming or call.callee.elected else []
    if call.share < 100:
        clauses.append(f"{call.share}%")
    if call.times > 1:
        clauses.append(f"x{call.times}{' parallel' if call.parallel else ''}")
    if call.timeout is not None:
        clauses.append(f"timeout {call.timeout}ms")
        if call.attempts > 1:
            clauses += [f"retries {call.attempts - 1}", "backoff none"]
    if call.optional:
        clauses.append("optional")
    if call.other is not None:
        clauses.append(f"or else {call.other.name}")
    return f"{call.callee.name} {', '.join(clauses)}"


def random_request(seed: int) -> Request:
    """A tree of a few calls."""
    chance = random.Random(seed)
    parts: list[Visited] = []
    for number in range(chance.randint(1, 5)):
        first = chance.choice((1, 5, 20))
        rising = [first, first * chance.choice((1, 2, 4)), first * chance.choice((4, 10, 40))]
        levels = chance.choice(([0.5, 0.99, 0.999], [0.5, 0.99, 0.999], [0.5, 0.99], [0.99]))
        times = {level: rising[list(LEVELS).index(level)] for level in levels}
        regions = chance.choice((("north",), ("north",), ("south",), REGIONS, ()))
        used = chance.choice((0.3, 0.5, 0.69, 0.69, 0.85, 1.2, None))
        confirming = number > 0 and len(regions) == 1 and chance.random() < 0.25
        elected = number > 0 and regions == REGIONS and chance.random() < 0.4
        # Which node of an elected store carries what, and how often a fallback is called, is unknown.
        part = Visited(f"n{number}", times, regions, 0.2 if elected else used, confirming, elected)
        callers = [one for one in parts if not one.confirming and not one.elected]
        if callers:
            calls = chance.choice(callers).calls
            failing = [one for one in calls if one.timeout and not one.optional and not one.other]
            if failing and not confirming and not elected and chance.random() < 0.5:
                failing[0].other = part
                part.used = 0.2
            else:
                calls.append(_random_call(chance, part))
        parts.append(part)
    return Request(parts[0], chance.choice((None, None, "north", "south")), parts)


def _random_call(chance: random.Random, part: Visited) -> Call:
    call = Call(part, chance.choice((100, 100, 50, 5)), chance.choice((1, 1, 1, 2, 4)))
    call.parallel = call.times > 1 and chance.random() < 0.5
    if chance.random() < 0.35:
        call.timeout, call.attempts = chance.choice((3, 12, 45, 300)), chance.choice((1, 1, 2))
        call.optional = chance.random() < 0.6
    elif chance.random() < 0.1:
        call.optional = True
    call.near = chance.random() < 0.3
    return call


@dataclass
class World:
    """One way to fill what is not declared.

    `shape` is what lies between percentiles: `least`, `most` or `lognormal`. `dependence` is how the
    next time of a request follows from the one before. `trusting` keeps what is assumed: what has no
    declared capacity has room, and what has no place is near.
    """

    shape: str
    dependence: str
    route: str
    trusting: bool
    chance: random.Random

    def next(self, u: float) -> float:
        """The level of the next time of the same request."""
        match self.dependence:
            case "together":
                return u
            case "opposite":
                return 1.0 - u
            case "in turn":
                return (u + 0.381966) % 1.0
        return self.chance.random()

    def again(self, u: float) -> float:
        """The level of another attempt: as slow as the last one, or independent of it at best."""
        return u if self.dependence == "together" else self.chance.random()

    def time(self, part: Visited, u: float) -> float:
        """The time of one visit at level `u`, with the wait for a server."""
        if part.used is None and not self.trusting:
            return inf
        if part.used is not None and part.used > 1.0:
            return inf
        own = self._stated(part.times, u)
        if part.used is None or part.used <= QUEUES_FROM:
            return own
        # M/M/1 with the median as service time: the wait is exponential for a share of the calls.
        u = self.next(u)
        service = min(part.times.values())
        late = part.used
        return own + (0.0 if u < 1.0 - late else service / (1.0 - late) * -log((1.0 - u) / late))

    def _stated(self, times: dict[float, int], u: float) -> float:
        levels = sorted(times)
        above = [level for level in levels if level >= u]
        below = [level for level in levels if level < u]
        match self.shape:
            case "least":
                return float(times[below[-1]]) if below else 0.0
            case "most":
                return float(times[above[0]]) if above else inf
        return _lognormal(times, levels, u)

    def region(self, part: Visited, caller: str | None, u: float, *, near: bool) -> str | None:
        """Where the replica runs that answers."""
        if not part.regions:
            return caller
        if part.elected:
            return part.regions[0] if self.route == "near" else part.regions[1]
        if caller is None:
            return part.regions[0] if self.route == "near" else part.regions[-1]
        own, other = caller in part.regions, [r for r in part.regions if r != caller]
        far = {"near": False, "far": True}.get(self.route, u > 0.5)
        return other[0] if other and not (own and (near or not far)) else caller


def _lognormal(times: dict[float, int], levels: list[float], u: float) -> float:
    """Through the declared points; of one point with a spread of 1."""
    normal = NormalDist()
    at = [normal.inv_cdf(level) for level in levels]
    logs = [log(times[level]) for level in levels]
    z = normal.inv_cdf(min(max(u, 1e-12), 1.0 - 1e-12))
    if len(at) == 1:
        return exp(logs[0] + (z - at[0]))
    n = max(1, min(len(at) - 1, sum(one < z for one in at)))
    slope = (logs[n] - logs[n - 1]) / (at[n] - at[n - 1])
    return exp(logs[n - 1] + slope * (z - at[n - 1]))


def taken(request: Request, world: World, u: float) -> float:
    """The time of one request; one that gets no answer takes forever."""
    entry = request.entry
    region = world.region(entry, request.located, u, near=False)
    way = RTT if request.located and region and region != request.located else 0.0
    return way + _visit(entry, world, u, region)


def _visit(part: Visited, world: World, u: float, region: str | None) -> float:
    total = world.time(part, u)
    for call in part.calls:
        happens = world.next(u)
        share = call.share / 100
        if happens < 1.0 - share:
            continue
        inner = (happens - (1.0 - share)) / share
        each = []
        for _ in range(call.times):
            each.append(_waited(call, world, inner, region))
            inner = world.next(inner)
        total += max(each) if call.parallel else sum(each)
    return total


def _waited(call: Call, world: World, u: float, caller: str | None) -> float:
    """What the caller waits for one call, with all attempts and what is asked after them."""
    total = 0.0
    for _ in range(call.attempts):
        time = _asked(call.callee, world, u, caller, near=call.near)
        if call.timeout is None or time <= call.timeout:
            return total + time
        total += call.timeout
        u = world.again(u)
    if call.other is not None:
        # The timeout of the step holds for whoever is asked.
        time = _asked(call.other, world, u, caller, near=False)
        return total + time if call.timeout is None or time <= call.timeout else inf
    return total if call.optional else inf


def _asked(part: Visited, world: World, u: float, caller: str | None, *, near: bool) -> float:
    """The time of one attempt: the way there, and the copies that have to confirm."""
    region = world.region(part, caller, u, near=near)
    way = RTT if region is not None and caller is not None and region != caller else 0.0
    waits = part.confirming or (part.elected and region != part.regions[0])
    return way + _visit(part, world, u, region) + (RTT if waits else 0.0)
