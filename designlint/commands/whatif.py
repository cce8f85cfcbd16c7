"""`designlint whatif`: what changes when something is lost, grows or is set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.caching import CACHE_LIMIT, add_cache_arguments
from designlint.console.command import FINDINGS, FINE, Output, Terminal, UsageError
from designlint.console.misread import with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.console.questions.asking import answer_of
from designlint.console.questions.comparison import Comparison
from designlint.render.changes import render, render_json

WORLD = "whatif-asked-on-the-command-line"
"""The name of the scenario that the arguments become."""
LIMITS = (CACHE_LIMIT,)
"""Options that apply only in some runs."""


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
        metavar="NAME.PROPERTY=VALUE",
        help="give a property another value",
    )
    add_terminal_or_json(parser, of="the comparison")
    add_cache_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Compare a design with itself in the world that the arguments describe."""
    found = answer_of(arguments.path, arguments, _question(arguments), terminal)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            text = render_json(found.others, found.flows)
        else:
            text = render(
                found.others, flows=found.flows, width=terminal.width, colour=terminal.colour
            )
    code = FINDINGS if found.fails else FINE
    return with_errors(Output(text, code), found.errors, terminal)


def _question(arguments: Namespace) -> Comparison:
    """The question of the arguments. Raises UsageError."""
    if not arguments.scenario:
        return Comparison(WORLD, _scenario(arguments))
    if arguments.lose or arguments.load or arguments.set:
        raise UsageError("--scenario goes without --lose, --load and --set")
    return Comparison(arguments.scenario, None)


def _scenario(arguments: Namespace) -> str:
    """The arguments as a scenario in the design language, so that they are read as one."""
    lines = [f"lose {name}" for name in arguments.lose]
    lines += [f"load {factor}" for factor in arguments.load]
    for setting in arguments.set:
        address, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"`{setting}` is not NAME.PROPERTY=VALUE")
        lines.append(f"set {address} {value}")
    if not lines:
        raise UsageError("nothing to compare: use --lose, --load, --set or --scenario")
    return "\n".join([f"scenario {WORLD} {{", *lines, "}"])
