"""What requirements ask of the latency of a flow."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.model import Claim
from designlint.quantities.quantity import Quantity

USUAL = 0.99
"""The percentile that is shown where no requirement names one."""


def strictest(facts: Facts, flow: str) -> Claim | None:
    """The requirement on a flow's latency at today's load that allows least."""
    asked = [
        claim
        for _, claim in facts.design.claims_on("latency")
        if claim.load == 1.0 and claim.about == flow and isinstance(claim.target, Quantity)
    ]
    return min(asked, key=_allowed, default=None)


def percentile_of(claim: Claim | None) -> float:
    """The percentile that a requirement on latency is about, 0 to 1."""
    return claim.aspect if claim is not None and isinstance(claim.aspect, float) else USUAL


def _allowed(claim: Claim) -> float:
    return claim.target.value if isinstance(claim.target, Quantity) else 0.0
