"""The command line: arguments, exit codes, and the only place that prints or exits."""

from __future__ import annotations

import gc
import os
import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Iterable, Sequence
from typing import TextIO

from designlint import __version__
from designlint.base.clock import Clock
from designlint.base.guest import GuestError
from designlint.commands import COMMANDS
from designlint.console.command import FINDINGS, FINE, INTERNAL, USAGE, Output, Terminal, UsageError
from designlint.console.parser import Parser
from designlint.console.progress import Progress

__all__ = ["FINDINGS", "FINE", "INTERNAL", "USAGE", "main", "parser_for"]

PROGRAM = "designlint"

# As shells have it: 128 and the number of the signal.
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run a command and give its exit code: 0 fine, 1 findings, 2 usage or unreadable input,
    3 an internal error. `clock` is that of the process."""
    # A run makes many small objects and few cycles of them, so looking for those seldom pays: at 10 000
    # components it takes a twelfth of the time and frees nothing.
    gc.set_threshold(20_000_000, 5, 5)
    given = list(sys.argv[1:] if argv is None else argv)
    # A command that is named first is the only one that the line can be about.
    parser = parser_for(given, given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS)
    try:
        if "\0" in "".join(given):
            raise UsageError("an argument has a NUL character, which no name has")
        arguments = parser.parse_args(given)
        if arguments.command is None:
            parser.print_help()
            return FINE
        arguments.clock = Clock() if clock is None else clock
        output = _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as error:
        output = Output("", USAGE, f"designlint: {error}\n")
    lost = _print(output.text, sys.stdout)
    if lost:
        lost = f"designlint: the output could not be written: {lost}\n"
        output = output._replace(code=max(USAGE, output.code))
    _print(output.notice + lost, sys.stderr)
    return output.code


def _run(arguments: Namespace) -> Output:
    """Run the command that arguments name; an error of designlint itself becomes its output."""
    is_silent = arguments.quiet and not arguments.debug
    with Progress(None if is_silent else sys.stderr) as progress:
        if arguments.debug:
            arguments.clock.ended = lambda name, seconds: progress.note(
                f"designlint: {seconds * 1000:8.1f} ms  {name}"
            )
        arguments.clock.lap("start-up")
        progress.say(f"{arguments.command} is running")
        try:
            output = COMMANDS[arguments.command].run(arguments, _terminal(arguments, progress))
        except UsageError:
            raise
        except GuestError as error:
            output = Output("", INTERNAL, f"designlint: {error}\n")
        except OSError as error:
            output = Output("", *_refused(error, trace=arguments.debug))
        except Exception as error:  # noqa: BLE001  # a bug of ours is reported with its place, too
            output = Output("", INTERNAL, _internal(error, trace=arguments.debug))
    notes = () if arguments.quiet else getattr(arguments, "notes", ())
    noted = "".join([f"designlint: {note}\n" for note in notes])
    return output._replace(notice=noted + output.notice)


def _refused(error: OSError, *, trace: bool) -> tuple[int, str]:
    """The exit code and the words for what the machine refuses: a file that may not be read is no error of
    designlint."""
    if error.filename is None or trace:
        return INTERNAL, _internal(error, trace=trace)
    return USAGE, f"designlint: `{error.filename}`: {error.strerror}\n"


def _internal(error: Exception, *, trace: bool) -> str:
    """What went wrong inside of designlint, and where: enough for a report."""
    from pathlib import Path
    from traceback import extract_tb, format_exception

    frames = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(error.__traceback__)]
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    where = ", ".join(frames[-3:])
    traceback = "".join(format_exception(error)) if trace else ""
    hint = "" if trace else "; --debug shows the traceback"
    return f"{traceback}designlint: internal error, not caused by the design: {what} (at {where}){hint}\n"


def _print(text: str, stream: TextIO | None) -> str:
    """Write a text; why it could not be written, or nothing."""
    if not text:
        return ""
    if stream is None:
        return "it is closed"
    try:
        # A character that the terminal's encoding lacks is shown as an escape.
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # The reader has seen enough (`designlint check | head`), which is not an error.
        _close(stream)
    except (OSError, ValueError) as error:
        _close(stream)
        return getattr(error, "strerror", None) or "it is closed"
    return ""


def _close(stream: TextIO) -> None:
    """Let what is left go nowhere, so that the end of the process does not try again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def parser_for(given: Sequence[str], known: Iterable[str] = COMMANDS) -> Parser:
    """The parser of the command line with the commands `known`; those given have their arguments."""
    parser = Parser(
        prog=PROGRAM,
        description="Lint a system design and prove its requirements.",
        epilog="Exit codes: 0 fine, 1 findings, 2 usage or unreadable input, 3 internal error.",
    )
    parser.set_defaults(whole_parser=_whole_parser)
    parser.add_argument("-V", "--version", action="version", version=f"designlint {__version__}")
    _add_common(parser, is_whole=True)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog=PROGRAM
    )
    for name in known:
        command = COMMANDS[name]
        sub = commands.add_parser(name, help=command.summary, description=command.description)
        if name in given:
            # Only a command that is asked for is loaded.
            command.add_arguments(sub)
        _add_common(sub, is_whole=False)
    return parser


def _add_common(parser: Parser, *, is_whole: bool) -> None:
    """Declare what every command has. It may stand before the command, too, where what stands behind
    it leaves it out."""

    def default(value: object) -> object:
        return value if is_whole else SUPPRESS

    loud = parser.add_mutually_exclusive_group()
    loud.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=default(False),
        help="print results and errors alone: no summary, no remarks, no progress",
    )
    loud.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        default=default(False),
        help="show findings whole, with excerpt, witness and all remedies; print what is read on the "
        "standard error: configuration, designs, cache",
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default=default("auto"),
        help="colour the output (default: on a terminal)",
    )
    parser.add_argument(
        "--debug",
        action="store_true",
        default=default(False),
        help="print the time of each stage and tracebacks on the standard error",
    )


def _whole_parser() -> Parser:
    """The parser with the arguments of every command, for the command that describes all."""
    return parser_for(list(COMMANDS))


def _terminal(arguments: Namespace, progress: Progress) -> Terminal:
    """What the output goes to. The flag beats NO_COLOR and FORCE_COLOR, which beat the terminal."""
    is_file = getattr(arguments, "printed_to", None) not in (None, "-")
    is_terminal = sys.stdout is not None and sys.stdout.isatty() and not is_file
    if arguments.color != "auto":
        colour = arguments.color == "always"
    elif os.environ.get("NO_COLOR"):
        colour = False
    elif os.environ.get("FORCE_COLOR"):
        colour = True
    else:
        colour = is_terminal and os.environ.get("TERM") != "dumb"
    return Terminal(_width(is_terminal), colour and not is_file, progress)


def _width(is_terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(40, min(int(columns), 400))
    if is_terminal:
        from shutil import get_terminal_size

        return max(40, min(get_terminal_size().columns, 200))
    return 100
