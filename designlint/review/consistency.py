"""The requirements on the reads of each data item, and what each read delivers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.reads import delivered, reads_of
from designlint.analyses.facts import Facts
from designlint.document import Claim, Consistency, Read
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.review.values import lines_of


def consistency(facts: Facts, claims: Mapping[str, tuple[Claim, ...]]) -> tuple[Consistency, ...]:
    """Each data item that is read or has a requirement."""
    asked: dict[str, list[Claim]] = {}
    for found in claims.values():
        for claim in found:
            if claim.metric in ("consistency", "staleness"):
                asked.setdefault(claim.subject, []).append(claim)
    made = []
    for path in facts.design.data:
        hops = facts[reads_of][path]
        if hops or path in asked:
            reads = tuple(dict.fromkeys(_read(hop) for hop in hops))
            models = delivered(hops) if hops else ()
            made.append(Consistency(path, tuple(asked.get(path, ())), models, reads))
    return tuple(made)


def _read(hop: Hop) -> Read:
    return Read(
        hop.flow,
        hop.component,
        hop.delivers,
        _staleness(hop),
        lines_of(hop.why),
        hop.interleaving,
    )


def _staleness(hop: Hop) -> str:
    if math.isfinite(hop.staleness):
        return show_value(hop.staleness, Dimension.TIME)
    return f"no bound: {hop.unbounded}" if hop.unbounded else "unknown"
