"""Why a verdict is what it is, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.verdicts.worlds import world_of
from designlint.diagnostic import Step


def proof(facts: Facts, verdict: Verdict) -> tuple[Step, ...]:
    """The lines that show a verdict, the gravest first; of many, the rest is counted."""
    return tuple(verdict.claim.metric.proof(world_of(facts, verdict), verdict))


def derivation(facts: Facts, verdict: Verdict) -> Sequence[Step]:
    """All numbers behind a verdict, as a tree."""
    return verdict.claim.metric.derivation(world_of(facts, verdict), verdict)
