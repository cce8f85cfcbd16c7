"""Random designs about latency: regions, routing, topologies, percentiles, timeouts, load."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

REGIONS = ("e", "w", "x")
LATENCIES = (
    "p50 5ms, p99 20ms, p99.9 30ms, p99.99 40ms",
    "p50 1ms, p99 4ms, p99.9 9ms, p99.99 12ms",
    "p50 20ms, p99.9 200ms",
    "p99 50ms, p99.99 60ms",
    "p10 1ms, p50 90ms, p99.99 400ms",
    "p50 5ms",
)
TOPOLOGIES = (
    "topology leader_follower { sync 1 }",
    "topology leader_follower { sync all }",
    "topology leader_follower; replication asynchronous",
    "topology leader_follower; reads_from any",
    "topology multi_leader",
    "topology leaderless { copies 2; read 1; write all }",
    "topology leaderless { read quorum; write quorum }",
    "topology leaderless",
    "topology consensus",
    "topology consensus { leader in e.a }",
    "",
)
TARGETS = ("5ms", "20ms", "60ms", "150ms", "400ms", "1s", "5s")
PERCENTILES = ("p50", "p99", "p99.9")


@dataclass(frozen=True)
class Quick:
    """A design by its parts, each a table that a law changes an entry of."""

    rate: int
    rtts: dict[tuple[str, str], int]
    latencies: dict[str, str]
    places: dict[str, str]
    capacities: dict[str, str]
    extras: dict[str, str]
    steps: tuple[str, ...]
    relations: dict[str, str] = field(default_factory=dict)
    located: str = ""

    @property
    def text(self) -> str:
        """The design, without claims."""
        lines = [f"actor u {{ {self.located} }}", "data d"]
        for region in REGIONS:
            rtts = [
                f"rtt to {there} {time}ms"
                for (here, there), time in self.rtts.items()
                if here == region and time
            ]
            lines.append(f"region {region} {{ {'; '.join(['zone a', 'zone b', *rtts])} }}")
        for name, latency in self.latencies.items():
            kind = "database" if name.startswith("s") else "service"
            stated = [self.places[name], self.capacities[name], self.extras[name]]
            stated.append(f"latency {latency}" if latency else "")
            stated.append("holds d" if kind == "database" else "")
            lines.append(f"component {name} : {kind} {{ {'; '.join(x for x in stated if x)} }}")
        lines += [f"{pair} {{ {stated} }}" for pair, stated in self.relations.items() if stated]
        return "\n".join([*lines, f"flow f {{ rate {self.rate} req/s peak", *self.steps, "}"])

    def having(self, table: str, key: object, value: object) -> Quick:
        """The design with one entry of a table changed."""
        changed: dict[str, Any] = {table: {**getattr(self, table), key: value}}
        return replace(self, **changed)


def quick(seed: int) -> Quick:
    """One random design; the same seed always makes the same."""
    chance = Random(seed)
    names = ("a", "b", "s", "s2", "o")
    zones = [f"{region}.{zone}" for region in REGIONS for zone in "ab"]

    def places(name: str) -> str:
        # Two at least, for a store that keeps two copies.
        count = chance.randint(2 if name.startswith("s") else 1, 3)
        stated = chance.sample(zones, chance.randint(1, count))
        return chance.choice(
            (f"replicas {count} in {', '.join(stated)}",) * 5 + (f"replicas {count}",)
        )

    def relation(optional: bool) -> str:
        stated = [chance.choice(("", "", "routes_by latency", "routes_by round_robin"))]
        if chance.random() < (0.8 if optional else 0.3):
            stated.append(f"timeout {chance.choice((3, 30, 300, 2000))}ms")
            stated.append(chance.choice(("", "retries 1; backoff none", "retries 2")))
        return "; ".join(x for x in stated if x)

    steps = ["u -> a"]
    relations = {"u -> a": chance.choice(("", "", "routes_by region", "timeout 5s"))}
    for caller, callee in (("a", "b"), ("a", "s"), ("b", "s2"), ("a", "o")):
        if chance.random() < 0.3 or (caller != "a" and not any("-> b" in step for step in steps)):
            continue
        clauses = []
        if callee.startswith("s"):
            clauses.append(chance.choice(("reads d", "writes d", "reads d, from any", "writes d")))
        clauses.append(chance.choice(("", "", "", "x3", "x4 parallel", "5%", "50%")))
        optional = callee == "o" or chance.random() < 0.15
        clauses.append("optional" if optional else "")
        said = ", ".join(x for x in clauses if x)
        steps.append(f"{caller} -> {callee} {said}")
        relations[f"{caller} -> {callee}"] = relation(optional)
    used = [n for n in names if any(n in step.split()[:3] for step in steps)]
    pairs = [(one, two) for n, one in enumerate(REGIONS) for two in REGIONS[n + 1 :]]
    found = Quick(
        chance.choice((10, 60, 150)),
        {pair: chance.choice((10, 40, 90, 180, 0)) for pair in pairs},
        {n: chance.choice(LATENCIES) for n in used},
        {n: places(n) for n in used},
        {n: chance.choice(("capacity 100 req/s per replica", "capacity 300 req/s", "capacity 5k req/s", "capacity 5k req/s", "")) for n in used},
        {n: chance.choice(TOPOLOGIES) if n.startswith("s") else chance.choice(("", "state none")) for n in used},
        tuple(steps),
        relations,
        chance.choice(("", "located e", "located w, x")),
    )  # fmt: skip
    apart = [n for n, where in found.places.items() if " in " in where and "e.a" not in where]
    # A leader is where a replica is.
    led = {n: found.extras[n].replace(" { leader in e.a }", "") for n in apart}
    return replace(found, extras={**found.extras, **led})
