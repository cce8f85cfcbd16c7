"""A place that is not declared makes no verdict better, and a wider loss meets no more claims.

Random designs over the places that a component can name: its own, those of its replicas, of its leaders
and followers, of its provider; with hosts, domains that cut across, services as a whole and third
parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest

from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from tests.verdicts.judging import Judged, facts_of

PLACES = """
provider aws { availability 99.999%
  region eu { availability 99.99%; zone a { availability 99.9%; host h { availability 99.8% } }; zone b { availability 99.9% } }
  region us { availability 99.99%; zone c { availability 99.9% }; zone d { availability 99.9% } }
}
domain feed { availability 99.95% }
domain ring { availability 99.95% }
actor u
data x { importance critical }
"""
ZONES = ("aws.eu.a", "aws.eu.b", "aws.us.c", "aws.us.d")
WHERE = (*ZONES, "aws.eu", "aws.us", "aws.eu.a.h")
LOST = (*ZONES, "aws.eu", "aws.us", "aws", "aws.eu.a.h", "feed", "aws.eu.a, aws.us")
KINDS = ("service", "worker", "database", "queue", "cache", "gateway")
CLAIMS = (
    "availability of f >= 90%", "availability of f >= 99.5%", "availability of f >= 99.99%",
    "headroom of f >= 0%", "headroom of f >= 60%", "throughput of f >= 30 req/s", "rto of f <= 1min",
    "rpo of x <= 0s", "rpo of x <= 2h", "durability of x >= 99.9%", "latency p99 of f <= 300ms",
    "consistency of x >= linearizable", "staleness of x <= 10s",
)  # fmt: skip
# Each design is judged by some of the claims: many designs find more than many claims about each.
CLAIMS_OF_EACH = 3
STATED = re.compile(r"( in [\w., ]+?)(?=[;}]|$)")


@dataclass(frozen=True)
class Placed:
    """A design as its component's properties, by component, and its flow."""

    parts: dict[str, tuple[str, dict[str, str]]]
    flow: str
    lost: tuple[str, ...]
    claims: tuple[str, ...] = CLAIMS

    def text(self) -> str:
        lines = [PLACES]
        for name, (kind, own) in self.parts.items():
            head = f"external {name}" if kind == "external" else f"component {name} : {kind}"
            lines.append(f"{head} {{ {'; '.join(own.values())} }}")
        lines.append(self.flow)
        for number, claim in enumerate(self.claims):
            lines.append(f'nonfunctional R{number} "r" {{ require {claim} }}')
            for other, lost in enumerate(self.lost):
                lines.append(f'scenario S{number}_{other} "s" {{ lose {lost}; expect {claim} }}')
        return "\n".join(lines) + "\n"

    def judged(self) -> Judged | None:
        facts = facts_of(self.text())
        if facts is None:
            return None
        return {v.owner.path: v.judgement for v in (*facts[verdicts], *facts[expectations])}


def drawn(seed: int) -> Placed:
    """The random design of a seed."""
    chance = Random(seed)
    parts = {f"c{n}": _part(chance, n) for n in range(chance.randint(1, 4))}
    if chance.random() < 0.3:
        parts["bank"] = (
            "external",
            {"availability": "availability 99.9%", "latency": "latency p50 1ms, p99 20ms"},
        )
    flow, lost = _flow(chance, list(parts), parts), tuple(chance.sample(LOST, 2))
    return Placed(parts, flow, lost, tuple(chance.sample(CLAIMS, CLAIMS_OF_EACH)))


def _part(chance: Random, number: int) -> tuple[str, dict[str, str]]:
    kind = chance.choice(KINDS)
    count = chance.randint(1, 4)
    own = {"replicas": f"replicas {count}"}
    if chance.random() < 0.6:
        own["replicas"] += f" in {', '.join(chance.sample(WHERE, chance.randint(1, 3)))}"
    elif chance.random() < 0.5:
        own["in"] = f"in {chance.choice((*WHERE, 'aws'))}"
    if chance.random() < 0.15:
        own["domain"] = f"in {chance.choice(('feed', 'ring'))}"
        own.pop("in", None)
    own["availability"] = chance.choice(
        ("availability 99%", "availability 99.5%", "availability 99.9% total")
    )
    own["capacity"] = chance.choice(("capacity 20 req/s", "capacity 100 req/s per replica"))
    own["latency"] = "latency p50 1ms, p99 20ms"
    if chance.random() < 0.7:
        own["boot_time"] = "boot_time 20s"
    if chance.random() < 0.2:
        own["in"] = own.get("in", "").removesuffix(".h")
        zoned = own["in"].endswith((".a", ".b", ".c"))
        own["managed"] = (
            f"managed {'zonal' if zoned else chance.choice(('zonal', 'regional', 'global'))}"
        )
        own.pop("replicas")
    if kind in ("database", "cache", "queue"):
        own["holds"] = "holds x"
    if kind == "database":
        own |= _stored(chance, own)
    return kind, own


def _stored(chance: Random, own: dict[str, str]) -> dict[str, str]:
    shape = chance.choice(("consensus", "leaders", "followers", "plain", "plain"))
    found = (
        {"mtbf": "mtbf 1y; mttr 1h", "rebuild_time": "rebuild_time 1h"}
        if chance.random() < 0.4
        else {}
    )
    match shape:
        case "consensus":
            return {**found, "topology": "topology consensus"}
        case "leaders":
            own["replicas"] = "replicas 2"
            places = ", ".join(chance.sample(("aws.eu", "aws.us", *ZONES), 2))
            return {**found, "topology": f"topology multi_leader {{ leaders in {places} }}"}
        case "followers":
            own.pop("replicas", None)
            where = (
                f"leader in {chance.choice(ZONES)}; followers 1 in {chance.choice(ZONES)}; sync 1"
            )
            return {
                **found,
                "topology": f"topology leader_follower {{ {where} }}",
                "failover": "failover auto 20s { promotes synchronous }",
            }
    return found


def _flow(chance: Random, names: list[str], parts: dict[str, tuple[str, dict[str, str]]]) -> str:
    lines = ["flow f { rate 40 req/s peak"]
    callers = ["u"]
    for name in names:
        caller = chance.choice(callers)
        clauses = []
        if "holds" in parts[name][1]:
            clauses.append(f"{chance.choice(('reads', 'writes'))} x")
        others = [n for n in names if n not in (name, *callers)]
        if others and chance.random() < 0.3:
            clauses.append(f"or else {chance.choice(others)}")
        elif chance.random() < 0.2:
            clauses.append("optional")
        lines.append(f"  {caller} -> {name} {', '.join(clauses)}".rstrip())
        callers.append(name)
    return "\n".join([*lines, "}"])


def without_places(design: Placed) -> Iterator[tuple[str, Placed]]:
    """The design with the places of one statement taken out, each in turn."""
    for name, (kind, own) in design.parts.items():
        for key in ("replicas", "in", "domain", "topology"):
            line = own.get(key, "")
            if " in " not in f" {line}":
                continue
            changed = dict(own)
            if key in ("in", "domain"):
                del changed[key]
            elif key == "topology" and "leaders in" in line:
                changed[key] = "topology multi_leader"
            else:
                changed[key] = re.sub(r" in [\w.]+(, [\w.]+)*", "", line).replace("leader;", "")
            yield (
                f"{name} without `{line}`",
                replace(design, parts={**design.parts, name: (kind, changed)}),
            )


def lost_more(design: Placed) -> Iterator[tuple[str, Placed]]:
    """The design whose scenarios lose the place around, too."""
    wider = tuple(
        f"{lost}, {lost.rsplit('.', 1)[0]}" if "." in lost else f"{lost}, aws.us"
        for lost in design.lost
    )
    yield "a wider loss", replace(design, lost=wider)


def _proved(judgement: Judgement) -> bool:
    return judgement.status is Status.MET and judgement.basis is Basis.PROOF


def _met(judgement: Judgement) -> bool:
    return judgement.status is Status.MET


def some(seed: int, found: Iterator[tuple[str, Placed]]) -> list[tuple[str, Placed]]:
    """Two at the most of what a law tries of a design."""
    every = list(found)
    return Random(seed).sample(every, min(2, len(every)))


def broken(seed: int) -> Iterator[str]:
    """What breaks the law in the design of a seed."""
    design = drawn(seed)
    before = design.judged()
    if before is None:
        return
    for how, other in some(seed, without_places(design)):
        after = other.judged()
        for owner, judgement in (after or {}).items():
            claim = design.claims[int(owner[1:].split("_")[0])]
            if _proved(judgement) and not _proved(before[owner]):
                yield f"{how}: {owner} {claim}: {before[owner].word} becomes {judgement.word}"
            if (
                judgement.status is Status.MET
                and before[owner].status is Status.VIOLATED
                and owner[0] == "S"
                and judgement.basis is Basis.PROOF
            ):
                yield f"{how}: {owner} {claim}: violated becomes met"
    for how, other in lost_more(design):
        after = other.judged()
        for owner, judgement in (after or {}).items():
            claim = design.claims[int(owner[1:].split("_")[0])]
            if claim.startswith(("latency", "consistency", "staleness", "headroom", "throughput")):
                continue  # what is not there needs no capacity and reads no stale copy
            if _proved(judgement) and not _proved(before[owner]):
                yield f"{how}: {owner} {claim} losing {other.lost}: {before[owner].word} becomes {judgement.word}"


@pytest.mark.parametrize("thirty", range(10))
def test_a_place_that_is_not_declared_makes_nothing_better(thirty: int) -> None:
    for seed in range(30 * thirty, 30 * thirty + 30):
        assert list(broken(seed)) == [], f"seed {seed}\n{drawn(seed).text()}"


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(50))
def test_of_many_designs(hundred: int) -> None:
    for seed in range(1000 + 100 * hundred, 1100 + 100 * hundred):
        assert list(broken(seed)) == [], f"seed {seed}\n{drawn(seed).text()}"
