"""Claims with their verdicts, as a review shows them."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.measure import Missing
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.document import Claim
from designlint.review.values import lines_of
from designlint.verdict_words import remedy


def claims(facts: Facts) -> dict[str, tuple[Claim, ...]]:
    """The claims of each requirement and scenario, by its path, in the order of the design."""
    return _by_owner(facts, (*facts[verdicts], *facts[expectations]))


def _by_owner(facts: Facts, found: Iterable[Verdict]) -> dict[str, tuple[Claim, ...]]:
    table: dict[str, tuple[Claim, ...]] = {}
    for verdict in found:
        path = verdict.owner.path
        table[path] = (*table.get(path, ()), _claim(facts, verdict))
    return table


def _claim(facts: Facts, verdict: Verdict) -> Claim:
    claim, judged = verdict.claim, verdict.judgement
    violated = verdict.status is Status.VIOLATED
    return Claim(
        verdict.owner.path,
        claim.text,
        claim.metric.name,
        claim.subject.path if claim.subject is not None else "",
        judged.status.value,
        judged.value,
        judged.target,
        judged.margin,
        judged.reason,
        lines_of(verdict.derivation(facts)),
        tuple([missing_text(one) for one in judged.missing]),
        lines_of(judged.assumptions),
        remedy(facts, verdict) if violated else (),
    )


def missing_text(missing: Missing) -> str:
    """A missing fact and how it is stated: ``latency of `store`: `latency p99 10ms` ``."""
    of = f" of `{missing.element}`" if missing.element else ""
    return f"{missing.what}{of}: `{missing.example}`"


def worst(found: Iterable[Claim]) -> str:
    """The worst status of claims; empty where there are none."""
    worst_last = ("met", "undecided", "violated")
    return max([claim.status for claim in found], key=worst_last.index, default="")
