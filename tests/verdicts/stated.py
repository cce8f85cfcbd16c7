"""Random designs that state most of what verdicts ask for, so that many of their claims are decided."""

from __future__ import annotations

from random import Random

from designlint.schema.kinds import EXTERNAL, KINDS
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.roles import Role
from tests.verdicts.anything import COMPONENTS, DATA, FLOWS, PLACES, WIDE, Declared, Drawn

SERVERS = ("service", "service", "gateway", "load_balancer", "function", "monolith", "worker")
STORES = ("database", "database", "coordinator", "search", "object_store", "file_store")
BESIDE = ("external", "third_party", "service", "database", "cache", "queue", "stream")
BETWEEN = ("service", "worker", "cache", "cdn", "queue", "stream")

# A topology with what is stated beside it.
SHAPES = (
    ("topology single", "replicas 1 in PLACE"),
    ("topology leader_follower { leader in p.eu.a; followers 1 in p.eu.b; sync 1 }", ""),
    ("topology leader_follower { leader in p.eu.a; followers 2 in p.eu.b, p.us.c; sync 1; lag 5s }", ""),
    ("topology leader_follower { leader in p.eu.a; followers 2 in p.eu.b, p.us.c; sync 0; lag 5s }", ""),
    ("topology multi_leader { leaders in p.eu.a, p.us.c }", ""),
    ("topology leaderless { copies 3; read 2; write 2 }", "replicas 3 in PLACES"),
    ("topology leaderless { copies 3; read 1; write 1 }", "replicas 3 in PLACES"),
    ("topology consensus", "replicas 3 in PLACES"),
)  # fmt: skip
FAILOVERS = (
    "failover auto 10s { fencing yes; promotes synchronous }",
    "failover auto 10s { fencing yes; promotes synchronous }",
    "failover manual 30min { promotes asynchronous }",
    "failover auto 20s { fencing no; promotes any }",
)
# How often each property is stated, and what of it.
SERVING: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("availability", 0.95, ("99%", "99.9% per replica", "99.99%", "90%")),
    ("capacity", 0.9, ("60 req/s per replica", "300 req/s", "1k req/s per replica", "900 req/s total")),
    ("latency", 0.9, ("p50 1ms, p99 4ms, p99.9 9ms", "p50 5ms, p99 20ms, p99.9 50ms", "p50 20ms, p99.9 200ms")),
    ("boot_time", 0.9, ("1s", "5min")),
    ("cost", 0.8, ("100 USD/month per replica", "40 USD/month total")),
    ("mttr", 0.4, ("5min", "1h")),
    ("concurrency", 0.1, ("10", "100 per replica")),
)  # fmt: skip
KEEPING: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("encrypted_at_rest", 0.8, ("yes", "yes", "no")),
    ("backup", 0.6, ("every 1h to k3 { restore_time 1h }", "every 1d to k2")),
    ("mtbf", 0.8, ("30d", "1y")),
    ("rebuild_time", 0.9, ("1h",)),
    ("durability", 0.2, ("99.999999999%", "99.9%")),
    ("fsync", 0.3, ("before_ack", "before_ack", "after_ack within 1s")),
    ("quorum", 0.4, ("strict", "sloppy")),
    ("reads_from", 0.2, ("leader", "any", "follower")),
    ("session", 0.15, ("token", "sticky")),
)
CLAUSES = (
    "optional",
    "5%",
    "x3",
    "or else k4",
    "from any",
    "from leader",
    "timeout 100ms",
    "retries 2",
)

CLAIMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("availability of {subject} >= {target}", ("50%", "95%", "99%")),
    ("latency p99 of {flow} <= {target}", ("100ms", "400ms", "10s")),
    ("latency p50 of {flow} <= {target}", ("10ms", "100ms", "1s")),
    ("headroom of {subject} >= {target}", ("0%", "20%", "70%")),
    ("throughput of {subject} >= {target}", ("10 req/s", "60 req/s", "300 req/s")),
    ("consistency of {data} >= {target}", ("eventual", "bounded_staleness", "read_your_writes", "linearizable")),
    ("staleness of {data} <= {target}", ("0s", "5s", "1h")),
    ("rpo of {data} <= {target}", ("5s", "1h", "2d")),
    ("rto of {subject} <= {target}", ("0s", "5min", "1d")),
    ("durability of {data} >= {target}", ("50%", "99%", "99.999999%")),
    ("storage of {data} <= {target}", ("10GB", "1TB", "100TB")),
    ("bandwidth of {component} <= {target}", ("100kB/s", "10MB/s", "1GB/s")),
    ("cost of {component} <= {target}", ("50 USD/month", "300 USD/month", "1k USD/month")),
    ("cost of everything <= {target}", ("600 USD/month", "2k USD/month")),
    ("encryption at_rest of {data}", ("",)),
    ("encryption in_transit of {flow}", ("",)),
    ("blast_radius of {component} <= {target}", ("0%", "50%")),
    ("residency of {data} in eu", ("",)),
    ("residency of {data} in us", ("",)),
)  # fmt: skip


class Stated(Drawn):
    """Draws designs of a usual shape; the same seed always makes the same."""

    relations = (("u", "k0"), ("k0", "k1"), ("k0", "k2"), ("k0", "k3"), ("k1", "k2"), ("k1", "k4"))

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.chance = Random(f"stated {seed}")

    def _planned(self) -> dict[str, str]:
        return self._of((("peak", 0.9, ("3x",)), ("horizon", 0.9, ("1y",))))

    def _relation(self) -> dict[str, str]:
        lines = self._stated({key.name: key for key in RELATION_PROPERTIES}, 0.02)
        usual = (("encryption", 0.9, ("tls", "mtls")), ("payload", 0.6, ("1kB", "100kB")))
        return lines | self._of(usual)

    def _places(self) -> str:
        zones = [
            f"zone {place[-1]} {{ availability {self.chance.choice(('99%', '99.95%', '100%'))} }}"
            for place in PLACES
        ]
        return (
            "provider p { availability 99.999%"
            f"; region eu {{ availability 99.99%; jurisdiction eu; {zones[0]}; {zones[1]}; rtt to p.us 80ms }}"
            f"; region us {{ availability 99.99%; jurisdiction us; {zones[2]}; {zones[3]} }} }}\nprovider q"
        )

    def _data(self) -> dict[str, str]:
        return self._of(
            (
                ("size", 0.9, ("1kB", "2MB")),
                ("count", 0.9, ("1M", "20k")),
                ("growth", 0.8, ("10k/day", "1GB/day")),
                ("immutable", 0.1, ("yes",)),
                ("retention", 0.3, ("30d", "1y")),
                ("contains", 0.3, ("personal", "payment")),
            )
        )

    def _kinds(self) -> dict[str, str]:
        groups = (SERVERS, BETWEEN, STORES, BESIDE, tuple(KINDS))
        return {
            name: self.chance.choice(kinds) for name, kinds in zip(COMPONENTS, groups, strict=True)
        }

    def _component(self, name: str, kind: str) -> Declared:
        own = EXTERNAL if kind == "external" else KINDS[kind]
        head = f"external {name}" if kind == "external" else f"component {name} : {kind}"
        lines = self._stated(own.properties, 0.03)
        wanted = {**self._of(SERVING)}
        if own.roles & {Role.STORE, Role.BROKER}:
            wanted |= self._of(KEEPING)
        lines |= {key: line for key, line in wanted.items() if key in own.properties}
        if own.roles & {Role.STORE, Role.BROKER, Role.CACHE}:
            lines["holds"] = f"holds {self._held(name)}"
        if kind == "cache":
            lines |= self._of((("ttl", 0.8, ("5s", "60s")), ("hit", 0.8, ("50%", "90%"))))
        self._run(lines, is_store=bool(own.roles & {Role.STORE}))
        return Declared(head, lines)

    def _run(self, lines: dict[str, str], *, is_store: bool) -> None:
        """State how many replicas run where, or the copies of a store."""
        for key in ("topology", "replicas", "in", "autoscale", "copies"):
            lines.pop(key, "")
        if is_store and self.chance.random() < 0.8:
            shape, replicas = self.chance.choice(SHAPES)
            lines["topology"] = shape
            lines["failover"] = self.chance.choice(FAILOVERS)
            if replicas:
                lines["replicas"] = self._placed(replicas)
        elif self.chance.random() < 0.9:
            number = self.chance.randint(1, 3)
            lines["replicas"] = self._placed(
                f"replicas {number} in PLACE{'S' if number > 1 else ''}"
            )

    def _held(self, name: str) -> str:
        """What a store holds: mostly, one alone holds `d`."""
        return self.chance.choice(("d", "d, e") if name == "k2" else ("e", "e", "e", "d"))

    def _placed(self, text: str) -> str:
        few = self.chance.sample(PLACES, 3 if "3" in text else 2)
        return text.replace("PLACES", ", ".join(few)).replace("PLACE", few[0])

    def _of(self, choices: tuple[tuple[str, float, tuple[str, ...]], ...]) -> dict[str, str]:
        return {
            key: f"{key} {self.chance.choice(values)}"
            for key, share, values in choices
            if self.chance.random() < share
        }

    def _flow(self, kinds: dict[str, str]) -> dict[str, str]:
        rate = self.chance.choice(("10", "20", "50", "200"))
        steps = [("u", "k0", "")]
        middle = self.chance.random()
        if kinds["k1"] in ("queue", "stream"):
            steps += [("k0", "k1", "writes e"), ("k1", self.chance.choice(("k4", "k3")), "reads e")]
        elif kinds["k1"] in ("cache", "cdn"):
            steps += [("k0", "k1", "reads d"), ("k0", "k2", "reads d, on miss of k1")]
        elif middle < 0.7:
            steps.append(("k0", "k1", ""))
        for use, share in (("reads d", 0.8), ("writes d", 0.6), ("deletes d", 0.05)):
            if self.chance.random() < share:
                steps.append((self.chance.choice(("k0", "k0", "k1")), "k2", use))
        if self.chance.random() < 0.5:
            steps.append(("k0", "k3", ""))
        lines = {"rate": f"rate {rate} req/s {self.chance.choice(('peak', 'peak', 'average'))}"}
        if self.chance.random() < 0.05:
            del lines["rate"]
        for number, (caller, callee, use) in enumerate(steps):
            lines[f"step {number}"] = self._drawn_step(caller, callee, use)
        return lines

    def _drawn_step(self, caller: str, callee: str, use: str) -> str:
        waits = caller != "k1" and not use.startswith("writes e") and self.chance.random() < 0.95
        said = [use] if use else []
        said += [
            clause
            for clause in CLAUSES
            if self.chance.random() < 0.05 and (use.startswith("reads") or "from" not in clause)
        ]
        return f"{caller} {'->' if waits else '~>'} {callee} {', '.join(said)}".rstrip()

    def _about(self) -> str:
        if self.chance.random() < 0.4:
            return super()._about()
        subject = self.chance.choice((*FLOWS, *COMPONENTS[:3]))
        flow, data = self.chance.choice(FLOWS), self.chance.choice((*DATA, "d", "d"))
        claim, targets = self.chance.choice(CLAIMS)
        about = claim.format(
            subject=subject,
            flow=flow,
            data=data,
            component=self.chance.choice(COMPONENTS),
            target=self.chance.choice(targets),
        )
        is_between = about.startswith(("consistency", "staleness")) and self.chance.random() < 0.4
        return f"{about} between failovers" if is_between else about

    def _when(self) -> str:
        if self.chance.random() < 0.9:
            return super()._when()
        return self.chance.choice(
            (
                "load 0.5x",
                f"lose {', '.join(self.chance.sample(PLACES, 2))}",
                f"lose {self.chance.choice(WIDE)}; load 2x",
                "set k0.capacity 500 req/s",
            )
        )
