"""Why a verdict is what it is: in one sentence, line by line, and what to mend first."""

from __future__ import annotations

from designlint.diagnostic import Step
from designlint.facts.availability import Taken, taken_by
from designlint.facts.capacity import Capacity
from designlint.facts.consistency import reads_of
from designlint.facts.delivered import stronger
from designlint.facts.facts import Facts
from designlint.facts.headroom import carriers, rate_of
from designlint.facts.judgement import Judgement
from designlint.facts.measure import origin_text, shortened
from designlint.facts.placement import placements
from designlint.facts.verdicts import Verdict
from designlint.facts.worlds import at_load, in_scenario
from designlint.model import Claim, Scenario
from designlint.quantity import Quantity, show, show_availability, show_points
from designlint.schema.kinds import CACHES

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


def _taken_line(taken: Taken) -> Step:
    times = f"{taken.number} x " if taken.number > 1 else ""
    cost = f"costs {show_points(taken.saved)}"
    alone = "; alone it stops everything" if taken.alone and taken.number == 1 else ""
    text = f"{taken.path}: {times}{show_availability(taken.each)} {cost}{alone}"
    return Step(text, taken.known.span, origin_text(taken.known.origin))


def first_to_mend(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The change that helps a violated claim most, said so that it can be made.

    `world` is that of the verdict.
    """
    claim = verdict.claim
    subject = claim.subject.path if claim.subject else ""
    match claim.metric.name:
        case "availability":
            taken = taken_by(world, subject)
            return (_mend_taken(world, taken[0]),) if taken else ()
        case "headroom" | "throughput":
            return _mend_fullest(world, claim, subject)
        case "staleness" | "consistency":
            return _mend_oldest(world, claim, subject)
    return ()


def _mend_taken(world: Facts, taken: Taken) -> str:
    if taken.sort == "domain":
        return f"run in a second place what only `{taken.path}` has now"
    if taken.sort == "replica":
        count = world[placements][taken.path].count
        if taken.alone and count > 1:
            return f"give `{taken.path}` a spare replica, or automatic failover"
        return f"in `{taken.path}`: replicas {count + 1}"
    return f"have a second way beside `{taken.path}` (`or else NAME`), or make it `optional`"


def _mend_fullest(world: Facts, claim: Claim, subject: str) -> tuple[str, ...]:
    known = [(c, used.low) for c in carriers(world, subject) if (used := c.utilisation())]
    if not known or not isinstance(claim.target, Quantity):
        return ()
    fullest: Capacity = max(known, key=lambda part: part[1])[0]
    if claim.metric.name == "headroom":
        spare = 1.0 - claim.target.value
        factor = 1.0 / spare if spare > 0.0 else 0.0
    else:
        rate = rate_of(world, subject).low
        factor = claim.target.value / rate if rate else 0.0
    placement = fullest.placement
    kept = len(placement.replicas) / placement.count if placement.lost else 1.0
    count = fullest.replicas_for(factor, kept) if factor and kept else None
    if count is None or count <= max(fullest.most, placement.count):
        return ()
    return (f"in `{fullest.component.path}`: replicas {count}",)


def _mend_oldest(world: Facts, claim: Claim, subject: str) -> tuple[str, ...]:
    hops = [hop for hop in world[reads_of][subject] if hop.stale_by]
    if not hops:
        return ()
    oldest = max(hops, key=lambda hop: hop.staleness)
    component = world.design.components[oldest.component]
    if isinstance(claim.target, Quantity) and component.kind in CACHES and claim.target.value > 0:
        return (f"in `{oldest.component}`: ttl {show(claim.target)}",)
    wanted = "linearizable" if isinstance(claim.target, Quantity) else str(claim.target)
    return stronger(world, oldest, subject, wanted)
