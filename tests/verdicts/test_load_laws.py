"""Availability under load lies between what collapse and what fair service leave of it.

Each random design is a chain of services; every state of their replicas is tried. An overloaded service
that collapses serves nothing, and one that is fair serves the first calls of the load, as many as it
carries: the real one does something between.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import NamedTuple

import pytest

from designlint.analyses.success.success import success
from tests.analyses.designs import facts_of

TINY = 1e-12


class Service(NamedTuple):
    replicas: int
    capacity: int
    up: float
    limit: int | None

    def text(self, name: str) -> str:
        limit = f"; rate_limit {self.limit} req/s" if self.limit else ""
        return (
            f"component {name} : service {{ replicas {self.replicas}; capacity {self.capacity} req/s"
            f"; availability {self.up * 100:g}%{limit} }}"
        )

    def served(self, load: float, up: int) -> tuple[float, float]:
        """The share of a load that so many replicas serve: where they collapse, and where they are fair.
        What a limit refuses is refused in any case."""
        let_in = min(load, self.limit) if self.limit else load
        carried = self.capacity * up
        fair = min(let_in, carried) / load
        return (let_in / load if carried >= let_in - 1e-9 else 0.0), fair


class Chain(NamedTuple):
    load: int
    services: tuple[Service, ...]

    def text(self) -> str:
        names = [f"s{number}" for number in range(len(self.services))]
        parts = [one.text(name) for one, name in zip(self.services, names, strict=True)]
        flow = f"flow f {{ rate {self.load} req/s peak; u -> {' -> '.join(names)} }}"
        return "\n".join(["actor u", *parts, flow, ""])

    def bounds(self) -> tuple[float, float]:
        """The share of runs that succeed, by trying every number of replicas that are up."""
        low = high = 0.0
        for counts in product(*(range(one.replicas + 1) for one in self.services)):
            chance = 1.0
            shares = []
            for one, up in zip(self.services, counts, strict=True):
                chance *= (
                    _binomial(one.replicas, up) * one.up**up * (1 - one.up) ** (one.replicas - up)
                )
                shares.append(one.served(self.load, up) if up else (0.0, 0.0))
            # What one refuses another may have refused already, or not.
            low += chance * max(0.0, 1.0 - sum(1.0 - least for least, _ in shares))
            high += chance * min(fair for _, fair in shares)
        return low, high


def _binomial(n: int, k: int) -> int:
    found = 1
    for i in range(k):
        found = found * (n - i) // (i + 1)
    return found


def chain(seed: int) -> Chain:
    chance = Random(seed)
    services = tuple(
        [
            Service(
                chance.randint(1, 4),
                chance.choice([10, 20, 35, 100]),
                chance.choice([0.5, 0.9, 0.99, 0.999]),
                chance.choice([None, None, None, 15, 40]),
            )
            for _ in range(chance.randint(1, 3))
        ]
    )
    return Chain(chance.choice([5, 19, 47, 90]), services)


def found(design: Chain) -> tuple[float, float]:
    value = facts_of(design.text())[success]["f"].value
    return value.low, value.high


def check(seed: int) -> None:
    """The bounds hold, and neither end falls by a replica more or rises by more load."""
    design = chain(seed)
    context = f"seed {seed}\n{design.text()}"
    low, high = found(design)
    least, most = design.bounds()
    assert low <= least + TINY, context
    assert high >= most - TINY, context
    for number, one in enumerate(design.services):
        services = list(design.services)
        services[number] = one._replace(replicas=one.replicas + 1)
        _, better = found(design._replace(services=tuple(services)))
        assert better >= high - TINY, f"a replica more of s{number}: {context}"
    if all(one.limit is None for one in design.services):
        worse, _ = found(design._replace(load=design.load * 2))
        assert worse <= low + TINY, f"twice the load: {context}"


@pytest.mark.parametrize("hundred", range(3))
def test_random_chains(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(5))
def test_many_random_chains(thousand: int) -> None:
    for seed in range(1000 * thousand + 1000, 1000 * thousand + 2000):
        check(seed)
