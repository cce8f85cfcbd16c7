"""Whether reads get the consistency that is required, and which edits would give it to them."""

from __future__ import annotations

from designlint.analyses.consistency.failed_over import SURVIVES
from designlint.analyses.consistency.hop import RECENCY, Hop
from designlint.analyses.consistency.lattice import implies, show_model
from designlint.analyses.consistency.reads import Reads, delivered, reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import as_it_comes, failovers
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Claim
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value

# What what is not declared may break, of a model that holds otherwise.
_SPARED = (*SURVIVES, "eventual")


def judge_consistency(facts: Facts, claim: Claim) -> Judgement:
    """Met when every hop that may answer gives the model; violated when one surely does not."""
    data, wanted = claim.about, str(claim.target)
    target = f"{claim.operator} {wanted}"
    reads = facts[reads_of][data].through(claim)
    weak = reads.weak(wanted)
    if weak:
        return _violated(facts, claim, weak, target)
    hops = reads.for_model(wanted)
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    unknown = [hop for hop in hops if not hop.gives(wanted)]
    if hops and not unknown:
        return _met(hops, wanted, target)
    spared = reads.by_default.for_model(wanted)
    lacking = [hop for hop in spared if hop.lacks(wanted)]
    if lacking:
        broken = _violated(facts, claim, tuple(lacking), target)
        assumed = tuple(dict.fromkeys(as_it_comes(hop.component) for hop in lacking))
        return broken._replace(assumptions=assumed, basis=Basis.ASSUMPTIONS)
    if unknown and wanted in _SPARED and all(hop.gives(wanted) for hop in spared):
        return _met(spared, wanted, target, _assumed(facts, reads, unknown, spared))
    missing = tuple(dict.fromkeys(m for hop in unknown for m in hop.missing))
    reason = _why_unknown(unknown, wanted) if unknown else f"no flow reads `{data}`"
    between = facts[reads_of][data].held_between(claim)
    if unknown and between:
        reason = f"{reason}; {between}"
    return Judgement(
        Status.UNDECIDED, "unknown", target, derivation=lines, missing=missing, reason=reason
    )


def _violated(facts: Facts, claim: Claim, weak: tuple[Hop, ...], target: str) -> Judgement:
    first = weak[0]
    between = facts[reads_of][claim.about].held_between(claim)
    lines = (Line(between), *first.lines) if between else first.lines
    return Judgement(Status.VIOLATED, _shown(first), target, derivation=lines, reason=between)


def _met(
    hops: tuple[Hop, ...], wanted: str, target: str, assumptions: tuple[Line, ...] = ()
) -> Judgement:
    best = [model for model in delivered(hops) if implies(model, wanted)]
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    basis = Basis.ASSUMPTIONS if assumptions else Basis.PROOF
    return Judgement(
        Status.MET, best[0], target, derivation=lines, assumptions=assumptions, basis=basis
    )


def _assumed(
    facts: Facts, reads: Reads, hops: list[Hop], spared: tuple[Hop, ...]
) -> tuple[Line, ...]:
    """What keeps the failovers of some hops, and the queues before them, from doing harm."""
    paths = dict.fromkeys(hop.component for hop in hops)
    sources = reads.sources_of(paths)
    found = [line for path in sources for line in facts[failovers][path].assumptions(path)]
    found += [line for hop in spared if hop.component in paths for line in hop.assumes]
    return tuple(dict.fromkeys(found))


def _why_unknown(unknown: list[Hop], wanted: str) -> str:
    copied = [hop.order.why[0].text for hop in unknown if hop.order.why and wanted not in RECENCY]
    if copied:
        return copied[0]
    names = " and ".join(dict.fromkeys(f"`{hop.component}`" for hop in unknown))
    if all(hop.is_known for hop in unknown) and wanted in RECENCY:
        return f"a read from {names} may lack {show_model(wanted)}"
    return f"the consistency of reads from {names} is not declared"


def _shown(hop: Hop) -> str:
    """What a hop gives, as the value of a verdict."""
    if "bounded_staleness" in hop.delivers and hop.staleness > 0.0:
        return f"up to {show_value(hop.staleness, Dimension.TIME)} stale, by {hop.component}"
    return f"{' and '.join(hop.delivers) or 'no model'}, by {hop.component}"
