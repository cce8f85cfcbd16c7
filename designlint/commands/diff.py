"""`designlint diff`: what has changed between two revisions, branches, folders or files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.config import SEVERITIES
from designlint.console.command import (
    FINDINGS,
    FINE,
    INTERNAL,
    USAGE,
    Output,
    Terminal,
)
from designlint.console.comparing import Compared, compared
from designlint.console.misread import with_errors
from designlint.console.outputs import add_output_arguments, format_of, put
from designlint.console.preparing import add_config_arguments
from designlint.console.selection import add_selection_arguments
from designlint.console.states import states_of
from designlint.diagnostics.differences import Difference

_NEVER, _REGRESSION = "never", "regression"
_FORMATS = ("terminal", "markdown", "json")
_SUFFIXES = {".txt": "terminal", ".md": "markdown", ".json": "json"}
_FILE_WIDTH = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `diff`."""
    parser.add_argument(
        "states",
        nargs="*",
        metavar="REF|PATH",
        help="up to two revisions (REF, REF REF, REF..REF or REF...REF), then the files and folders to "
        "compare; or two files or folders (default: HEAD and the files as they are)",
    )
    parser.add_argument(
        "--merge-base",
        action="store_true",
        help="compare with the commit where the newer state left the older revision",
    )
    parser.add_argument(
        "--fail-on",
        choices=(_NEVER, _REGRESSION, *sorted(SEVERITIES, key=lambda one: -SEVERITIES[one])),
        default=_NEVER,
        dest="policy",
        metavar="WHAT",
        help="exit with 1 for a regression: a verdict that is worse, or a new finding that `check` fails "
        "on; or a severity instead: that of the new findings that count (default: never)",
    )
    add_output_arguments(parser, _FORMATS, of="the comparison", usual=_FORMATS[0])
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Compare two states; exit code 1 for what `--fail-on` names and for errors of the newer one."""
    kind = format_of(arguments, _SUFFIXES, _FORMATS[0])
    found = compared(states_of(arguments.states, arguments), arguments, terminal.progress)
    with arguments.clock.stage("render"):
        text = _text(found.difference, kind, arguments, terminal)
    notice = "".join([f"designlint: {one}\n" for one in found.notices])
    output = put(arguments, text.encode("utf-8", "backslashreplace"), notice)
    output = output._replace(code=_code(found, arguments.policy))
    errors = [error for design in found.difference.designs for error in design.errors]
    return with_errors(output, errors, terminal)


def _text(found: Difference, kind: str, arguments: Namespace, terminal: Terminal) -> str:
    if kind == "json":
        from designlint.render.difference import json_format

        return json_format.render(found)
    if kind == "markdown":
        from designlint.render.difference import markdown

        return markdown.render(found)
    from designlint.render.difference.terminal import render

    if arguments.output is not None:
        return render(found, width=_FILE_WIDTH, colour=False)
    return render(found, width=terminal.width, colour=terminal.colour)


def _code(found: Compared, policy: str) -> int:
    if found.broken:
        return INTERNAL
    if found.unreadable:
        return USAGE
    if policy == _NEVER:
        return FINE
    severity = None if policy == _REGRESSION else SEVERITIES[policy]
    return FINDINGS if any(found.difference.regressions(severity)) else FINE
