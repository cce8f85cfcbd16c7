"""A design beside itself in another world."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.worlds import in_scenario
from designlint.base.clock import Clock
from designlint.base.source import Source
from designlint.check import understood
from designlint.console.changes import changes_between
from designlint.console.command import UsageError
from designlint.console.misread import errors_of
from designlint.console.questions.comparison import Compared
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import Project
from designlint.language.suggest import did_you_mean
from designlint.language.syntax.parse import parse
from designlint.registry import Registry
from designlint.runs.setup import Setup


def compared(
    project: Project, setup: Setup, clock: Clock | None, scenario: str, text: str | None
) -> Compared:
    """What changes in a scenario of the design, or in that of a text in the design language. Raises
    UsageError for a name that is not there."""
    registry = setup.registry
    if text is None:
        before, errors = _as_it_is(project, registry, clock, scenario)
    else:
        before, errors = _asked(project, registry, clock, Source("command line", text))
    after = in_scenario(before, before.design.scenarios[scenario])
    with before.clock.stage("compare"):
        sources = [syntax.source for syntax in project.files]
        found = changes_between(before, after, registry, setup.settings, sources)
    return Compared(tuple(found.flows), tuple(found.others), found.fails, errors)


def _as_it_is(
    project: Project, registry: Registry, clock: Clock | None, scenario: str
) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """The facts of a design that has a scenario, and the errors of its text."""
    _, resolution, facts = understood(project, registry, clock)
    if scenario not in facts.design.scenarios:
        near = did_you_mean(scenario, facts.design.scenarios)
        raise UsageError(f"no scenario is named `{scenario}`{near}")
    return facts, errors_of(project, resolution)


def _asked(
    project: Project, registry: Registry, clock: Clock | None, question: Source
) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """The facts of a design with the scenario of a question, and the errors of the design's own text."""
    asked = parse(question)
    whole = project._replace(files=(*project.files, asked))
    _, resolution, facts = understood(whole, registry, clock)
    for diagnostic in (*asked.diagnostics, *resolution.diagnostics):
        if diagnostic.primary.span.source is question:
            raise UsageError(diagnostic.message)
    return facts, errors_of(project, resolution)
