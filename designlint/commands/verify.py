"""`designlint verify`: the requirements of designs with their verdicts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from designlint.console.caching import CACHE_LIMIT, add_cache_arguments
from designlint.console.command import FINDINGS, FINE, Output, Terminal, UsageError
from designlint.console.misread import with_errors
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments
from designlint.console.questions.asking import answers_of
from designlint.console.questions.verdicts import Judged, Verdicts, Wanted
from designlint.language.suggest import did_you_mean
from designlint.render.verdicts import render

_FAILING = ("violated", "assumed", "likely", "undecided", "unproved")
# The first of _FAILING that a verdict fails.
_FAILS = {
    "violated": "violated",
    "violated on assumptions": "assumed",
    "violated (likely)": "likely",
    "undecided": "undecided",
    "met (likely)": "unproved",
    "met on assumptions": "unproved",
}
LIMITS = (CACHE_LIMIT,)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `verify`."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="design files or folders (default: .)"
    )
    parser.add_argument(
        "--why",
        metavar="NAME",
        help="one requirement or scenario, with its proof and the changes that would meet it",
    )
    parser.add_argument(
        "--sensitivity",
        action="store_true",
        help="the numbers that each verdict is sensitive to, and their break-even values",
    )
    parser.add_argument(
        "--assumptions",
        action="store_true",
        help="the assumptions that verdicts rest on, each with the requirements that do",
    )
    parser.add_argument(
        "--fail-on",
        choices=_FAILING,
        metavar="VERDICT",
        default=_FAILING[0],
        help="exit with 1 also for claims that are violated on assumptions (assumed), likely violated "
        "(likely), undecided, or met without a proof (unproved); each includes those before it "
        "(default: violated)",
    )
    add_terminal_or_json(parser, of="the verdicts")
    add_cache_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Judge every claim of the designs; exit code 1 when one fails by `--fail-on`."""
    is_json = arguments.format == "json"
    wanted = Wanted(
        arguments.why,
        arguments.sensitivity,
        assumptions=is_json or arguments.assumptions,
        flows=not is_json,
    )
    judged = answers_of(arguments.paths, arguments, Verdicts(wanted), terminal)
    rows = [row for one in judged for row in one.rows]
    if arguments.why and not rows:
        raise _unknown(arguments.why, judged)
    reached = _FAILING[: _FAILING.index(arguments.fail_on) + 1]
    fails = any(_FAILS.get(row.word) in reached for row in rows)
    with arguments.clock.stage("render"):
        text = _text(judged, arguments, terminal)
    output = Output(text, FINDINGS if fails else FINE)
    return with_errors(output, [error for one in judged for error in one.errors], terminal)


def _text(judged: list[Judged], arguments: Namespace, terminal: Terminal) -> str:
    rows = [row for one in judged for row in one.rows]
    register = [assumed for one in judged for assumed in one.register]
    functional = [row for one in judged for row in one.functional]
    if arguments.format == "json":
        from designlint.render.verdicts_json import render as render_json

        return render_json(rows, register, functional)
    return render(
        rows,
        width=terminal.width,
        colour=terminal.colour,
        why=bool(arguments.why),
        register=register if arguments.assumptions else None,
        designs=[one.design for one in judged if one.rows or not arguments.why],
        functional=functional,
    )


def _unknown(name: str, judged: Iterable[Judged]) -> UsageError:
    near = did_you_mean(name, dict.fromkeys([owner for one in judged for owner in one.owners]))
    return UsageError(f"no measurable requirement or scenario is named `{name}`{near}")
