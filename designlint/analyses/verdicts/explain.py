"""Why a verdict is what it is: in one sentence, and line by line."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.diagnostic import Step
from designlint.model import Claim
from designlint.quantity import Quantity, show


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
    return tuple(verdict.claim.metric.proof(world, verdict))


def derivation(world: Facts, verdict: Verdict) -> Sequence[Step]:
    """All numbers behind a verdict, as a tree. `world` is that of the verdict."""
    return verdict.claim.metric.derivation(world, verdict)
