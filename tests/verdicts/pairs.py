"""Pairs of related claims about one design: a stronger claim that is met implies a weaker one, and a weaker one
that is violated refutes a stronger one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from designlint.analyses.consistency.lattice import IMPLIES
from designlint.analyses.judgement import GRAVITY, Basis, Judgement
from tests.verdicts.judging import Judged

BETWEEN = " between failovers"
# Of each metric, targets from the hardest to the easiest. A time of ages is no bound at all.
AGES = ("0s", "1ms", "1s", "5s", "60s", "10min", "1h", "1d", "30d", "1000y")
SHARES = ("100%", "99.999%", "99.9%", "99%", "90%", "50%", "0%")
ROOM = ("90%", "50%", "20%", "0%")
RATES = ("20k req/s", "1k req/s", "100 req/s", "10 req/s", "1 req/s")
# A place with one around it, or with whose law holds there.
PLACES = (("p.eu.a", "p.eu"), ("p.us.c", "p.us"), ("p.eu", "eu"), ("p.us", "us"), ("p.eu", "p"))
# What a verdict says that has nothing to judge, or gives up the search for an exact number.
_OF_NOTHING = ("the design has no", "takes more work than a check does")
SIZES = ("1MB", "1GB", "100GB", "10TB", "1PB")


class Pair(NamedTuple):
    """Two claims: whenever the first holds, the second holds."""

    strong: str
    weak: str


def pairs(
    data: tuple[str, ...],
    flows: tuple[str, ...],
    components: tuple[str, ...],
    *,
    has_places: bool = False,
) -> list[Pair]:
    """All pairs of related claims about some data items, flows and components, and the places of the designs that
    draw from the whole schema."""
    found = [pair for item in data for pair in _about_data(item)]
    found += [pair for item in data for pair in _about_places(item)] if has_places else []
    found += [pair for flow in flows for pair in _about_flow(flow)]
    found += [pair for one in components for pair in _about_component(one)]
    everything = [*data, *flows, *components]
    found += [
        Pair("encryption in_transit of everything", f"encryption in_transit of {one}")
        for one in everything
    ]
    found += [
        Pair("encryption at_rest of everything", f"encryption at_rest of {one}")
        for one in (*data, *components)
    ]
    return found


def _about_data(item: str) -> Iterator[Pair]:
    for strong, weaker in IMPLIES.items():
        for weak in weaker:
            yield from _both(
                f"consistency of {item} >= {strong}", f"consistency of {item} >= {weak}"
            )
    for model in IMPLIES:
        claim = f"consistency of {item} >= {model}"
        yield Pair(claim, claim + BETWEEN)
    ladder = [f"staleness of {item} <= {age}" for age in AGES]
    for strong, weak in pairwise(ladder):
        yield from _both(strong, weak)
    for claim in ladder:
        yield Pair(claim, claim + BETWEEN)
    yield from _both(f"consistency of {item} >= linearizable", f"staleness of {item} <= 0s")
    # What is never stale has a client's own write. Of failovers that are not declared, a staleness assumes that they
    # do no harm, and a promise to a client does not.
    yield Pair(
        f"staleness of {item} <= 0s{BETWEEN}", f"consistency of {item} >= read_your_writes{BETWEEN}"
    )
    yield from _both(ladder[-1], f"consistency of {item} >= bounded_staleness")
    yield from _ladder(f"rpo of {item} <= {{}}", AGES)
    yield from _ladder(f"rto of {item} <= {{}}", AGES)
    yield from _ladder(f"durability of {item} >= {{}}", SHARES)
    yield from _ladder(f"storage of {item} <= {{}}", SIZES)


def _about_places(item: str) -> Iterator[Pair]:
    for narrow, wide in PLACES:
        yield Pair(f"residency of {item} in {narrow}", f"residency of {item} in {wide}")


def _both(strong: str, weak: str) -> Iterator[Pair]:
    yield Pair(strong, weak)
    yield Pair(strong + BETWEEN, weak + BETWEEN)


def _ladder(claim: str, targets: tuple[str, ...]) -> Iterator[Pair]:
    """A harder target that is met implies an easier one."""
    for hard, easy in pairwise(targets):
        yield Pair(claim.format(hard), claim.format(easy))


def _about_flow(flow: str) -> Iterator[Pair]:
    yield from _ladder(f"latency p99 of {flow} <= {{}}", AGES)
    for high, low in (("p99.9", "p99"), ("p99", "p50")):
        for time in AGES:
            yield Pair(f"latency {high} of {flow} <= {time}", f"latency {low} of {flow} <= {time}")
    yield from _of_any(flow)


def _about_component(name: str) -> Iterator[Pair]:
    yield from _of_any(name)
    yield from _ladder(f"rpo of {name} <= {{}}", AGES)
    yield from _ladder(f"durability of {name} >= {{}}", SHARES)
    yield from _ladder(f"storage of {name} <= {{}}", SIZES)


def _of_any(name: str) -> Iterator[Pair]:
    yield from _ladder(f"availability of {name} >= {{}}", SHARES)
    yield from _ladder(f"headroom of {name} >= {{}}", ROOM)
    yield from _ladder(f"throughput of {name} >= {{}}", RATES)
    yield from _ladder(f"rto of {name} <= {{}}", AGES)
    for share in ROOM:
        claim = f"headroom of {name} >= {share}"
        yield Pair(f"{claim} at 2x", claim)


def claims_of(related: list[Pair]) -> tuple[str, ...]:
    """Each claim of some pairs once."""
    return tuple(dict.fromkeys(claim for pair in related for claim in pair))


def broken_pairs(found: Judged, related: list[Pair]) -> Iterator[str]:
    """The pairs of which the stronger claim has the better verdict."""
    for strong, weak in related:
        one, other = found.get(strong), found.get(weak)
        if one is None or other is None or any(text in other.reason for text in _OF_NOTHING):
            continue
        if _gravity(one) < _gravity(other):
            why = f"{other.value}; {other.reason}"
            yield f"{strong}: {one.word} ({one.value}), but {weak}: {other.word} ({why})"


def _gravity(judgement: Judgement) -> int:
    """How bad a verdict is; an estimate counts as undecided, for one that the bounds exclude says nothing."""
    is_likely = judgement.basis is Basis.ESTIMATE
    return GRAVITY.index("undecided" if is_likely else judgement.word)
