"""Random designs that draw from the whole schema: every kind, property, topology and technology.

A design is kept as its statements, so that a law can take one out, change one or move it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from designlint.language.catalogue import technology_names
from designlint.schema.context import DATA_PROPERTIES
from designlint.schema.kinds import EXTERNAL, KINDS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.roles import Role
from designlint.schema.shape import DIMENSIONS, Literal, Maybe, Part, Slot, compile_shape

PLACES = ("p.eu.a", "p.eu.b", "p.us.c", "p.us.d")
WIDE = ("p.eu", "p.us")
COMPONENTS = ("k0", "k1", "k2", "k3", "k4")
DATA = ("d", "e")
FLOWS = ("f", "w")

# Values that can be right together; what is not here is made from the property's shape.
VALUES: dict[str, tuple[str, ...]] = {
    "latency": (
        "p50 5ms, p99 20ms",
        "p50 1ms, p99 4ms, p99.9 9ms",
        "p50 20ms, p99.9 200ms",
        "p99 50ms",
    ),
    "autoscale": ("2..4 in 2min on cpu", "1..3", "2..6 in 5min"),
    "capacity": ("20 req/s", "60 req/s per replica", "150 req/s", "300 req/s total", "2MB/s"),
    "failover": (
        "auto 30s",
        "manual 10min",
        "auto 10s { fencing yes; promotes synchronous }",
        "manual 30min { promotes asynchronous }",
        "auto 20s { fencing no; promotes any }",
    ),
    "topology": (
        "single",
        "leader_follower",
        "leader_follower { followers 2; sync 0; lag 5s }",
        "leader_follower { followers 1; sync 1 }",
        "multi_leader",
        "multi_leader { leaders in p.eu.a, p.us.c }",
        "leaderless { copies 3; read 2; write 2 }",
        "leaderless { copies 3; read 1; write 1 }",
        "consensus",
    ),
    "health_check": ("shallow", "deep"),
    "limit": ("connections 100", "ids 2B grows_with d"),
    "needs": ("1", "2"),
    "copies": ("1", "2", "3"),
    "availability": ("90%", "99%", "99.9% per replica", "99.95% total", "99.99%"),
    "mtbf": ("30d", "90d"),
    "mttr": ("1h", "5min"),
    "hit": ("50%", "90%"),
    "largest_share": ("1%", "20%"),
    "durability": ("99.999999999%", "99.9%"),
    "on_failure": ("fail", "degrade", "stale"),
    "lag": ("5s", "100ms"),
    "timeout": ("10ms", "100ms", "1s"),
    "visibility": ("30s", "5min"),
    "shards": ("2", "6 by user", "6 { placement ring; vnodes 8 }"),
    "partitions": ("4", "12 by user"),
    "retention": ("30d", "1y"),
    "skew": ("0", "0.9", "1.1"),
    "count": ("1M", "20k"),
    "size": ("1kB", "2MB"),
    "growth": ("10k/day", "1GB/day"),
    "jurisdiction": ("eu", "us"),
}
# What is drawn apart (`tech`), what no verdict reads, and what would need more of its surroundings than
# these designs have: a flow that recovers, a tool that deploys or observes, another step of the same flow.
LEFT_OUT = {
    "tech",
    "because",
    "owner",
    "index",
    "deployed_by",
    "observed_by",
    "atomic_with",
    "recovers",
}
_SAMPLES = {
    "name": ("thing",), "word": ("thing",), "label": ("team",), "text": ('"Because."',),
    "date": ("2027-06-30",), "percentile": ("p99",), "range": ("2..4",), "count": ("1", "2", "3"),
    "instances": ("1", "2", "3", "4"), "votes": ("one", "quorum", "all", "2"), "yes_no": ("yes", "no"),
    "scope": ("per replica", "total"),
}  # fmt: skip
_AMOUNTS = {
    "number": ("10", "100"), "share": ("1%", "50%", "99%"), "factor": ("2x", "3x"),
    "time": ("20ms", "1s", "5min", "1h"), "size": ("10MB", "1GB", "1TB"), "rate": ("20 req/s", "200 req/s"),
    "bandwidth": ("10MB/s",), "spending": ("100 USD/month",), "length": ("100km",),
}  # fmt: skip


@dataclass
class Declared:
    """A declaration: how it begins, and its statements by the name of what they state."""

    head: str
    lines: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join([f"{self.head} {{", *(f"  {line}" for line in self.lines.values()), "}"])

    def without(self, name: str) -> Declared:
        return replace(self, lines={k: v for k, v in self.lines.items() if k != name})

    def stating(self, name: str, line: str) -> Declared:
        return replace(self, lines={**self.lines, name: line})


@dataclass
class Anything:
    """A design as its declarations, by name; `claims` are in the order of the requirements."""

    declared: dict[str, Declared]
    claims: tuple[str, ...]

    @property
    def text(self) -> str:
        parts = [one.text for one in self.declared.values()]
        return "\n".join([*parts, *_requirements(self.claims), ""])

    def having(self, name: str, declared: Declared) -> Anything:
        """The design with one declaration in place of another."""
        return replace(self, declared={**self.declared, name: declared})


def _requirements(claims: tuple[str, ...]) -> Iterator[str]:
    for number, claim in enumerate(claims):
        when, _, about = claim.rpartition(" | ")
        if when:
            yield f'scenario X{number} "x" {{ {when}; expect {about} }}'
        else:
            yield f'nonfunctional X{number} "x" {{ require {about} }}'


class Drawn:
    """One random design; the same seed always makes the same."""

    relations: tuple[tuple[str, str], ...] = (("k0", "k1"), ("k1", "k2"), ("u", "k0"))

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def design(self) -> Anything:
        declared = {"p": Declared(self._places()), "u": Declared("actor u", self._asking())}
        declared["design"] = Declared("design x", self._planned())
        for name in DATA:
            declared[name] = Declared(f"data {name}", self._data())
        kinds = self._kinds()
        for name, kind in kinds.items():
            declared[name] = self._component(name, kind)
        for caller, callee in self.relations:
            declared[f"{caller} -> {callee}"] = Declared(f"{caller} -> {callee}", self._relation())
        for name in FLOWS:
            declared[name] = Declared(f"flow {name}", self._flow(kinds))
        return Anything(declared, tuple(self._claim() for _ in range(6)))

    def _asking(self) -> dict[str, str]:
        return {}

    def _planned(self) -> dict[str, str]:
        return self._some(("peak", "peak 3x"), ("horizon", "horizon 1y"))

    def _relation(self) -> dict[str, str]:
        return self._stated({key.name: key for key in RELATION_PROPERTIES}, 0.15)

    def _data(self) -> dict[str, str]:
        return self._stated({key.name: key for key in DATA_PROPERTIES}, 0.4)

    def _places(self) -> str:
        """The places are one declaration; a block within it states what each is like."""
        up = [self.chance.choice(("", "availability 99%", "availability 99.95%")) for _ in range(4)]
        zones = [
            f"zone {place[-1]} {{ {stated} }}" for place, stated in zip(PLACES, up, strict=True)
        ]
        rtt = self.chance.choice(("rtt to p.us 80ms", ""))
        return (
            f"provider p {{ region eu {{ jurisdiction eu; {zones[0]}; {zones[1]}; {rtt} }}"
            f"; region us {{ jurisdiction us; {zones[2]}; {zones[3]} }} }}\nprovider q"
        )

    def _some(self, *lines: tuple[str, str]) -> dict[str, str]:
        return {name: line for name, line in lines if self.chance.random() < 0.5}

    def _kinds(self) -> dict[str, str]:
        often = ("service", "database", "cache", "queue", "stream", "worker", "external")
        return {name: self.chance.choice((*often, *often, *KINDS)) for name in COMPONENTS}

    def _component(self, name: str, kind: str) -> Declared:
        own = EXTERNAL if kind == "external" else KINDS[kind]
        head = f"external {name}" if kind == "external" else f"component {name} : {kind}"
        lines = self._stated(own.properties, 0.2)
        for key in ("replicas", "availability", "capacity", "latency"):
            if self.chance.random() < 0.6 and "autoscale" not in lines and "topology" not in lines:
                lines[key] = self._state(own.properties[key])
        if "holds" in own.properties and own.roles & {Role.STORE, Role.BROKER, Role.CACHE}:
            lines["holds"] = f"holds {self.chance.choice(('d', 'd, e'))}"
        if self.chance.random() < 0.25:
            lines["tech"] = f"tech {self.chance.choice(technology_names())}"
        return Declared(head, lines)

    def _stated(self, keys: dict[str, Property[Any]], share: float) -> dict[str, str]:
        drawn = [n for n in keys if n not in LEFT_OUT and self.chance.random() < share]
        return {name: self._state(keys[name]) for name in drawn}

    def _state(self, key: Property[Any]) -> str:
        """A statement of a property."""
        if key.name in VALUES:
            return f"{key.name} {self.chance.choice(VALUES[key.name])}"
        return f"{key.name} {self._say(compile_shape(key.shape).parts)}".rstrip()

    def _say(self, parts: tuple[Part, ...]) -> str:
        said = []
        for part in parts:
            match part:
                case Literal():
                    said.append(part.text)
                case Maybe():
                    said.append(self._say(part.parts) if self.chance.random() < 0.6 else "")
                case Slot():
                    said.append(self._slot(part))
        return " ".join(text for text in said if text)

    def _slot(self, slot: Slot) -> str:
        if slot.choices:
            return self.chance.choice(slot.choices)
        if slot.type in DIMENSIONS:
            return self.chance.choice(_AMOUNTS.get(slot.type, ("100",)))
        if slot.type in ("node", "component", "loss", "element"):
            return self.chance.choice(COMPONENTS)
        if slot.type == "place":
            return ", ".join(
                self.chance.sample(PLACES, self.chance.randint(1, 2 if slot.listed else 1))
            )
        fixed = {"data": "d", "flow": "f", "address": "k0.replicas"}
        return fixed.get(slot.type) or self.chance.choice(_SAMPLES[slot.type])

    def _flow(self, kinds: dict[str, str]) -> dict[str, str]:
        lines = {
            "rate": f"rate {self.chance.choice(('20', '50', '200'))} req/s {self.chance.choice(('peak', 'average', ''))}"
        }
        if self.chance.random() < 0.15:
            del lines["rate"]
        caller = "u"
        for number in range(self.chance.randint(1, 4)):
            callee = self.chance.choice([name for name in COMPONENTS if name != caller])
            lines[f"step {number}"] = self._step(caller, callee, kinds)
            caller = self.chance.choice((caller, callee)) if number else callee
        return lines

    def _step(self, caller: str, callee: str, kinds: dict[str, str]) -> str:
        arrow = self.chance.choice(("->", "->", "->", "~>"))
        clauses = []
        own = EXTERNAL if kinds[callee] == "external" else KINDS[kinds[callee]]
        if own.roles & {Role.STORE, Role.BROKER, Role.CACHE}:
            clauses.append(self.chance.choice(("reads d", "writes d", "reads d", "writes d, e")))
        for clause in (
            "optional",
            "5%",
            "x3",
            "or else k4",
            "from any",
            "timeout 100ms",
            "retries 2",
        ):
            if self.chance.random() < 0.08 and not (clause == "from any" and not clauses):
                clauses.append(clause)
        # What is read or written stands first, behind the name.
        return f"{caller} {arrow} {callee}{' ' + ', '.join(clauses) if clauses else ''}"

    def _claim(self) -> str:
        about = self._about()
        when = self._when()
        return f"{when} | {about}" if when else about

    def _about(self) -> str:
        """What is claimed."""
        subject = self.chance.choice((*FLOWS, "f", *COMPONENTS[:2]))
        flow, data = self.chance.choice(FLOWS), self.chance.choice(DATA)
        return self.chance.choice(
            (
                f"availability of {subject} >= {self.chance.choice(('80%', '98%', '99.5%', '99.9%'))}",
                f"latency p99 of {flow} <= {self.chance.choice(('10ms', '50ms', '1s'))}",
                f"headroom of {subject} >= {self.chance.choice(('0%', '40%'))}",
                f"throughput of {subject} >= {self.chance.choice(('30 req/s', '100 req/s'))}",
                f"consistency of {data} >= {self.chance.choice(('linearizable', 'read_your_writes', 'causal'))}",
                f"staleness of {data} <= {self.chance.choice(('0s', '10s', '10min'))}",
                f"rpo of {data} <= {self.chance.choice(('0s', '60s', '24h'))}",
                f"rto of {flow} <= {self.chance.choice(('60s', '1h'))}",
                f"durability of {data} >= {self.chance.choice(('99.9%', '99.9999%'))}",
                f"storage of {data} <= {self.chance.choice(('1GB', '10TB'))}",
                f"residency of {data} in eu",
            )
        )

    def _when(self) -> str:
        """In which world."""
        lost = f"lose {self.chance.choice((*PLACES, *WIDE, 'p', *COMPONENTS))}"
        return self.chance.choice(("", "", "", lost, "load 3x"))
