"""`designlint whatif`: what changes when something is lost, grows or is set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.analyses.worlds import in_scenario
from designlint.check import understood
from designlint.console.changes import changes_between
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.inputs import Inputs, one_input
from designlint.console.misread import errors_of, with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.diagnostic import Diagnostic
from designlint.language.project import Project
from designlint.language.syntax.parse import parse
from designlint.render.changes import Change, render, render_json
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
    question = _question(arguments)
    changes, errors = _compare(one_input(arguments.path, arguments), question)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            text = render_json(changes)
        else:
            text = render(changes, width=terminal.width, colour=terminal.colour)
    return with_errors(Output(text, FINE), errors, terminal)


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
        raise UsageError("nothing to compare: use --lose, --load or --set")
    return Source("command line", "\n".join([f"scenario {WORLD} {{", *lines, "}"]))


def _compare(inputs: Inputs, question: Source) -> tuple[list[Change], tuple[Diagnostic, ...]]:
    """What changes, and the errors of the design's own text."""
    asked = parse(question)
    project: Project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    project = project._replace(files=(*project.files, asked))
    _, resolution, before = understood(project, inputs.registry, inputs.clock)
    for diagnostic in (*asked.diagnostics, *resolution.diagnostics):
        if diagnostic.primary.span.source is question:
            raise UsageError(diagnostic.message)
    after = in_scenario(before, before.design.scenarios[WORLD])
    with inputs.clock.stage("compare"):
        sources = [syntax.source for syntax in inputs.projects[0].files]
        changes = changes_between(before, after, inputs.registry, inputs.settings, sources)
    return changes, errors_of(inputs.projects[0], resolution)
