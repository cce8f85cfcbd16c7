"""Code lenses: the verdicts above each requirement, and a scenario that can be run."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.server.analysis import Analysis
from designlint.server.features.verdict_text import short, verdicts_by_place

RUN_SCENARIO = "designlint.runScenario"
EXPLAIN = "designlint.explainVerdict"


class Lens(NamedTuple):
    """Words above a declaration, and the command behind them for the element of a path."""

    span: Span
    title: str
    command: str
    path: str


def lenses(analysis: Analysis, file: str) -> Iterator[Lens]:
    """The lenses of a file, by the name of its source."""
    by_owner: dict[str, list[Verdict]] = {}
    for verdict in verdicts_by_place(analysis).values():
        by_owner.setdefault(verdict.owner.path, []).append(verdict)
    design = analysis.design
    for path, requirement in design.requirements.items():
        if path in by_owner and requirement.span.source.name == file:
            title = "; ".join([_title(one) for one in by_owner[path]])
            yield Lens(requirement.span, title, EXPLAIN, path)
    for path, scenario in design.scenarios.items():
        if scenario.span.source.name == file:
            yield Lens(scenario.span, "run scenario", RUN_SCENARIO, path)
            for one in by_owner.get(path, ()):
                yield Lens(scenario.span, _title(one), EXPLAIN, path)


def _title(verdict: Verdict) -> str:
    return short(verdict).partition(", margin")[0]
