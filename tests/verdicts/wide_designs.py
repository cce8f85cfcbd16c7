"""Random designs of many kinds, topologies, technologies and gaps: any fact may be stated or not."""

from __future__ import annotations

from random import Random

PLACES = """
provider p { availability 99.999%
  region eu { availability 99.99%; jurisdiction eu; zone a { availability 99.9% }; zone b }
  region us { jurisdiction us; zone c }
}
"""
ZONES = ("p.eu.a", "p.eu.b", "p.us.c")
SERVERS = ("service", "gateway", "worker", "function", "load_balancer")
STORES = {
    "database": ("postgres", "cassandra", "mongodb", ""),
    "cache": ("redis", "memcached", ""),
    "search": ("elasticsearch", ""),
    "object_store": ("aws.s3", ""),
    "queue": ("rabbitmq", ""),
    "stream": ("kafka", ""),
}
NEVER = {"cassandra": ("leader_", "single"), "mongodb": ("leaderless", "multi_")}
TOPOLOGIES = (
    "topology single",
    "topology consensus",
    "topology leader_follower",
    "topology leader_follower { sync 1 }",
    "topology leader_follower { lag 5s }",
    "topology leaderless { copies 3; read 2; write 2 }",
    "topology leaderless",
    "topology multi_leader",
    "",
)
CLAIMS = {
    "availability of f >= {}": ("50%", "90%", "99%", "99.5%", "99.9%", "99.99%", "99.9999%"),
    "latency p99 of f <= {}": ("10s", "900ms", "300ms", "100ms", "20ms", "1ms"),
    "headroom of f >= {}": ("0%", "20%", "50%", "90%"),
    "throughput of f >= {}": ("10 req/s", "100 req/s", "300 req/s", "1k req/s", "20k req/s"),
    "staleness of d <= {}": ("1d", "10min", "60s", "5s", "0s"),
    "rpo of d <= {}": ("30d", "24h", "1h", "0s"),
    "rto of f <= {}": ("1d", "1h", "5min", "30s", "1s"),
    "durability of d >= {}": ("50%", "99%", "99.99%", "99.9999999%"),
    "storage of d <= {}": ("10TB", "100GB", "10GB", "1GB"),
    "bandwidth of s <= {}": ("1GB/s", "10MB/s", "100kB/s"),
    "cost of everything <= {}": ("20k USD/month", "700 USD/month", "100 USD/month"),
    "consistency of d >= {}": ("eventual", "read_your_writes", "causal", "linearizable"),
    "residency of d in {}": ("eu",),
    "encryption at_rest of {}": ("d",),
}
"""Of each metric, claims from the easiest to the hardest."""
NUMBERED = tuple(claim for claim in CLAIMS if any(sign in claim for sign in ("<=", ">= {}")))


class Wide:
    """The text of one design; the same seed always makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def one(self, *texts: str) -> str:
        return self.chance.choice(texts)

    def maybe(self, share: float, *texts: str) -> str:
        return self.one(*texts) if self.chance.random() < share else ""

    def text(self) -> str:
        """Everything but claims."""
        data = f"data d {{ {'; '.join(filter(None, (self.maybe(0.7, 'size 1kB'), self.maybe(0.5, 'count 1M', 'growth 1M/day'))))} }}"
        parts = [self._server(name) for name in ("s", "t")]
        stores = [self._store(name) for name in ("db", "c")[: self.chance.randint(1, 2)]]
        return "\n".join(
            [
                PLACES,
                "actor u",
                data,
                *parts,
                *stores,
                self._external(),
                "component vault : object_store { managed global }",
                self._flow(len(stores)),
                "",
            ]
        )

    def _common(self, count: int | None = None) -> list[str]:
        count = count or self.chance.randint(1, 3)
        placed = ", ".join(self.chance.sample(ZONES, self.chance.randint(1, 3)))
        return [
            self.maybe(0.8, f"replicas {count}", f"replicas {count} in {placed}"),
            self.maybe(0.6, "availability 99%", "availability 99.9% per replica"),
            self.maybe(0.6, "capacity 60 req/s per replica", "capacity 500 req/s per replica"),
            self.maybe(0.5, "latency p50 5ms, p99.9 20ms", "latency p99 30ms"),
            self.maybe(0.4, "cost 100 USD/month per replica", "cost 90 USD/month total"),
            self.maybe(0.2, "boot_time 30s"),
            self.maybe(0.2, "mttr 10min"),
        ]

    def _server(self, name: str) -> str:
        facts = [*self._common(), self.maybe(0.3, "state none")]
        return f"component {name} : {self.one(*SERVERS)} {{ {'; '.join(filter(None, facts))} }}"

    def _store(self, name: str) -> str:
        kind = self.one(*STORES)
        technology = self.maybe(0.5, *STORES[kind])
        count = self.chance.randint(1, 3)
        facts = [
            "holds d",
            f"tech {technology}" if technology else "",
            *self._common(count),
            *(self._copied(count, technology) if kind == "database" else ()),
            self.maybe(0.3, "mtbf 100d"),
            self.maybe(0.3, "encrypted_at_rest yes", "encrypted_at_rest no"),
            self.maybe(0.7, "ttl 5min") if kind == "cache" else "",
        ]
        return f"component {name} : {kind} {{ {'; '.join(filter(None, facts))} }}"

    def _copied(self, count: int, technology: str) -> list[str]:
        shape = self.one(*(shape for shape in TOPOLOGIES if _fits(shape, count, technology)))
        is_waiting = any(word in shape for word in ("sync", "consensus", "write"))
        late = () if is_waiting else ("replication asynchronous",)
        how = () if "single" in shape else (*late, "replication synchronous")
        return [
            shape,
            self.maybe(0.3, "backup every 24h to vault", "backup every 1h to vault"),
            self.maybe(0.3, "failover auto 30s", "failover manual 10min"),
            self.maybe(0.3, *how) if how else "",
        ]

    def _external(self) -> str:
        facts = [
            self.maybe(0.5, "availability 99% total", "availability 99.99% total"),
            self.maybe(0.5, "latency p50 10ms, p99.9 400ms"),
        ]
        return f"external bank {{ {'; '.join(filter(None, facts))} }}"

    def _flow(self, stores: int) -> str:
        second = "  t -> c reads d" if stores == 2 else ""
        lines = [
            self.maybe(0.9, "  rate 50 req/s peak", "  rate 400 req/s peak"),
            "  u -> s",
            self.maybe(0.7, "  s -> t", "  s -> t x3", "  s -> t, optional"),
            self.maybe(0.8, "  s -> db reads d", "  s -> db reads d, from any"),
            self.maybe(0.7, "  s -> db writes d"),
            second if self.chance.random() < 0.6 else "",
            self.maybe(0.4, "  s -> bank"),
        ]
        return "\n".join(["flow f {", *filter(None, lines), "}"])


def _fits(shape: str, count: int, technology: str) -> bool:
    """Whether a topology contradicts neither the number of replicas nor the technology."""
    least = 3 if "copies 3" in shape else 2 if "sync 1" in shape else 1
    own = NEVER.get(technology, ())
    return least <= count <= (1 if "single" in shape else 3) and not any(n in shape for n in own)
