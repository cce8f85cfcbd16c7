"""Whether reads get the consistency that is asked for, and what would give it to them."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.hop import RECENCY, STRONGEST, Hop, tells_recency
from designlint.analyses.consistency.interleavings import interleaving
from designlint.analyses.consistency.lattice import anomaly, implies, strongest
from designlint.analyses.consistency.reads import delivered, reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.measure import Missing, step
from designlint.diagnostic import Help, edit
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

# Models of transactions that hold in the order of real time, each with what it is without that.
_IN_REAL_TIME = {
    "strict_serializable": "serializable",
    "strong_snapshot_isolation": "snapshot_isolation",
    "strong_session_serializable": "serializable",
    "strong_session_snapshot_isolation": "snapshot_isolation",
}


def judge_consistency(facts: Facts, claim: Claim) -> Judgement:
    """Met when every hop that may answer gives what is asked; violated when one surely does not."""
    data = claim.subject.path if claim.subject else ""
    wanted = str(claim.target)
    target = f"{claim.operator} {wanted}"
    weak = weak_hops(facts, data, wanted)
    if weak:
        return Judgement(Status.VIOLATED, _shown(weak[0]), target, derivation=weak[0].lines)
    hops = tuple([_asked(facts, hop, data, wanted) for hop in facts[reads_of][data]])
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    unknown = [hop for hop in hops if not hop.gives(wanted)]
    if hops and not unknown:
        best = [model for model in delivered(hops) if implies(model, wanted)]
        return Judgement(Status.MET, best[0], target, derivation=lines)
    missing = tuple(dict.fromkeys(m for hop in unknown for m in hop.missing))
    reason = _why_unknown(unknown, wanted) if unknown else "no flow reads it"
    return Judgement(
        Status.UNDECIDED, "unknown", target, derivation=lines, missing=missing, reason=reason
    )


def _why_unknown(unknown: list[Hop], wanted: str) -> str:
    names = " and ".join(dict.fromkeys(f"`{hop.component}`" for hop in unknown))
    if all(hop.is_told for hop in unknown) and wanted in RECENCY:
        return f"a read from {names} may get less than {wanted}"
    return f"nothing tells what a read from {names} gets"


def weak_hops(facts: Facts, data: str, wanted: str) -> tuple[Hop, ...]:
    """The hops that may answer a read of a datum and surely give less than is asked for."""
    hops = [_asked(facts, hop, data, wanted) for hop in facts[reads_of][data]]
    return tuple([hop for hop in hops if hop.lacks(wanted)])


def _asked(facts: Facts, hop: Hop, data: str, wanted: str) -> Hop:
    """A hop with what it delivers of the kind that is asked for: recency, or isolation."""
    if wanted in RECENCY:
        steps = interleaving(anomaly(hop.delivers, wanted), data, hop.component)
        return hop._replace(stale_by=steps) if steps and hop.lacks(wanted) else hop
    recent = hop.gives("linearizable")
    timely = wanted in _IN_REAL_TIME
    if wanted == "strict_serializable" and hop.lacks("linearizable"):
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
        # What is read where it is written is in the order of real time too.
        delivers = (*delivers, wanted)
    if recent:
        delivers = strongest((*delivers, "linearizable"))
    why = (step(f"transactions of `{hop.component}` are {level.value}", level),)
    steps = interleaving(anomaly(delivers, wanted), data, hop.component)
    return hop._replace(delivers=delivers, at_most=delivers, why=why, stale_by=steps, missing=())


def _unknown(hop: Hop, missing: tuple[Missing, ...]) -> Hop:
    return hop._replace(delivers=(), at_most=STRONGEST, why=(), stale_by=(), missing=missing)


def _isolation(wanted: str) -> str:
    return _IN_REAL_TIME.get(wanted, wanted)


def stronger(facts: Facts, hop: Hop, data: str, wanted: str) -> tuple[Help, ...]:
    """The edits that would make a hop give what is asked."""
    component = facts.design.components[hop.component]
    path = component.path
    if hop.remedy is not None:
        return (hop.remedy,)
    if component.plays(Role.CACHE):
        changes = [
            edit("immutable yes", place=f"`{data}`", note="if it never changes once it is there")
        ]
        if implies("causal", wanted) and component.value(WRITE_POLICY) != "write_behind":
            changes.append(
                edit("invalidation after_commit", place=f"`{path}`", note="but for races")
            )
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
    is_said = delivers is not None and tells_recency(delivers.value)
    if (is_led or topology == "multi_leader") and implies("causal", wanted) and not is_said:
        yield edit(
            "session token", place=f"`{path}`", note="where clients bring what they have seen"
        )


def _shown(hop: Hop) -> str:
    """What a hop gives, as the value of a verdict."""
    if "bounded_staleness" in hop.delivers and hop.staleness > 0.0:
        return f"up to {show_value(hop.staleness, Dimension.TIME)} old, by {hop.component}"
    return f"{' and '.join(hop.delivers)}, by {hop.component}"
