"""What one session gets that may read from several sources: going from one to another, it may go back in time."""

from __future__ import annotations

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import implies, meet, strongest
from designlint.analyses.facts import Facts
from designlint.analyses.measure import Missing
from designlint.schema.roles import Role


def one_session(facts: Facts, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops as one session meets them that may read from each: going from one source to another, it
    may go back in time, unless all answer with the latest value, or by the same token."""
    sources = {(hop.component, hop.step.role) for hop in hops}
    latest = all(hop.gives("linearizable") for hop in hops)
    tokens = len({hop.component for hop in hops}) == 1 and all(hop.gives("causal") for hop in hops)
    if len(sources) < 2 or latest or tokens:
        return hops
    return tuple([_without_monotonic_reads(facts, hop) for hop in hops])


def _without_monotonic_reads(facts: Facts, hop: Hop) -> Hop:
    if not hop.gives("monotonic_reads"):
        return hop
    kept = [m for m in meet(hop.delivers) if not implies(m, "monotonic_reads")]
    # What answers near users has no sessions to pin.
    if facts.design.components[hop.component].plays(Role.EDGE):
        return hop._replace(delivers=strongest(kept))
    missing = Missing(hop.component, "session guarantee", "session token")
    return hop._replace(delivers=strongest(kept), missing=(*hop.missing, missing))
