"""Why a verdict is what it is: in one sentence, line by line, and what to mend first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.diagnostic import Step
from designlint.facts.facts import Facts
from designlint.facts.measure import origin_text, shortened
from designlint.facts.reliability.availability import Taken, component_availability, taken_by
from designlint.facts.reliability.failure import Reading, failures
from designlint.facts.reliability.placement import placements
from designlint.facts.structure.graph import flow_graphs
from designlint.facts.verdicts.judgement import Judgement, Status, show_interval
from designlint.facts.verdicts.mend import Mended, mends
from designlint.facts.verdicts.verdicts import Verdict
from designlint.facts.worlds import at_load, in_scenario
from designlint.model import Claim, Scenario
from designlint.quantity import Dimension, Quantity, show, show_availability, show_points

# What takes less than this share of what the gravest takes explains nothing.
WORTH_TELLING = 0.01


def world_of(facts: Facts, verdict: Verdict) -> Facts:
    """The facts that a verdict rests on: of its scenario, at its load."""
    owner = verdict.owner
    world = in_scenario(facts, owner) if isinstance(owner, Scenario) else facts
    return at_load(world, verdict.claim.load)


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
        return tuple([_taken_line(t) for t in taken if t.saved >= least])
    return shortened(verdict.judgement.derivation)


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


def _taken_line(taken: Taken) -> Step:
    times = f"{taken.number} x " if taken.number > 1 else ""
    cost = f"costs {show_points(taken.saved)}"
    alone = "; alone it stops everything" if taken.alone and taken.number == 1 else ""
    text = f"{taken.path}: {times}{show_availability(taken.each)} {cost}{alone}"
    return Step(text, taken.known.span, origin_text(taken.known.origin))


def mending(facts: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The smallest change that meets a violated claim, said so that it can be made; where no change
    or pair of changes does, what they come to and what stands in the way."""
    search = facts[mends].get(verdict.claim.span)
    if search is None:
        return ()
    if search.edits and search.judgement is not None:
        *others, last = [edit.shown for edit in search.edits]
        return (*others, f"{last}  # then {_outcome(search.judgement)}")
    return tuple(_not_mended(world_of(facts, verdict), verdict, search))


def _outcome(judgement: Judgement) -> str:
    if judgement.status is Status.UNDECIDED:
        known = "" if judgement.value == "unknown" else f": {judgement.value}"
        return f"it hangs on what is missing{known}"
    return f"{judgement.value}, {judgement.margin}" if judgement.margin else judgement.value


def _not_mended(world: Facts, verdict: Verdict, search: Mended) -> Iterator[str]:
    if search.judgement is not None and search.tried > 1:
        yield (
            f"no change or pair of changes is enough: with all {search.tried} that were tried it is"
            f" {search.judgement.value}"
        )
    claim = verdict.claim
    if claim.metric.name == "availability" and claim.subject is not None:
        taken = taken_by(world, claim.subject.path)
        if taken:
            yield _mend_taken(world, taken[0])


def _mend_taken(world: Facts, taken: Taken) -> str:
    if taken.sort == "domain":
        return f"run in a second place what only `{taken.path}` has now"
    if taken.sort == "replica":
        count = world[placements][taken.path].count
        if taken.alone and count > 1:
            return f"give `{taken.path}` a spare replica, or automatic failover"
        return f"in `{taken.path}`: replicas {count + 1}"
    return f"have a second way beside `{taken.path}` (`or else NAME`), or make it `optional`"
