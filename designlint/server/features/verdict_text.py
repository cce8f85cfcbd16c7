"""The verdicts of a design by the place of their claim, in the words of an editor's margin."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.base.source import Span
from designlint.server.analysis import Analysis


def verdicts_by_place(analysis: Analysis) -> Mapping[Span, Verdict]:
    """The verdict on each `require` and `expect`, by where the claim stands."""
    facts = analysis.facts
    return {one.claim.span: one for one in (*facts[verdicts], *facts[expectations])}


def short(verdict: Verdict) -> str:
    """``met 99.98%, margin +0.08 percentage points``."""
    judged = verdict.judgement
    value = "" if judged.value == "unknown" else f" {judged.value}"
    margin = f", margin {judged.margin}" if judged.margin else ""
    return f"{verdict.word}{value}{margin}"
