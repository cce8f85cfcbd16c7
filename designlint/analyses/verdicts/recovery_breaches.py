"""Requirements on recovery that one cause breaks."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.recovery.failover_loss import FailoverLoss, is_sole_cause
from designlint.analyses.verdicts.verdicts import verdicts_about


def broken_by_failover(facts: Facts, loss: FailoverLoss) -> tuple[str, ...]:
    """The paths of the requirements on a recovery point that are violated by what a failover loses."""
    broken = [
        verdict.owner.path
        for verdict in verdicts_about(facts, "rpo")
        if verdict.is_refuted and is_sole_cause(facts, loss, verdict.claim)
    ]
    return tuple(dict.fromkeys(broken))
