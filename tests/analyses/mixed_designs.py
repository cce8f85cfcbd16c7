"""Random designs with something of everything that can be turned, and claims that they do not meet."""

from __future__ import annotations

from random import Random

PLACES = """
provider p {
  region eu { jurisdiction eu; zone a; zone b; rtt to p.us 80ms }
  region us { jurisdiction us; zone c; zone d }
}
"""
ZONES = ("p.eu.a", "p.eu.b", "p.us.c", "p.us.d")

# Of each metric, targets from the easiest to the hardest.
CLAIMS = {
    "availability of f >= {}": ("90%", "99%", "99.5%", "99.9%", "99.99%"),
    "availability of w >= {}": ("90%", "99%", "99.9%"),
    "latency p99 of f <= {}": ("900ms", "300ms", "100ms", "50ms", "20ms"),
    "latency p90 of f <= {}": ("300ms", "100ms", "60ms", "30ms"),
    "headroom of f >= {}": ("0%", "20%", "50%"),
    "headroom of s >= {}": ("0%", "30%", "60%"),
    "throughput of f >= {}": ("100 req/s", "300 req/s", "1k req/s"),
    "consistency of d >= {}": ("eventual", "read_your_writes", "causal", "linearizable"),
    "staleness of d <= {}": ("10min", "60s", "5s"),
    "rpo of d <= {}": ("24h", "1h", "0s"),
    "rto of w <= {}": ("1h", "5min", "30s"),
    "storage of d <= {}": ("10TB", "100GB", "10GB"),
    "cost of everything <= {}": ("2k USD/month", "700 USD/month", "300 USD/month"),
    "residency of d in {}": ("eu",),
    "encryption in_transit of {}": ("everything",),
    "encryption at_rest of {}": ("d",),
}


class Mixed:
    """The text of one design; the same seed always makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def one(self, *texts: str) -> str:
        return self.chance.choice(texts)

    def some(self, share: float, text: str) -> str:
        return text if self.chance.random() < share else ""

    def places(self) -> str:
        return ", ".join(self.chance.sample(ZONES, self.chance.randint(1, 2)))

    def text(self) -> str:
        """Everything but a claim."""
        pieces = [PLACES, "actor u", self._data(), *self._parts(), self._relations()]
        return "\n".join([*pieces, *self._flows(), ""])

    def _data(self) -> str:
        kept = self.one("retention 90d", "retention 1y", "")
        return f"data d {{ size 1kB; count 1M; growth 1M/day; {kept} }}\ndesign x {{ horizon 1y }}"

    def _parts(self) -> list[str]:
        number = self.chance.randint(1, 3)
        scaled = self.some(0.2, "autoscale 2..3 in 2min on cpu")
        replicas = (
            scaled or f"replicas {number} in {self.places()}; {self.some(0.3, f'needs {number}')}"
        )
        cost = self.some(0.5, "; cost 100 USD/month per replica")
        return [
            f"component s : service {{ {replicas}; {self.some(0.7, 'capacity 60 req/s per replica')};"
            f" latency p50 5ms, p99.9 {self.one('10ms', '70ms')}; availability 99%{cost} }}",
            f"component t : service {{ replicas 2 in {self.places()}; latency p50 5ms, p99.9 20ms;"
            f" availability 99.9%{cost} }}",
            "component one : third_party { availability 99% total; latency p50 10ms, p99.9 400ms;"
            " api pay { style rest } }",
            f"component two : third_party {{ availability {self.one('99%', '95%')} total;"
            f" latency p50 10ms, p99.9 50ms; api {self.one('pay', 'say')} {{ style rest }} }}",
            self._store(),
            f"component c : cache {{ holds d; replicas 1; {self.one('ttl 5min', 'ttl 30s', '')};"
            f" {self.some(0.2, 'stale_if_error 1h')}; hit 50%; latency p50 1ms, p99.9 3ms;"
            f" availability 99%; {self.some(0.2, 'encrypted_at_rest no')} }}",
            "component i : search { holds d; managed regional; availability 99.9% total;"
            " latency p50 5ms, p99.9 30ms; encrypted_at_rest yes }",
            "component s3 : object_store { managed global; encrypted_at_rest yes }",
        ]

    def _store(self) -> str:
        shape = self.one(
            f"replicas 3 in {self.places()}; topology leaderless {{ copies 3; read {self.one('1', '2', '3')};"
            f" write {self.one('1', '2', '3')} }}; {self.some(0.3, 'quorum sloppy')}",
            f"replicas 3 in {self.places()}; topology leader_follower {self.some(0.5, '{ lag 10s }')};"
            f" {self.some(0.4, 'replication asynchronous')};"
            f" {self.one('failover auto 30s', 'failover manual 10min', '')};"
            f" {self.some(0.4, 'reads_from any')}",
            f"replicas 1 in {self.places()}; topology single",
            f"replicas 3 in {self.places()}; topology consensus",
        )
        return (
            f"component db : database {{ holds d; {shape}; availability 99%;"
            f" latency p50 5ms, p99.9 30ms; {self.some(0.5, 'capacity 70 req/s per replica')};"
            f" {self.some(0.5, 'backup every 24h to s3')};"
            f" {self.some(0.3, 'encrypted_at_rest no')} }}"
        )

    def _relations(self) -> str:
        stated = self.one(
            "encryption none", "timeout 500ms; retries 3; backoff none", "encryption tls"
        )
        return f"s -> one {{ {stated} }}\nu -> s {{ encryption {self.one('tls', 'none')} }}"

    def _flows(self) -> list[str]:
        spared = self.some(0.5, ", optional")
        again = self.some(0.4, " x8")
        role = self.one("", ", from follower", ", from any")
        return [
            f"flow f {{\n  rate {self.one('50', '100', '250')} req/s peak\n  u -> s",
            f"  s -> one{spared}" if self.chance.random() < 0.6 else "",
            f"  s -> t{again}" if self.chance.random() < 0.6 else "",
            "  s -> c reads d\n  s -> db reads d, on miss of c"
            if self.chance.random() < 0.4
            else f"  s -> db reads d{role}",
            f"  s -> t writes d{self.one('', ', optional')}" if self.chance.random() < 0.2 else "",
            "}",
            "flow w {\n  rate 10 req/s peak\n  u -> s\n  s -> db writes d\n}",
        ]


def claims(seed: int) -> list[str]:
    """Claims of one metric, from the easiest to the hardest."""
    claim, targets = Random(seed).choice(list(CLAIMS.items()))
    return [claim.format(target) for target in targets]


def side_claims(seed: int) -> list[str]:
    """What must not break meanwhile: any two of all."""
    chance = Random(seed + 1)
    chosen = chance.sample(list(CLAIMS.items()), 2)
    return [claim.format(chance.choice(targets)) for claim, targets in chosen]
