"""Random designs about one data item: all topologies, failovers, sessions, kinds and ways of feeding."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.verdicts.anything import Anything, Declared

MODELS = (
    "linearizable", "sequential", "causal", "pram", "read_your_writes", "monotonic_reads",
    "monotonic_writes", "writes_follow_reads", "consistent_prefix", "bounded_staleness", "eventual",
)  # fmt: skip
AGES = ("0s", "1s", "5s", "30s", "10min", "2h")
LOSSES = ("0s", "1s", "5s", "60s")

STORES = ("s", "x")
TOPOLOGIES = (
    "single", "leader_follower", "leader_follower { followers FOLLOWERS LAG SYNC }",
    "leader_follower { followers FOLLOWERS LAG SYNC }",
    "leader_follower { leader in p.a; followers FOLLOWERS in p.b, p.c; sync 1 LAG }",
    "multi_leader", "multi_leader { leaders in p.a, p.b LAG }", "leaderless",
    "leaderless { copies 3; read 2; write 2 LAG }", "leaderless { copies 3; read 1; write 2 LAG }",
    "leaderless { copies 3; read 3; write 1 }", "consensus", "consensus { LAG }",
)  # fmt: skip
FAILOVERS = ("auto 30s", "manual 1h", "auto")
CHOICES: dict[str, tuple[str, ...]] = {
    "replicas": ("1", "2", "3", "3 in p.a, p.b", "2 in p.a", "5 in p.a, p.b, p.c"),
    "replication": ("synchronous", "semi_synchronous", "asynchronous"),
    "fsync": ("before_ack", "after_ack within 1s", "after_ack", "never"),
    "delivers": MODELS,
    "reads_from": ("leader", "follower", "any"),
    "session": ("none", "token", "pinned", "sticky"),
    "quorum": ("strict", "sloppy"),
    "refresh": ("1s", "5s"),
    "shards": ("1", "4", "6 by key"),
    "managed": ("zonal", "regional", "global"),
    "copies": ("1", "2"),
    "tech": ("postgres", "redis", "mongodb", "cassandra", "aurora", "aws.rds", "clickhouse"),
    "backup": ("every 1h to vault", "every 1d"),
}  # fmt: skip
CACHING: dict[str, tuple[str, ...]] = {
    "ttl": ("5s", "60s"),
    "invalidation": ("none", "ttl", "before_commit", "after_commit", "event"),
    "write_policy": ("cache_aside", "read_through", "write_through", "write_behind"),
    "stale_if_error": ("10s",),
}


@dataclass
class Stored:
    """Draws designs; the same seed always makes the same."""

    seed: int
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)

    def design(self) -> Anything:
        declared = {
            "p": Declared("region p", {"zones": "zone a; zone b; zone c"}),
            "u": Declared("actor u"),
            "d": Declared("data d", self._drawn({"immutable": ("yes",)}, 0.05)),
            "vault": Declared("component vault : object_store", {"managed": "managed regional"}),
            "q": Declared("component q : stream", self._drawn({"bound": ("30s", "1k")}, 0.6)),
            "k": Declared("component k : worker", {"idempotent": "idempotent yes"}),
            "c": Declared("component c : cache", {"holds": "holds d", **self._drawn(CACHING, 0.5)}),
        }
        for name in STORES:
            declared[name] = self._store(name)
        declared["w"] = self._writes()
        for name in ("r", "t")[: self.chance.randint(1, 2)]:
            declared[name] = self._reads(name)
        claims = [f"consistency of d >= {model}{way}" for model in MODELS for way in ("", BETWEEN)]
        claims += [f"staleness of d <= {age}{way}" for age in AGES for way in ("", BETWEEN)]
        claims += [f"rpo of d <= {lost}" for lost in LOSSES]
        return Anything(declared, tuple(claims))

    def _drawn(self, choices: dict[str, tuple[str, ...]], share: float) -> dict[str, str]:
        return {
            name: f"{name} {self.chance.choice(values)}"
            for name, values in choices.items()
            if self.chance.random() < share
        }

    def _store(self, name: str) -> Declared:
        kind = self.chance.choice(("database", "database", "search", "coordinator", "object_store"))
        lines = {"holds": "holds d", **self._drawn(CHOICES, 0.15)}
        if kind != "database":
            lines.pop("tech", "")
        if self.chance.random() < 0.75:
            lines["topology"] = f"topology {self._filled(self.chance.choice(TOPOLOGIES))}"
            if any(word in lines["topology"] for word in ("single", "consensus", "write")):
                lines.pop("replication", "")
            if any(word in lines["topology"] for word in ("followers", "single", "copies")):
                # Numbers that contradict each other are no design.
                lines.pop("replicas", "")
                lines.pop("copies", "")
        if self.chance.random() < 0.6:
            lines["failover"] = f"failover {self.chance.choice(FAILOVERS)}{self._takeover()}"
        if name == "x" and self.chance.random() < 0.4:
            lag, by = (
                self.chance.choice(("", " lag 5s")),
                self.chance.choice(("cdc", "job", "indexer")),
            )
            lines["fed_by"] = f"fed_by s{lag}{self.chance.choice(('', f' {{ by {by} }}'))}"
        return Declared(f"component {name} : {kind}", lines)

    def _filled(self, topology: str) -> str:
        chosen = {
            "FOLLOWERS": ("1", "2"),
            "LAG": ("", "; lag 5s"),
            "SYNC": ("", "; sync 0", "; sync 1", "; sync all", "; sync quorum"),
        }
        for word, values in chosen.items():
            topology = topology.replace(word, self.chance.choice(values))
        return topology.replace("{ ;", "{").replace("{  }", "")

    def _takeover(self) -> str:
        fencing = self.chance.choice(("", "fencing yes", "fencing yes", "fencing no"))
        which = (
            "",
            "promotes synchronous",
            "promotes synchronous",
            "promotes any",
            "promotes asynchronous",
        )
        parts = [part for part in (fencing, self.chance.choice(which)) if part]
        return f" {{ {'; '.join(parts)} }}" if parts else ""

    def _writes(self) -> Declared:
        ways = (
            ("u -> s writes d",), ("u -> s writes d",), ("u -> s writes d", "u -> x writes d"),
            ("u -> s writes d", "u ~> x writes d"),
            ("u -> s writes d", "u ~> q writes d", "q ~> k", "k -> x writes d"),
            ("u -> s writes d", "k -> s reads d", "k -> x writes d"),
            ("u -> s writes d { atomic_with x }", "u -> x writes d"), ("u -> x",),
        )  # fmt: skip
        steps = self.chance.choice(ways)
        return Declared("flow w", {f"step {n}": step for n, step in enumerate(steps)})

    def _reads(self, name: str) -> Declared:
        role = self.chance.choice(("", "", ", from leader", ", from follower", ", from any"))
        store = self.chance.choice(("s", "s", "x"))
        steps = [f"u -> {store} reads d{role}"]
        kind = self.chance.random()
        if kind < 0.15:
            steps = ["u -> c reads d", f"c -> {store} reads d{role}, on miss of c"]
        elif kind < 0.25:
            steps = [f"u -> s reads d{role}, or else x"]
        elif kind < 0.3:
            steps = [f"u -> {store} reads d {{ on_failure stale }}"]
        return Declared(f"flow {name}", {f"step {n}": step for n, step in enumerate(steps)})


BETWEEN = " between failovers"

# What makes a design worse, as texts to replace in a line.
WORSE = {
    "topology": (
        ("lag 5s", "lag 50s"), ("; lag 5s", ""), ("sync 1", "sync 0"), ("sync all", "sync 1"),
        ("sync all", "sync 0"), ("read 2", "read 1"), ("write 2", "write 1"), ("read 3", "read 2"),
        ("followers 1", "followers 2"), ("followers 2", "followers 3"), ("copies 3", "copies 5"),
        ("single", "leader_follower { followers 1; sync 0 }"),
    ),
    "replicas": (("replicas 1", "replicas 2"), ("replicas 2", "replicas 3"), ("replicas 3", "replicas 6")),
    "failover": (
        ("fencing yes", "fencing no"), ("promotes synchronous", "promotes any"),
        ("promotes synchronous", "promotes asynchronous"), ("fencing yes", ""),
        ("promotes synchronous", ""),
    ),
    "fsync": (("before_ack", "after_ack within 1s"), ("within 1s", "within 9s"), ("after_ack", "never")),
    "quorum": (("strict", "sloppy"),),
    "replication": (("semi_synchronous", "asynchronous"), ("replication synchronous", "replication asynchronous")),
    "session": (("token", "none"), ("pinned", "none"), ("sticky", "none")),
    "reads_from": (("leader", "follower"), ("leader", "any")),
    "refresh": (("1s", "9s"),),
    "fed_by": (("lag 5s", "lag 50s"), (" lag 5s", ""), ("by cdc", "by job")),
    "ttl": (("5s", "50s"),),
    "bound": (("30s", "300s"),),
    "invalidation": (("after_commit", "before_commit"), ("after_commit", "none")),
    "step 0": (("from leader", "from follower"), ("atomic_with x", "")),
}  # fmt: skip


def worsened(design: Anything) -> list[tuple[str, Anything]]:
    """The designs with one fact made worse, each with what was done."""
    found = []
    for name, declared in design.declared.items():
        for key, changes in WORSE.items():
            line = declared.lines.get(key, "")
            for now, then in changes:
                worse = line.replace(now, then).replace("{ ; ", "{ ").replace("{  }", "")
                worse = worse.replace("; ;", ";").replace("{ }", "")
                if worse != line and now in line:
                    changed = design.having(name, declared.stating(key, worse))
                    if now.startswith("from ") and len(_reads(design)) > 1:
                        continue  # going from one source to the other less often may be better
                    found.append((f"{name}: {line} -> {worse}", changed))
    for name in STORES:
        extra = Declared("flow extra", {"step 0": f"u -> {name} reads d, from any"})
        found.append((f"{name} read from any replica, too", replace(design, declared={**design.declared, "extra": extra})))  # fmt: skip
    written = " ".join(design.declared["w"].lines.values())
    for name in (one for one in STORES if f"-> {one} writes d" in written):
        later = Declared("flow later", {"step 0": "u -> k", "step 1": f"k ~> {name} writes d"})
        found.append((f"{name} written after the answer, too", replace(design, declared={**design.declared, "later": later})))  # fmt: skip
    return found


def _reads(design: Anything) -> set[str]:
    """From which replicas its flows read."""
    steps = [
        line
        for one in design.declared.values()
        for key, line in one.lines.items()
        if key.startswith("step") and " reads " in line
    ]
    return {line.partition(" from ")[2].partition(",")[0] for line in steps}
