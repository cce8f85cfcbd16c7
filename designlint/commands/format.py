"""`designlint format`: the one canonical layout."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.console.command import FINDINGS, FINE, INTERNAL, USAGE, Output, Terminal, UsageError
from designlint.console.configured import STDIN, Configured
from designlint.console.files import excluded_notice
from designlint.console.inputs import design_files, no_design, stdin_bytes
from designlint.console.limits import Limit
from designlint.console.preparing import add_config_arguments
from designlint.console.writing import in_line_ends_of, write_whole
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.format import MeaningChangedError, format_source
from designlint.language.texts import OUTSIDE, Unreadable, decode, read_text, unreadable
from designlint.render.diff import diff
from designlint.render.style import painter
from designlint.render.summary import counted

LIMITS = (
    Limit("stdin_filename", lambda given: STDIN in given.paths, "goes with -, the standard input"),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `format`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files or folders; - reads standard input and prints the result (default: .)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 when a file would be reformatted",
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help="write nothing, show what would change; exit codes as for --check",
    )
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of standard input")
    add_config_arguments(parser)


class _File(NamedTuple):
    """A file as it is, byte for byte, and as it will be; or its errors."""

    name: str
    old: str
    new: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        return self.new != self.old


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Format every file that is named."""
    if STDIN in arguments.paths:
        if len(arguments.paths) > 1:
            raise UsageError("standard input is formatted alone")
        return _standard_input(arguments, terminal)
    configured = Configured(arguments.paths, arguments)
    clock = arguments.clock
    with clock.stage("find"):
        names = design_files(arguments.paths, configured)
    notice = excluded_notice(arguments.paths, configured.of)
    if not names and not notice:
        raise no_design(arguments.paths)
    try:
        with clock.stage("format"):
            every = terminal.progress.counted(names, len(names), "files are read")
            files = [_read(name, configured) for name in every]
    except MeaningChangedError as error:
        return _bug(error)
    writes = not (arguments.check or arguments.diff)
    if writes:
        with clock.stage("write"):
            files = [_written(file) for file in files]
    with clock.stage("render"):
        output = _output(files, arguments, terminal, writes=writes)
    return output if arguments.quiet else output._replace(notice=notice + output.notice)


def _read(name: str, configured: Configured) -> _File:
    path = Path(name)
    text = OUTSIDE if configured.root(path).is_left else read_text(path)
    if isinstance(text, Unreadable):
        return _File(name, "", "", (unreadable(name, text),))
    raw = path.read_bytes().decode()
    formatted = format_source(Source(name, text))
    if formatted.diagnostics:
        return _File(name, raw, raw, formatted.diagnostics)
    return _File(name, raw, in_line_ends_of(raw, formatted.text))


def _written(file: _File) -> _File:
    if file.changes:
        try:
            write_whole(Path(file.name), file.new)
        except OSError as error:
            problem = Unreadable(f"`{{name}}` cannot be written: {error.strerror}")
            return file._replace(new=file.old, diagnostics=(unreadable(file.name, problem),))
    return file


def _output(
    files: list[_File], arguments: Namespace, terminal: Terminal, *, writes: bool
) -> Output:
    changed = [file for file in files if file.changes]
    broken = [file for file in files if file.diagnostics]
    text = "".join([_diff(file, terminal) for file in changed]) if arguments.diff else ""
    summary = "" if arguments.quiet else _summary(files, changed, broken, writes=writes)
    errors = _diagnostics([d for file in broken for d in file.diagnostics], terminal)
    if arguments.diff:
        errors += summary  # so that what is printed is a diff and nothing else
    else:
        text += summary
    code = USAGE if broken else FINDINGS if changed and not writes else FINE
    return Output(text, code, errors)


def _summary(files: list[_File], changed: list[_File], broken: list[_File], *, writes: bool) -> str:
    did, done = ("reformatted",) * 2 if writes else ("would reformat", "would be reformatted")
    left = len(files) - len(changed) - len(broken)
    parts = [
        f"{counted(len(changed), 'file')} {done}" if changed else "",
        f"{counted(left, 'file')} already formatted" if left else "",
        f"{counted(len(broken), 'file')} left alone" if broken else "",
    ]
    lines = [f"{did} {file.name}" for file in changed]
    counts = ", ".join([part for part in parts if part])
    return "".join([f"{line}\n" for line in [*lines, counts] if line])


def _standard_input(arguments: Namespace, terminal: Terminal) -> Output:
    name = arguments.stdin_filename or "stdin.design"
    data = stdin_bytes()
    text = decode(data)
    if isinstance(text, Unreadable):
        raise UsageError(text.problem.format(name="standard input"))
    try:
        formatted = format_source(Source(name, text))
    except MeaningChangedError as error:
        return _bug(error)
    file = _File(name, data.decode(), formatted.text, formatted.diagnostics)
    if file.diagnostics:
        return Output("", USAGE, _diagnostics(list(file.diagnostics), terminal))
    code = FINDINGS if file.changes and (arguments.check or arguments.diff) else FINE
    if arguments.diff:
        return Output(_diff(file, terminal), code)
    return Output("" if arguments.check else file.new, code)


def _diff(file: _File, terminal: Terminal) -> str:
    return diff(file.name, file.old, file.new, painter(terminal.colour))


def _diagnostics(diagnostics: list[Diagnostic], terminal: Terminal) -> str:
    if not diagnostics:
        return ""
    from designlint.render.terminal import render_diagnostics

    return render_diagnostics(diagnostics, width=terminal.width, colour=terminal.colour)


def _bug(error: MeaningChangedError) -> Output:
    problem = f"designlint: the formatted {error} would have another meaning; nothing is written\n"
    return Output("", INTERNAL, problem)
