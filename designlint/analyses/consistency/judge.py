"""Whether reads get the consistency that is required, and which edits would give it to them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.consistency.failed_over import SURVIVES, Failures
from designlint.analyses.consistency.hop import RECENCY, STRONGEST, Hop, is_about_recency
from designlint.analyses.consistency.interleavings import interleaving
from designlint.analyses.consistency.lattice import anomaly, implies, show_model, strongest
from designlint.analyses.consistency.reads import READS, delivered
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.measure import Missing, step
from designlint.diagnostic import Help, edit
from designlint.diagnostic import Step as Line
from designlint.model import Claim, Component, Known
from designlint.quantity import Dimension, show_value
from designlint.schema.roles import Role
from designlint.schema.store import (
    DELIVERS,
    DELIVERS_STRONG,
    ISOLATION,
    READS_FROM,
    TOPOLOGY,
    WRITE_POLICY,
)

# Models of transactions that respect real time, each with the model that does not.
_IN_REAL_TIME = {
    "strict_serializable": "serializable",
    "strong_snapshot_isolation": "snapshot_isolation",
    "strong_session_serializable": "serializable",
    "strong_session_snapshot_isolation": "snapshot_isolation",
}
# How recent the reads of such a transaction are at least: by its own session's writes, or by all.
_RECENT_ENOUGH = {"strict_serializable": "linearizable"}


def judge_consistency(facts: Facts, claim: Claim) -> Judgement:
    """Met when every hop that may answer gives the model; violated when one surely does not."""
    data, wanted = claim.about, str(claim.target)
    target = f"{claim.operator} {wanted}"
    weak = weak_hops(facts, claim)
    if weak:
        return _violated(facts, claim, weak, target)
    hops = _hops(facts, claim, _through(claim))
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    unknown = [hop for hop in hops if not hop.gives(wanted)]
    if hops and not unknown:
        return _met(hops, wanted, target)
    if unknown and wanted in SURVIVES:
        spared = _hops(facts, claim, Failures.DECLARED)
        if all(hop.gives(wanted) for hop in spared):
            return _met(spared, wanted, target, _assumed(facts, unknown))
    missing = tuple(dict.fromkeys(m for hop in unknown for m in hop.missing))
    reason = _why_unknown(unknown, wanted) if unknown else f"no flow reads `{data}`"
    between = _holds_between(facts, claim)
    if unknown and between:
        reason = f"{reason}; {between}"
    return Judgement(
        Status.UNDECIDED, "unknown", target, derivation=lines, missing=missing, reason=reason
    )


def _violated(facts: Facts, claim: Claim, weak: tuple[Hop, ...], target: str) -> Judgement:
    first = weak[0]
    between = _holds_between(facts, claim)
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


def _assumed(facts: Facts, hops: list[Hop]) -> tuple[Line, ...]:
    """What keeps the failovers of some hops from doing harm."""
    paths = dict.fromkeys(hop.component for hop in hops)
    found = [line for path in paths for line in facts[failovers][path].assumptions(path)]
    return tuple(dict.fromkeys(found))


def _holds_between(facts: Facts, claim: Claim) -> str:
    """That a claim holds as long as no failover loses writes, and how much one may lose; empty where
    failovers are not what breaks it."""
    hops = _hops(facts, claim, Failures.BETWEEN)
    wanted = str(claim.target)
    if claim.between_failovers or not hops or not all(hop.gives(wanted) for hop in hops):
        return ""
    effects = [facts[failovers][path] for path in dict.fromkeys(hop.component for hop in hops)]
    most = max((effect.worst.lost.high for effect in effects), default=0.0)
    if not most:
        split = any(effect.split is not None for effect in effects)
        return "it holds between failovers; after one, two leaders may answer" if split else ""
    shown = f" {show_value(most, Dimension.TIME)} of" if math.isfinite(most) else " acknowledged"
    what = "failover" if any(effect.failover.lost.high for effect in effects) else "restart"
    return f"it holds between failovers; a {what} may lose{shown} writes"


def _through(claim: Claim) -> Failures:
    return Failures.BETWEEN if claim.between_failovers else Failures.ALL


def _hops(facts: Facts, claim: Claim, through: Failures) -> tuple[Hop, ...]:
    wanted = str(claim.target)
    hops = facts[READS[through]][claim.about]
    return tuple([_for_model(facts, hop, claim.about, wanted) for hop in hops])


def _why_unknown(unknown: list[Hop], wanted: str) -> str:
    names = " and ".join(dict.fromkeys(f"`{hop.component}`" for hop in unknown))
    if all(hop.is_known for hop in unknown) and wanted in RECENCY:
        return f"a read from {names} may lack {show_model(wanted)}"
    return f"the consistency of reads from {names} is not declared"


def weak_hops(facts: Facts, claim: Claim) -> tuple[Hop, ...]:
    """The hops that may answer a read of what a claim is about, and surely lack its model: by what is
    declared, not by what a failover may do besides."""
    through = Failures.BETWEEN if claim.between_failovers else Failures.DECLARED
    wanted = str(claim.target)
    return tuple([hop for hop in _hops(facts, claim, through) if hop.lacks(wanted)])


def _for_model(facts: Facts, hop: Hop, data: str, wanted: str) -> Hop:
    """A hop with the models it delivers of the wanted sort: recency, or isolation."""
    if wanted in RECENCY:
        steps = interleaving(anomaly(hop.delivers, wanted), data, hop.component)
        return hop._replace(interleaving=steps) if steps and hop.lacks(wanted) else hop
    recent = hop.gives("linearizable")
    timely = wanted in _IN_REAL_TIME
    if timely and hop.lacks(_RECENT_ENOUGH.get(wanted, "read_your_writes")):
        return hop
    component = facts.design.components[hop.component]
    level = component[ISOLATION] or component[DELIVERS]
    if component.plays(Role.CACHE) or level is None or level.value in RECENCY:
        missing: tuple[Missing, ...] = ()
        if component.plays(Role.STORE):
            missing = (Missing(hop.component, "isolation", f"isolation {_isolation(wanted)}"),)
        return _unknown(hop, missing)
    delivers: tuple[str, ...] = (level.value,)
    if timely and implies(level.value, _IN_REAL_TIME[wanted]) and not implies(level.value, wanted):
        if not recent:
            return _unknown(hop, hop.missing)
        # A read from the node that takes the writes respects real time too.
        delivers = (*delivers, wanted)
    if recent:
        delivers = strongest((*delivers, "linearizable"))
    why = (step(f"`{hop.component}` isolates transactions by {show_model(level.value)}", level),)
    steps = interleaving(anomaly(delivers, wanted), data, hop.component)
    return hop._replace(
        delivers=delivers, at_most=delivers, why=why, interleaving=steps, missing=()
    )


def _unknown(hop: Hop, missing: tuple[Missing, ...]) -> Hop:
    return hop._replace(delivers=(), at_most=STRONGEST, why=(), interleaving=(), missing=missing)


def _isolation(wanted: str) -> str:
    return _IN_REAL_TIME.get(wanted, wanted)


def between_failovers_help(facts: Facts, claim: Claim) -> tuple[Help, ...]:
    """The claim without failovers, where it holds between them."""
    if not _holds_between(facts, claim):
        return ()
    note = "if what a failover loses is accepted by `rpo`"
    return (edit(f"require {claim.text} between failovers", note=note),)


def consistency_help(facts: Facts, hop: Hop, data: str, wanted: str) -> tuple[Help, ...]:
    """The edits, or the advice, that would make a hop give a model."""
    component = facts.design.components[hop.component]
    path = component.path
    if hop.remedy is not None:
        return (hop.remedy,)
    if component.plays(Role.CACHE):
        changes = [edit("immutable yes", place=f"`{data}`", note="if it never changes")]
        if implies("causal", wanted) and component.value(WRITE_POLICY) != "write_behind":
            changes.append(edit("invalidation after_commit", place=f"`{path}`", note="races aside"))
        return tuple(changes)
    strong: Known[str] | None = component[DELIVERS_STRONG]
    if wanted not in RECENCY:
        level = _isolation(wanted)
        able = strong is None or implies(strong.value, level)
        return (edit(f"isolation {level}", place=f"`{path}`"),) if able else ()
    return tuple(_fresher(component, hop, wanted, strong))


def _fresher(
    component: Component, hop: Hop, wanted: str, strong: Known[str] | None
) -> Iterator[Help]:
    """What makes reads of a store more recent: another replica, quorum, session or setting."""
    path, topology = component.path, component.value(TOPOLOGY)
    delivers = component[DELIVERS]
    role = hop.step.role or component.value(READS_FROM)
    is_led = topology in ("leader_follower", "consensus")
    if is_led and role in ("follower", "any"):
        yield edit("from leader", place=f"the step to `{path}`")
    elif topology == "leaderless" and implies("read_your_writes", wanted):
        yield edit("read quorum; write quorum", place=f"the topology of `{path}`")
    elif strong is not None and implies(strong.value, wanted):
        yield edit(f"delivers {wanted}", place=f"`{path}`")
    elif topology == "leaderless":
        yield edit("topology consensus", place=f"`{path}`")
    is_declared = delivers is not None and is_about_recency(delivers.value)
    if (is_led or topology == "multi_leader") and implies("causal", wanted) and not is_declared:
        yield edit(
            "session token", place=f"`{path}`", note="if clients send back what they have read"
        )


def _shown(hop: Hop) -> str:
    """What a hop gives, as the value of a verdict."""
    if "bounded_staleness" in hop.delivers and hop.staleness > 0.0:
        return f"up to {show_value(hop.staleness, Dimension.TIME)} stale, by {hop.component}"
    return f"{' and '.join(hop.delivers) or 'no model'}, by {hop.component}"
