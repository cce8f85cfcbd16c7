"""Why a verdict is what it is: in one sentence, and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.diagnostic import Step
from designlint.facts.facts import Facts
from designlint.facts.measure import origin_text
from designlint.facts.reliability.availability import Taken, component_availability, taken_by
from designlint.facts.reliability.failure import Reading, failures
from designlint.facts.structure.graph import flow_graphs
from designlint.facts.verdicts.judgement import Judgement, show_interval
from designlint.facts.verdicts.verdicts import Verdict
from designlint.model import Claim
from designlint.quantity import Dimension, Quantity, show, show_availability, show_points

# What takes less than this share of what the gravest takes explains nothing.
WORTH_TELLING = 0.01


def shortfall(verdict: Verdict) -> str:
    """How a violated claim comes out: ``availability of `follow` is 99.87%, 0.12 points below the
    required 99.99%``."""
    claim, judgement = verdict.claim, verdict.judgement
    subject = f" of `{claim.subject.path}`" if claim.subject else ""
    aspect = f" {_aspect(claim)}" if claim.aspect is not None else ""
    load = f" at {claim.load:g}x the load" if claim.load != 1.0 else ""
    what = f"{claim.metric.name}{aspect}{subject}"
    if not isinstance(claim.target, Quantity):
        return f"{what}{load} is not {claim.target}: {judgement.value}"
    return f"{what}{load} is {judgement.value}, {_distance(claim, judgement)}"


def _aspect(claim: Claim) -> str:
    return f"p{claim.aspect * 100:g}" if isinstance(claim.aspect, float) else str(claim.aspect)


def _distance(claim: Claim, judgement: Judgement) -> str:
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    margin = judgement.margin.lstrip("+-")
    margin = "" if margin.startswith("0 ") else f"{margin} "
    if claim.operator in (">=", ">"):
        return f"{margin}below the required {target}".lstrip()
    return f"{margin}above the allowed {target}".lstrip()


def proof(world: Facts, verdict: Verdict) -> tuple[Step, ...]:
    """The lines that show a verdict, the gravest first; of many, the rest is counted.

    `world` is that of the verdict.
    """
    claim = verdict.claim
    if claim.metric.name == "availability" and claim.subject is not None:
        taken = taken_by(world, claim.subject.path)
        least = max([t.saved for t in taken], default=0.0) * WORTH_TELLING
        return tuple([taken_line(t) for t in taken if t.saved >= least])
    return tuple(verdict.judgement.derivation)


def derivation(world: Facts, verdict: Verdict) -> Sequence[Step]:
    """All numbers behind a verdict, as a tree: an availability by its components, each with what it
    rests on.

    `world` is that of the verdict.
    """
    claim = verdict.claim
    path = claim.subject.path if claim.subject is not None else ""
    if claim.metric.name != "availability" or path not in world.design.flows:
        return verdict.judgement.derivation
    return tuple(_by_component(world, path))


def _by_component(world: Facts, flow: str) -> Iterator[Step]:
    trees = world[failures](Reading.KIND)
    graph = world[flow_graphs][flow]
    needed = {step.callee.path for step in graph.flow.steps if trees.is_needed(step, graph)}
    for node in graph.nodes:
        component = world.design.components.get(node)
        if component is None:
            continue
        measure = world[component_availability][node]
        shown = show_interval(measure.value, Quantity(1.0, Dimension.SHARE))
        spare = "" if node in needed or node in graph.entries else "; the flow goes on without it"
        yield Step(f"{node}: {shown}{spare}", component.span)
        yield from (step._replace(depth=1) for step in measure.derivation)


def taken_line(taken: Taken) -> Step:
    """What something takes of an availability: ``bank: 99% costs 1 points``."""
    times = f"{taken.number} x " if taken.number > 1 else ""
    cost = f"costs {show_points(taken.saved)}"
    alone = "; alone it stops everything" if taken.alone and taken.number == 1 else ""
    text = f"{taken.path}: {times}{show_availability(taken.each)} {cost}{alone}"
    return Step(text, taken.known.span, origin_text(taken.known.origin))
