"""What readers get after a store has lost its copies and is restored: claims that are met say so in their value."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.lattice import implies
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.recovery.loss_windows import windows
from designlint.base.wording import listed
from designlint.model import Claim
from designlint.quantities.quantity import Quantity
from designlint.schema.roles import Role

# What a client is promised of what it has written or read: a restore takes it back.
_BROKEN = ("read_your_writes", "monotonic_reads", "monotonic_writes", "writes_follow_reads")


def unless_restored(facts: Facts, claim: Claim, judged: Judgement) -> Judgement:
    """The verdict with the stores in its value whose restore would break it: no failover loses their writes, and
    the loss of their last copies does, which the recovery point is about."""
    if judged.status is not Status.MET or claim.between_failovers or facts.design.lost:
        return judged
    found = list(dict.fromkeys(_to_restore(facts, claim)))
    if not found:
        return judged
    have = "has" if len(found) == 1 else "have"
    value = f"{judged.value}, unless {listed(found)} {have} to be restored"
    return judged._replace(value=value)


def _to_restore(facts: Facts, claim: Claim) -> Iterator[str]:
    target = claim.target
    most = target.value if isinstance(target, Quantity) else 0.0
    if not isinstance(target, Quantity) and not any(implies(str(target), m) for m in _BROKEN):
        return
    for hop in facts[reads_of][claim.about]:
        if not facts.design.components[hop.component].plays(Role.STORE, Role.CONFIGURATION):
            continue
        lost = [w.lost for w in facts[windows][hop.component] if w.loss is not None]
        if any(one.low > 0.0 and one.high > most for one in lost):
            yield hop.component
