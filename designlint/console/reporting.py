"""How a result is reported: on the standard output, and in as many files as are asked for."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.reading import exists, is_folder, resolved
from designlint.base.records import NamedTuple
from designlint.console.command import USAGE, Output, Terminal, UsageError
from designlint.console.formats import FORMATS
from designlint.console.parser import add_format_argument
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.language.suggest import clip, did_you_mean
from designlint.render import formats
from designlint.render.formats import Rendered, View
from designlint.render.grouping import WAYS
from designlint.render.places import AS_NAMED, Base

if TYPE_CHECKING:
    from designlint.plugins.rule import Rule
    from designlint.render.described import Described

ENDINGS = {".sarif": "sarif", ".json": "json", ".md": "markdown", ".xml": "junit"}
"""The formats of files that are named without one, by their endings."""
STATISTICS = ("terminal", "short", "json")
_FILE_WIDTH = 100


class Target(NamedTuple):
    """A file that a report goes to, and its format."""

    format: str
    file: str


def add_report_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments that choose formats and files."""
    add_format_argument(
        parser, formats.FORMATS, of="what is printed", usual="terminal", known=FORMATS
    )
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        type=_target,
        default=[],
        metavar="FORMAT=FILE",
        help="write a report to a file, too; its folder must exist; FILE alone where the ending is one of "
        f"{', '.join(ENDINGS)} (may be repeated)",
    )
    parser.add_argument(
        "--group-by",
        choices=WAYS,
        metavar="WAY",
        default="",
        help=f"what to group findings by, in the formats {', '.join(formats.GROUPED)}",
    )
    parser.add_argument(
        "--statistics",
        action="store_true",
        help="print how often each code was found instead of the findings",
    )
    parser.add_argument(
        "--show-accepted",
        action="store_true",
        help="report accepted findings, too: as suppressed results in sarif, as a list in json",
    )
    parser.add_argument(
        "--timings",
        action="store_true",
        help="show how long each stage, analysis and rule took; in one process, without cache",
    )


def built_in_alone(arguments: Namespace, *, but: Collection[str]) -> bool:
    """Whether all formats that are asked for are built in, and none of them is one of `but`."""
    asked = {arguments.format, *(target.format for target in arguments.output)}
    return asked <= formats.FORMATS.keys() - set(but)


def check_targets(arguments: Namespace) -> None:
    """Refuse what could not be written, before any work is done. Raises UsageError."""
    if arguments.statistics and arguments.format not in STATISTICS:
        raise UsageError(f"--statistics has no {arguments.format} format; {_one_of(STATISTICS)}")
    seen: set[Path] = set()
    for target in arguments.output:
        path = Path(target.file)
        if target.file == "-":
            raise UsageError(f"the standard output has its format from --format {target.format}")
        if is_folder(path):
            raise UsageError(f"cannot write `{target.file}`: it is a folder")
        if not is_folder(path.parent):
            raise UsageError(f"cannot write `{target.file}`: there is no folder `{path.parent}`")
        if resolved(path) in seen:
            raise UsageError(f"two reports would be written to `{target.file}`")
        seen.add(resolved(path))


def report(
    result: Result,
    code: int,
    arguments: Namespace,
    terminal: Terminal,
    fails: Callable[[Diagnostic], bool],
    rules: Callable[[], Mapping[str, Rule]],
) -> Output:
    """Write the files and give what is printed; exit code 2 where a file cannot be written. `rules` gives
    the rules where a format describes them."""
    with arguments.clock.stage("render"):
        view = _view(arguments, terminal, rules)._replace(fails=fails)
        printed = _printed(result, arguments, view)
    notices, written = _write(result, arguments, view._replace(width=_FILE_WIDTH, colour=False))
    notices = [printed.notice, *notices]
    code = code if written else max(code, USAGE)
    text = printed.text
    notice = "".join([f"designlint: {n}\n" for n in dict.fromkeys(notices) if n])
    if arguments.debug:
        notice += "".join(result.traces)
    if arguments.timings:
        from designlint.render.timings import render

        # A program that reads the output must not find a table behind it.
        if FORMATS[arguments.format].for_people:
            text += render(arguments.clock.timings())
        else:
            notice += render(arguments.clock.timings())
    return Output(text, code, notice)


def _write(result: Result, arguments: Namespace, view: View) -> tuple[list[str], bool]:
    """Write each report that goes to a file: the notices about them, and whether all were written."""
    notices = []
    written = True
    for target in arguments.output:
        from designlint.console.writing import write_whole

        with arguments.clock.stage("render"):
            rendered = FORMATS[target.format].render(result, view)
        notices.append(rendered.notice)
        try:
            with arguments.clock.stage("write"):
                write_whole(Path(target.file), rendered.text)
        except OSError as error:
            notices.append(f"cannot write `{target.file}`: {error.strerror or error}")
            written = False
    return notices, written


def _view(
    arguments: Namespace, terminal: Terminal, rules: Callable[[], Mapping[str, Rule]]
) -> View:
    return View(
        width=terminal.width,
        colour=terminal.colour,
        seconds=None if arguments.quiet else arguments.clock.elapsed,
        quiet=arguments.quiet,
        show_accepted=arguments.show_accepted,
        base=_base(),
        rules=_documentation(rules),
        group_by=arguments.group_by,
        verbose=arguments.verbose,
    )


def _printed(result: Result, arguments: Namespace, view: View) -> Rendered:
    if not arguments.statistics:
        return FORMATS[arguments.format].render(result, view)
    from designlint.render.statistics import render, render_json

    rendered = render_json if arguments.format == "json" else render
    return Rendered(rendered(result, view.rules()))


def _documentation(
    rules: Callable[[], Mapping[str, Rule]],
) -> Callable[[], Mapping[str, Described]]:
    """The documentation of every code, made when it is first asked for."""
    made: list[Mapping[str, Described]] = []

    def give() -> Mapping[str, Described]:
        if not made:
            from designlint.reference.described import described

            made.append(described(rules()))
        return made[0]

    return give


def _base() -> Base:
    """Reports name files from the repository on: the nearest folder above that holds `.git`."""
    try:
        here = Path.cwd()
    except OSError:  # the folder is gone
        return AS_NAMED
    roots = [folder for folder in (here, *here.parents) if exists(folder / ".git")]
    return Base(str(here), str(roots[0] if roots else here))


def _target(text: str) -> Target:
    name, equals, file = text.partition("=")
    ending = Path(text).suffix.lower()
    if not equals and ending in ENDINGS:
        return Target(ENDINGS[ending], text)
    if not equals or not file:
        raise ArgumentTypeError(f"`{clip(text)}` is not FORMAT=FILE, such as sarif=findings.sarif")
    if name not in FORMATS:
        near = did_you_mean(name, FORMATS) or f"; {_one_of(FORMATS)}"
        raise ArgumentTypeError(f"there is no format `{clip(name)}`{near}")
    return Target(name, file)


def _one_of(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return f"choose from {', '.join(words)}"
