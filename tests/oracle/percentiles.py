"""What the product proves of the latency of a flow, held against what its requests take."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from math import ceil, inf, isinf, sqrt
from typing import NamedTuple

from designlint.analyses.judgement import Basis, Judgement, Status
from tests.oracle.claims import judged_in_order
from tests.oracle.visits import Request, World, taken

SAMPLES = 1000
# Shares and turns move some samples over a percentile: this many, and more where chance decides.
MOVED, DEVIATIONS = 5, 5.0
PERCENTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
WORLDS = 8
CLOSE = 1e-6
HUGE = 1e9


class Seen(NamedTuple):
    """The least and the most that a percentile is in the worlds, by what they take for granted."""

    least: float
    most: float
    most_trusting: float


class Refuted(NamedTuple):
    """A proved verdict that one of the worlds refutes."""

    claim: str
    judgement: Judgement
    seen: Seen

    def __str__(self) -> str:
        found = self.judgement
        return (
            f"{self.claim}: {found.status.value} ({found.basis.name}, {found.value}, {found.reason})"
            f" but {self.seen}"
        )


def worlds(seed: int) -> Iterator[World]:
    """The extreme worlds, and some others."""
    chance = random.Random(seed)
    every = [
        World(shape, dependence, route, trusting, chance)
        for shape, dependence, route, trusting in product(
            ("least", "most", "lognormal"),
            ("together", "opposite", "in turn", "independent"),
            ("near", "far", "mixed"),
            (True, True, False),
        )
    ]
    yield World("least", "together", "near", True, chance)
    yield World("most", "in turn", "far", True, chance)
    yield from chance.sample(every, WORLDS)


def _off(level: float, world: World, request: Request) -> float:
    """By how much the share of the samples below a percentile may be off."""
    by_chance = request.tries_again() and world.dependence != "together"
    if world.dependence != "independent" and not by_chance:
        return MOVED / SAMPLES
    return MOVED / SAMPLES + DEVIATIONS * sqrt(level * (1.0 - level) / SAMPLES)


def seen(request: Request, seed: int) -> dict[str, Seen]:
    """Each percentile over all worlds, less and more than it surely is."""
    found = {name: [inf, 0.0, 0.0] for name in PERCENTILES}
    for world in worlds(seed):
        times = sorted(taken(request, world, (n + 0.5) / SAMPLES) for n in range(SAMPLES))
        for name, level in PERCENTILES.items():
            off = _off(level, world, request)
            low = times[max(0, int(SAMPLES * (level - off)) - 1)]
            over = ceil(SAMPLES * (level + off))
            high = times[over] if over < SAMPLES else inf
            ends = found[name]
            ends[0] = min(ends[0], high)
            ends[1] = max(ends[1], low)
            if world.trusting:
                ends[2] = max(ends[2], low)
    return {name: Seen(*ends) for name, ends in found.items()}


def refuted(request: Request, seed: int) -> Iterator[Refuted]:
    """Targets that some world just misses are not met, and those that some world keeps not violated."""
    asked: list[tuple[str, str, Seen]] = []
    for name, ends in seen(request, seed).items():
        for kind, value in (
            ("met", ends.most * (1.0 - CLOSE)),
            ("assumed", ends.most_trusting * (1.0 - CLOSE)),
            ("violated", ends.least * (1.0 + CLOSE)),
        ):
            target = HUGE if isinf(value) and kind != "violated" else value
            if 0.001 < target <= HUGE:
                asked.append((kind, f"latency {name} of f <= {target:.6f}ms", ends))
    found = judged_in_order(request.text(), [claim for _, claim, _ in asked])
    for (kind, claim, ends), judgement in zip(asked, found, strict=True):
        if _is_refuted(kind, judgement):
            yield Refuted(claim, judgement, ends)


def _is_refuted(kind: str, judgement: Judgement) -> bool:
    status, basis = judgement.status, judgement.basis
    if kind == "violated":
        return status is Status.VIOLATED and basis is Basis.PROOF
    bases = (Basis.PROOF,) if kind == "met" else (Basis.PROOF, Basis.ASSUMPTIONS)
    return status is Status.MET and basis in bases
