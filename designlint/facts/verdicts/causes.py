"""Which violated requirements are told where they are broken, rather than where they are stated."""

from __future__ import annotations

from designlint.facts.facts import Facts
from designlint.facts.recovery.failovers import lossy_failovers
from designlint.facts.structure.sources import data_of
from designlint.facts.verdicts.verdicts import Verdict

_AT_THE_CAUSE = ("consistency", "residency", "encryption")


def is_told_at_its_cause(facts: Facts, verdict: Verdict) -> bool:
    """Whether a rule points at the step, copy, hop or failover that breaks a requirement."""
    if verdict.claim.metric.name in _AT_THE_CAUSE:
        return True
    if verdict.claim.metric.name != "rpo":
        return False
    subject = verdict.claim.subject.path if verdict.claim.subject is not None else ""
    return any(
        verdict.owner.path in lossy.requirements
        and subject in (lossy.component, *data_of(facts, lossy.component))
        for lossy in facts[lossy_failovers]
    )
