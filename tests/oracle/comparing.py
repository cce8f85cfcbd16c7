"""What the product proves of a small design, held against what the oracle finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from tests.oracle.designs import Design, World, percent
from tests.oracle.states import Oracle
from tests.support.metrics import METRICS

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
    """Availability of each flow and headroom of each component, in each world."""
    for world in design.worlds:
        oracle = Oracle(design, world)
        proved, assumed = oracle.availability(), oracle.availability(assuming=True)
        for flow in design.flows:
            yield Bounds(
                world, f"availability of {flow.name}", proved[flow.name], assumed[flow.name]
            )
        for name, (sure, taken) in oracle.headroom().items():
            yield Bounds(world, f"headroom of {name}", sure, taken)


def probes(found: Bounds) -> Iterator[Probe]:
    """Targets around the ends of all bounds, and between them."""
    ends = {*found.proved, *found.assumed}
    middle = {sum(pair) / 2 for pair in (found.proved, found.assumed)}
    for value in sorted({v for end in ends for v in (end - NEAR, end + NEAR)} | middle):
        if 0.0 <= value < 1.0:
            yield Probe(found, value)


def judged(design: Design, asked: list[Probe]) -> list[Judgement]:
    """The verdicts on the claims of one design, in their order."""
    lines, order = [], []
    for index, world in enumerate(design.worlds):
        own = [n for n, probe in enumerate(asked) if probe.bounds.world == world]
        word = "expect" if world.is_scenario else "require"
        body = [*world.statements(), *(f"{word} {asked[n].claim()}" for n in own)]
        head = f'scenario X{index} "x"' if world.is_scenario else f'nonfunctional X{index} "x"'
        if own:
            lines.append(
                f"{head} {{\n  "
                + "\n  ".join(body if world.is_scenario else body[-len(own) :])
                + "\n}"
            )
            order += own
    facts = facts_of(design.text() + "\n".join(lines) + "\n")
    found = sorted([*facts[verdicts], *facts[expectations]], key=lambda v: int(v.owner.path[1:]))
    assert len(found) == len(order)
    return [
        v.judgement for _, v in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])
    ]


def facts_of(text: str) -> Facts:
    """The facts of a design that reads without a complaint."""
    project = load_text(text, "small.design")
    understood = resolve(project.files, METRICS)
    told = [d.message for d in (*project.diagnostics, *understood.diagnostics)]
    assert told == [], "\n".join([*told, text])
    return Facts(understood.design)


def differences(design: Design) -> Iterator[Difference]:
    """Each verdict that the oracle refutes, and each that it has and the product has not."""
    asked = [probe for found in bounds(design) for probe in probes(found)]
    for probe, judgement in zip(asked, judged(design, asked), strict=True):
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
    if status is Status.UNDECIDED and (target <= least or target > most):
        return "open"
    return None
