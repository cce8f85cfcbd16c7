"""What is left of a guarantee where a queue or stream brings a copy its changes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.consistency.failed_over import Failures
from designlint.analyses.consistency.hop import Guarantee
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import message_losses
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.handed_on import forgets, hands_out_if, in_order_if
from designlint.analyses.measure import step
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component

# What a copy may still give that some changes never reach.
_GAPS = ("monotonic_reads", "writes_follow_reads")


def handed_on(
    facts: Facts, given: Guarantee, broker: Component, data: str, through: Failures
) -> Guarantee:
    """What a copy gives that would give this if each change came to it, in their order.

    What a broker loses never comes to the copy. Where nothing says that it loses nothing and keeps the order,
    that is an assumption.
    """
    path, forgetting = broker.path, forgets(broker)
    if forgetting is not None:
        text = f"`{path}` forgets a message when it hands it out"
        return never_arriving(given, (step(text, forgetting),), text)
    assumes = [*hands_out_if(broker)]
    if not facts[data_uses].never_changes(data):
        assumes += in_order_if(broker)
    if not through.is_between:
        taken = facts[message_losses][path]
        if taken.lost.low > 0.0:
            return never_arriving(given, taken.lines, f"`{path}` may lose messages")
        if taken.lost.high > 0.0:
            assumes.append(Line(f"a failover of `{path}` loses no message"))
    if not assumes:
        return given
    if through.spares:
        return given._replace(assumes=(*given.assumes, *assumes))
    unbounded = given.unbounded or f"a change may be lost, or overtaken, in `{path}`"
    return given._replace(delivers=(), staleness=math.inf, unbounded=unbounded)


def worked_on(
    given: Guarantee, seconds: float, unknown: Sequence[str], through: Failures
) -> Guarantee:
    """The same where consumers work on each change for so long, or for an unknown time, before the copy has it."""
    least = given.surely_stale + seconds
    given = given._replace(staleness=given.staleness + seconds, least=least)
    if not unknown:
        return given
    if through.spares:
        lines = [
            Line(f"`{path}` takes moments for a change: its `processing_time` is not declared")
            for path in unknown
        ]
        return given._replace(assumes=(*given.assumes, *lines))
    unbounded = given.unbounded or f"how long {listed(unknown)} works on a change is not declared"
    kept = [m for m in given.delivers if m != "bounded_staleness"]
    return given._replace(delivers=tuple(kept), staleness=math.inf, unbounded=unbounded)


def never_arriving(given: Guarantee, why: tuple[Line, ...], unbounded: str) -> Guarantee:
    """The same where some changes never come to the copy: nothing bounds how old it gets."""
    at_most = strongest(meet(given.at_most, _GAPS))
    return given._replace(
        delivers=(),
        at_most=at_most,
        staleness=math.inf,
        why=(*given.why, *why),
        missing=(),
        unbounded=unbounded,
        least=math.inf,
    )
