"""`designlint whatif`: what changes when something is lost, grows or is set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.analyses.facts import Facts
from designlint.analyses.worlds import in_scenario
from designlint.check import understood
from designlint.console.changes import Changes, changes_between
from designlint.console.command import FINDINGS, FINE, Output, Terminal, UsageError
from designlint.console.inputs import Inputs, one_input
from designlint.console.misread import errors_of, with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.diagnostic import Diagnostic
from designlint.language.project import Project
from designlint.language.suggest import did_you_mean
from designlint.language.syntax.parse import parse
from designlint.render.changes import render, render_json
from designlint.source import Source

WORLD = "whatif-asked-on-the-command-line"
"""The name of the scenario that the arguments become."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `whatif`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    parser.add_argument(
        "--lose",
        action="append",
        default=[],
        metavar="NAME",
        help="a place or component that is lost",
    )
    parser.add_argument(
        "--load", action="append", default=[], metavar="10x", help="multiply the load"
    )
    parser.add_argument(
        "--scenario",
        metavar="NAME",
        help="a scenario of the design, in the place of other questions",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="COMPONENT.PROPERTY=VALUE",
        help="give a property another value",
    )
    add_terminal_or_json(parser, of="the comparison")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Compare a design with itself in the world that the arguments describe."""
    found, errors = _compare(one_input(arguments.path, arguments), arguments)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            text = render_json(found.others, found.flows)
        else:
            text = render(
                found.others, flows=found.flows, width=terminal.width, colour=terminal.colour
            )
    code = FINDINGS if found.fails else FINE
    return with_errors(Output(text, code), errors, terminal)


def _question(arguments: Namespace) -> Source:
    """The arguments as a scenario in the design language, so that they are read as one."""
    lines = [f"lose {name}" for name in arguments.lose]
    lines += [f"load {factor}" for factor in arguments.load]
    for setting in arguments.set:
        address, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"`{setting}` is not COMPONENT.PROPERTY=VALUE")
        lines.append(f"set {address} {value}")
    if not lines:
        raise UsageError("nothing to compare: use --lose, --load, --set or --scenario")
    return Source("command line", "\n".join([f"scenario {WORLD} {{", *lines, "}"]))


def _compare(inputs: Inputs, arguments: Namespace) -> tuple[Changes, tuple[Diagnostic, ...]]:
    """What changes in the world that is asked about, and the errors of the design's own text. Raises
    UsageError for a name that is not there."""
    project: Project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    before, after, errors = _worlds(inputs, project, arguments)
    with inputs.clock.stage("compare"):
        sources = [syntax.source for syntax in project.files]
        found = changes_between(before, after, inputs.registry, inputs.settings, sources)
    return found, errors


def _worlds(
    inputs: Inputs, project: Project, arguments: Namespace
) -> tuple[Facts, Facts, tuple[Diagnostic, ...]]:
    """The facts of both worlds, and the errors of the design's own text."""
    if arguments.scenario:
        if arguments.lose or arguments.load or arguments.set:
            raise UsageError("--scenario goes without --lose, --load and --set")
        _, resolution, before = understood(project, inputs.registry, inputs.clock)
        name = arguments.scenario
        if name not in before.design.scenarios:
            near = did_you_mean(name, before.design.scenarios)
            raise UsageError(f"no scenario is named `{name}`{near}")
    else:
        question, name = _question(arguments), WORLD
        asked = parse(question)
        whole = project._replace(files=(*project.files, asked))
        _, resolution, before = understood(whole, inputs.registry, inputs.clock)
        for diagnostic in (*asked.diagnostics, *resolution.diagnostics):
            if diagnostic.primary.span.source is question:
                raise UsageError(diagnostic.message)
    after = in_scenario(before, before.design.scenarios[name])
    return before, after, errors_of(project, resolution)
