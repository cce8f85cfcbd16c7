"""What the product proves of a small design, held against what the oracle finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf, isfinite
from typing import NamedTuple

from designlint.analyses.judgement import Basis, Judgement, Status
from tests.oracle.claims import judged_in_order
from tests.oracle.designs import Design, World, percent
from tests.oracle.states import Oracle

# Targets this far below and above a number part it from rounding.
NEAR = 1e-9


class Bounds(NamedTuple):
    """What a metric of a subject may be, with what is assumed and without."""

    world: World
    metric: str
    proved: tuple[float, float]
    assumed: tuple[float, float]


class Probe(NamedTuple):
    """A claim, and what no verdict on it may say."""

    bounds: Bounds
    target: float

    def claim(self) -> str:
        world = self.bounds.world
        at = "" if world.is_scenario or world.factor == 1.0 else f" at {world.factor:g}x"
        return f"{self.bounds.metric} >= {percent(self.target)}{at}"


class Difference(NamedTuple):
    """How the product differs: `wrong` is a verdict that is refuted, `open` one that is not given."""

    sort: str
    probe: Probe
    judgement: Judgement

    def __str__(self) -> str:
        found = self.judgement
        return (
            f"{self.sort}: {self.probe.bounds.world}: {self.probe.claim()}: {found.status.value}"
            f" ({found.basis.name}, {found.value}; {found.reason}),"
            f" but it is {self.probe.bounds.proved}, assuming {self.probe.bounds.assumed}"
        )


def bounds(design: Design) -> Iterator[Bounds]:
    """Availability and headroom of each flow, headroom of each component, in each world."""
    for world in design.worlds:
        oracle = Oracle(design, world)
        proved, assumed = oracle.availability(), oracle.availability(assuming=True)
        for flow in design.flows:
            yield Bounds(
                world, f"availability of {flow.name}", proved[flow.name], assumed[flow.name]
            )
        taken, sure = oracle.headroom(assuming=True), oracle.headroom()
        for name in sure:
            yield Bounds(world, f"headroom of {name}", sure[name], taken[name])
        if not world.lost:
            for name, free in oracle.flow_headroom().items():
                yield Bounds(world, f"headroom of {name}", free, free)


def probes(found: Bounds) -> Iterator[Probe]:
    """Targets around the ends of all bounds, and between them."""
    ends = {*found.proved, *found.assumed}
    ends -= {inf, -inf}
    middle = {
        (low + high) / 2
        for low, high in (found.proved, found.assumed)
        if 4 * NEAR < high - low < inf
    }
    for value in sorted({v for end in ends for v in (end - NEAR, end + NEAR)} | middle):
        if 0.0 <= value < 1.0:
            yield Probe(found, value)


def differences(design: Design) -> Iterator[Difference]:
    """Each verdict that the oracle refutes, and each that it has and the product has not."""
    return held(design.text(), bounds(design))


def held(text: str, computed: Iterable[Bounds]) -> Iterator[Difference]:
    """The verdicts on a design, held against what its metrics may be."""
    by_world: dict[World, list[Probe]] = {}
    for found in computed:
        by_world.setdefault(found.world, []).extend(probes(found))
    for world, asked in by_world.items():
        statements = world.statements() if world.is_scenario else ()
        claims = [probe.claim() for probe in asked]
        for probe, judgement in zip(asked, judged_in_order(text, claims, statements), strict=True):
            sort = _sort(probe, judgement)
            if sort:
                yield Difference(sort, probe, judgement)


def _sort(probe: Probe, judgement: Judgement) -> str | None:
    target, basis, status = probe.target, judgement.basis, judgement.status
    low, high = probe.bounds.proved
    least, most = probe.bounds.assumed
    if basis is Basis.PROOF:
        if status is Status.MET and target > low + NEAR / 2:
            return "wrong met" if target > high else "unproved met"
        if status is Status.VIOLATED and target <= high:
            return "wrong violated" if target <= low else "unproved violated"
    elif status is Status.MET and target > most + NEAR / 2:
        return "wrong met on assumptions"
    exact = most - least < NEAR / 10 and isfinite(most)
    if status is Status.UNDECIDED and exact and (target <= least or target > most):
        return "open"
    return None
