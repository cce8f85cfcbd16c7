"""Whether reads get the consistency that is asked for, and what would give it to them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.facts.consistency import Hop, hop_lines, line, reads_of
from designlint.facts.facts import Facts
from designlint.facts.graph import flow_graphs
from designlint.facts.judgement import Judgement, Status
from designlint.facts.lattice import implied_by, implies
from designlint.facts.measure import Exactness, Interval, Measure, Missing
from designlint.model import Claim, Known
from designlint.quantity import Dimension, show_value
from designlint.schema.kinds import CACHES, STORES
from designlint.schema.store import DELIVERS, DELIVERS_STRONG, ISOLATION, TOPOLOGY
from designlint.solvers.graph import reachable, strongly_connected

# What the place and time of a read decide; the other models are about transactions.
SINGLE_READ = implied_by("linearizable")


def judge_consistency(facts: Facts, claim: Claim) -> Judgement:
    """Met when every hop that may answer gives what is asked; violated when one surely does not."""
    data = claim.subject.path if claim.subject else ""
    wanted = str(claim.target)
    target = f"{claim.operator} {wanted}"
    weak = weak_hops(facts, data, wanted)
    if weak:
        value = _delivered(weak[0])
        return Judgement(Status.VIOLATED, value, target, derivation=hop_lines(weak[0]))
    hops = [_asked(facts, hop, wanted) for hop in facts[reads_of][data]]
    lines = tuple(dict.fromkeys(line for hop in hops for line in hop.why))
    unknown = [hop for hop in hops if hop.delivers is None]
    if hops and not unknown:
        return Judgement(Status.MET, wanted, target, derivation=lines)
    missing = tuple(dict.fromkeys(m for hop in unknown for m in hop.missing))
    reason = "no flow reads it"
    if unknown:
        names = " and ".join(dict.fromkeys(f"`{hop.component}`" for hop in unknown))
        reason = f"nothing tells what a read from {names} gets"
    return Judgement(
        Status.UNDECIDED, "unknown", target, derivation=lines, missing=missing, reason=reason
    )


def weak_hops(facts: Facts, data: str, wanted: str) -> tuple[Hop, ...]:
    """The hops that may answer a read of a datum and surely give less than is asked for."""
    hops = [_asked(facts, hop, wanted) for hop in facts[reads_of][data]]
    return tuple([h for h in hops if h.delivers is not None and not implies(h.delivers, wanted)])


def _asked(facts: Facts, hop: Hop, wanted: str) -> Hop:
    """A hop with what it delivers of the kind that is asked for: recency, or isolation."""
    if wanted in SINGLE_READ:
        # A bound that nobody states is not the same as no bound.
        unsaid = wanted == "bounded_staleness" and hop.missing
        return hop._replace(delivers=None) if unsaid else hop
    recent = hop.delivers is not None and implies(hop.delivers, "linearizable")
    if wanted == "strict_serializable" and hop.delivers is not None and not recent:
        return hop
    component = facts.design.components[hop.component]
    level = component[ISOLATION] or component[DELIVERS]
    if level is None or level.value in SINGLE_READ:
        missing: tuple[Missing, ...] = ()
        if component.kind in STORES:
            missing = (Missing(hop.component, "isolation", "isolation serializable"),)
        return hop._replace(delivers=None, why=(), stale_by=(), missing=missing)
    delivers = level.value
    if recent and delivers == "serializable":
        delivers = "strict_serializable"
    why = (line(f"transactions of `{hop.component}` are {level.value}", level),)
    return hop._replace(delivers=delivers, why=why, stale_by=(), missing=())


def stronger(facts: Facts, hop: Hop, data: str, wanted: str) -> tuple[str, ...]:
    """The changes, as statements and where they belong, that would make a hop give what is asked."""
    component = facts.design.components[hop.component]
    if wanted not in SINGLE_READ:
        known: Known[str] | None = component[DELIVERS_STRONG]
        able = known is not None and implies(known.value, wanted)
        level = "serializable" if wanted == "strict_serializable" else wanted
        return (f"in `{hop.component}`: isolation {level}",) if able or known is None else ()
    if component.kind in CACHES:
        return (
            f"in `{data}`, if it never changes once it is there: immutable yes",
            f"in `{hop.component}`: invalidation after_commit",
        )
    topology = component.value(TOPOLOGY)
    if topology == "leaderless":
        if implies("read_your_writes", wanted):
            return (f"in the topology of `{hop.component}`: read quorum; write quorum",)
        return (f"in `{hop.component}`: topology consensus",)
    if topology in ("leader_follower", "consensus"):
        return (f"on the step to `{hop.component}`: from leader",)
    return ()


def _delivered(hop: Hop) -> str:
    if hop.delivers == "bounded_staleness":
        return f"up to {show_value(hop.staleness, Dimension.TIME)} old, by {hop.component}"
    return f"{hop.delivers}, by {hop.component}"


def staleness(facts: Facts, data: str) -> Measure:
    """How old a read of a datum can be, in seconds."""
    hops = facts[reads_of][data]
    known = [hop for hop in hops if hop.delivers is not None]
    ages = _ages(facts, hops)
    low = max((age.low for age in ages), default=0.0)
    high = max((age.high for age in ages), default=math.inf)
    missing = tuple(dict.fromkeys(m for hop in hops for m in hop.missing))
    lines = tuple([line for hop in known for line in hop.why])
    exactness = Exactness.EXACT if low == high else Exactness.BOUND
    return Measure(Interval(low, high), exactness, lines, missing)


def _ages(facts: Facts, hops: Sequence[Hop]) -> list[Interval]:
    """How old an answer of each hop can be: a copy is as old as what it was made of, and kept for a
    while. Of copies in a circle, each may have come through all the others."""
    own = [_own_age(hop) for hop in hops]
    filled = {n: _filled_from(facts, hop, hops) for n, hop in enumerate(hops) if own[n].low}
    ages = list(own)
    for block in strongly_connected({n: filled.get(n, []) for n in range(len(hops))}):
        sources = {m for n in block for m in filled.get(n, ())}.difference(block)
        low = max((ages[m].low for m in sources), default=0.0)
        high = max((ages[m].high for m in sources), default=0.0)
        kept = sum(own[n].high for n in block)
        for n in block:
            ages[n] = Interval(own[n].low + low, kept + high)
    return ages


def _own_age(hop: Hop) -> Interval:
    certain = hop.delivers is not None and hop.stale_by and hop.staleness < math.inf
    return Interval(hop.staleness if certain else 0.0, hop.staleness)


def _filled_from(facts: Facts, cache: Hop, hops: Sequence[Hop]) -> list[int]:
    """The numbers of the hops of the same flow that answer what a cache misses."""
    if facts.design.components[cache.component].kind not in CACHES:
        return []
    graph = facts[flow_graphs][cache.flow]
    missed = [
        step
        for step in graph.flow.steps
        if step.on_miss_of is not None and step.on_miss_of.path == cache.component
    ]
    calls = {caller: [s.callee.path for s in steps] for caller, steps in graph.by_caller.items()}
    reached = reachable(calls, [cache.component, *(step.callee.path for step in missed)])
    return [
        number
        for number, hop in enumerate(hops)
        if hop.flow == cache.flow
        and hop.component != cache.component
        and (hop.step in missed or hop.step.caller.path in reached)
    ]
