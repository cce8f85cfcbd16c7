"""The command line: arguments, exit codes, and the only place that prints or exits."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from designlint import __version__
from designlint.commands import COMMANDS, Terminal, UsageError
from designlint.commands.progress import Progress

FINDINGS, USAGE, INTERNAL = 1, 2, 3
# As shells have it: 128 and the number of the signal.
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 fine, 1 findings, 2 usage or unreadable input,
    3 an internal error."""
    # A run makes many small objects and few circles of them, so looking for those seldom pays.
    gc.set_threshold(1_000_000, 5, 5)
    given = list(sys.argv[1:] if argv is None else argv)
    parser = parser_for(given)
    arguments = parser.parse_args(given)
    if arguments.command is None:
        parser.print_help()
        return 0
    command = COMMANDS[arguments.command]
    try:
        with Progress(sys.stderr) as progress:
            progress.say(f"{arguments.command} is at work")
            output = command.run(arguments, _terminal(arguments, progress))
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as trouble:
        print(f"designlint: {trouble}", file=sys.stderr)
        return USAGE
    except Exception as trouble:  # noqa: BLE001  # a mistake of ours is told with its place, too
        print(f"designlint: {_internal(trouble)}", file=sys.stderr)
        return INTERNAL
    _print(output.text, sys.stdout)
    _print(output.notice, sys.stderr)
    return output.code


def _internal(trouble: Exception) -> str:
    """What went wrong inside of designlint, and where: enough for a report."""
    from pathlib import Path
    from traceback import extract_tb

    frames = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(trouble.__traceback__)]
    what = f"{type(trouble).__name__}: {trouble}".splitlines()[0]
    return f"internal error, which is no fault of the design: {what} (at {', '.join(frames[-3:])})"


def _print(text: str, stream: TextIO) -> None:
    try:
        # A name that the terminal's encoding has not is shown by its number, never a traceback.
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # The reader has seen enough (`designlint check | head`); that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parser_for(given: list[str]) -> argparse.ArgumentParser:
    """The parser of the command line; of the commands, those given have their arguments."""
    parser = argparse.ArgumentParser(
        prog="designlint",
        description="Lint a system design and prove its requirements.",
        epilog="Exit codes: 0 fine, 1 findings, 2 usage or unreadable input, 3 internal error.",
    )
    parser.set_defaults(whole_parser=_whole_parser)
    parser.add_argument("--version", action="version", version=f"designlint {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.summary, description=command.description)
        if name in given:
            # Only a command that is asked for is loaded.
            command.add_arguments(sub)
        sub.add_argument(
            "--color",
            choices=("auto", "always", "never"),
            default="auto",
            help="colour the output (default: on a terminal)",
        )
    return parser


def _whole_parser() -> argparse.ArgumentParser:
    """The parser with the arguments of every command, for the one that tells of all."""
    return parser_for(list(COMMANDS))


def _terminal(arguments: argparse.Namespace, progress: Progress) -> Terminal:
    """What the output goes to. The flag beats NO_COLOR and FORCE_COLOR, which beat the terminal."""
    is_terminal = sys.stdout.isatty()
    if arguments.color != "auto":
        colour = arguments.color == "always"
    elif os.environ.get("NO_COLOR"):
        colour = False
    elif os.environ.get("FORCE_COLOR"):
        colour = True
    else:
        colour = is_terminal and os.environ.get("TERM") != "dumb"
    return Terminal(_width(is_terminal), colour, progress)


def _width(is_terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(40, min(int(columns), 400))
    if is_terminal:
        from shutil import get_terminal_size

        return max(40, min(get_terminal_size().columns, 200))
    return 100
