"""Whether reads get the consistency that is asked for, and what would give it to them."""

from __future__ import annotations

from designlint.facts.consistency import delivered, reads_of
from designlint.facts.facts import Facts
from designlint.facts.hop import RECENCY, STRONGEST, Hop, hop_lines
from designlint.facts.interleavings import interleaving
from designlint.facts.judgement import Judgement, Status
from designlint.facts.lattice import anomaly, give, implies
from designlint.facts.measure import Missing, step
from designlint.model import Claim, Known
from designlint.quantity import Dimension, show_value
from designlint.schema.kinds import CACHES, STORES
from designlint.schema.store import DELIVERS, DELIVERS_STRONG, ISOLATION, TOPOLOGY, WRITE_POLICY

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
        return Judgement(Status.VIOLATED, _shown(weak[0]), target, derivation=hop_lines(weak[0]))
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
        return hop
    recent = hop.gives("linearizable")
    timely = wanted in _IN_REAL_TIME
    if wanted == "strict_serializable" and hop.lacks("linearizable"):
        return hop
    component = facts.design.components[hop.component]
    level = component[ISOLATION] or component[DELIVERS]
    if component.kind in CACHES or level is None or level.value in RECENCY:
        missing: tuple[Missing, ...] = ()
        if component.kind in STORES:
            missing = (Missing(hop.component, "isolation", f"isolation {_isolation(wanted)}"),)
        return _unknown(hop, missing)
    delivers: tuple[str, ...] = (level.value,)
    if timely and implies(level.value, _IN_REAL_TIME[wanted]) and not implies(level.value, wanted):
        if not recent:
            return _unknown(hop, hop.missing)
        # What is read where it is written is in the order of real time too.
        delivers = (*delivers, wanted)
    why = (step(f"transactions of `{hop.component}` are {level.value}", level),)
    known = (*delivers, "linearizable") if recent else delivers
    steps = interleaving(anomaly(known, wanted), data, hop.component)
    return hop._replace(delivers=delivers, at_most=delivers, why=why, stale_by=steps, missing=())


def _unknown(hop: Hop, missing: tuple[Missing, ...]) -> Hop:
    return hop._replace(delivers=(), at_most=STRONGEST, why=(), stale_by=(), missing=missing)


def _isolation(wanted: str) -> str:
    return _IN_REAL_TIME.get(wanted, wanted)


def stronger(facts: Facts, hop: Hop, data: str, wanted: str) -> tuple[str, ...]:
    """The changes, as statements and where they belong, that would make a hop give what is asked."""
    component = facts.design.components[hop.component]
    path = component.path
    strong: Known[str] | None = component[DELIVERS_STRONG]
    able = strong is not None and implies(strong.value, wanted)
    if wanted not in RECENCY:
        level = _isolation(wanted)
        able = strong is None or implies(strong.value, level)
        return (f"in `{path}`: isolation {level}",) if able else ()
    if component.kind in CACHES:
        changes = [f"in `{data}`, if it never changes once it is there: immutable yes"]
        if give(("causal",), wanted) and component.value(WRITE_POLICY) != "write_behind":
            changes.append(f"in `{path}`: invalidation after_commit  # but for races")
        return tuple(changes)
    topology = component.value(TOPOLOGY)
    if topology == "leaderless":
        if implies("read_your_writes", wanted):
            return (f"in the topology of `{path}`: read quorum; write quorum",)
        return (f"in `{path}`: delivers {wanted}" if able else f"in `{path}`: topology consensus",)
    if topology in ("leader_follower", "consensus") and hop.step.role in ("follower", "any"):
        return (f"on the step to `{path}`: from leader",)
    if topology in ("leader_follower", "consensus") and not hop.staleness:
        return (
            f"in `{path}`: failover auto {{ promotes synchronous }}, and in its topology: sync 1",
        )
    if able:
        return (f"in `{path}`: delivers {wanted}",)
    if topology in ("leader_follower", "consensus"):
        return (f"on the step to `{path}`: from leader",)
    return ()


def _shown(hop: Hop) -> str:
    """What a hop gives, as the value of a verdict."""
    if "bounded_staleness" in hop.delivers and hop.staleness > 0.0:
        return f"up to {show_value(hop.staleness, Dimension.TIME)} old, by {hop.component}"
    return f"{' and '.join(hop.delivers)}, by {hop.component}"
