"""What a requirement or a scenario comes to, in the words of the commands `verify` and `whatif`."""

from __future__ import annotations

from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.worlds import in_scenario
from designlint.console.changes import changes_between
from designlint.render.changes import render
from designlint.server.analysis import Analysis
from designlint.server.features.verdict_text import short, verdicts_by_place

WIDTH = 100


def explained(analysis: Analysis, path: str) -> str:
    """The verdicts on a requirement or on the expectations of a scenario, a line for each."""
    return "\n".join([_line(one) for one in _verdicts(analysis, path)])


def run(analysis: Analysis, path: str) -> str:
    """The verdicts on the expectations of a scenario, and what changes in its world."""
    scenario = analysis.design.scenarios.get(path)
    if scenario is None:
        return ""
    before, setup = analysis.facts, analysis.setup
    sources = [syntax.source for syntax in analysis.project.files]
    after = in_scenario(before, scenario)
    found = changes_between(before, after, setup.registry, setup.settings, sources)
    expected = explained(analysis, path)
    changed = render(found.others, flows=found.flows, width=WIDTH, colour=False)
    return f"{expected}\n\n{changed}" if expected else changed


def _verdicts(analysis: Analysis, path: str) -> list[Verdict]:
    return [v for v in verdicts_by_place(analysis).values() if v.owner.path == path]


def _line(verdict: Verdict) -> str:
    return f"{verdict.owner.path}: {verdict.claim.text}: {short(verdict)}"
