"""Whether reads get the consistency that is required, and which edits would give it to them."""

from __future__ import annotations

from designlint.analyses.consistency.hop import RECENCY, Hop
from designlint.analyses.consistency.lattice import implies, show_model
from designlint.analyses.consistency.reads import delivered, reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status
from designlint.model import Claim
from designlint.quantity import Dimension, show_value


def judge_consistency(facts: Facts, claim: Claim) -> Judgement:
    """Met when every hop that may answer gives the model; violated when one surely does not."""
    data = claim.subject.path if claim.subject else ""
    wanted = str(claim.target)
    target = f"{claim.operator} {wanted}"
    reads = facts[reads_of][data]
    weak = reads.weak(wanted)
    if weak:
        return Judgement(Status.VIOLATED, _shown(weak[0]), target, derivation=weak[0].lines)
    hops = reads.for_model(wanted)
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    unknown = [hop for hop in hops if not hop.gives(wanted)]
    if hops and not unknown:
        best = [model for model in delivered(hops) if implies(model, wanted)]
        return Judgement(Status.MET, best[0], target, derivation=lines)
    missing = tuple(dict.fromkeys(m for hop in unknown for m in hop.missing))
    reason = _why_unknown(unknown, wanted) if unknown else f"no flow reads `{data}`"
    return Judgement(
        Status.UNDECIDED, "unknown", target, derivation=lines, missing=missing, reason=reason
    )


def _why_unknown(unknown: list[Hop], wanted: str) -> str:
    names = " and ".join(dict.fromkeys(f"`{hop.component}`" for hop in unknown))
    if all(hop.is_known for hop in unknown) and wanted in RECENCY:
        return f"a read from {names} may lack {show_model(wanted)}"
    return f"the consistency of reads from {names} is not declared"


def _shown(hop: Hop) -> str:
    """What a hop gives, as the value of a verdict."""
    if "bounded_staleness" in hop.delivers and hop.staleness > 0.0:
        return f"up to {show_value(hop.staleness, Dimension.TIME)} stale, by {hop.component}"
    return f"{' and '.join(hop.delivers)}, by {hop.component}"
