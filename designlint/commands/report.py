"""`designlint report`: the document that a team brings to its design review."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from designlint.base.reading import is_folder
from designlint.base.wording import counted
from designlint.console.caching import CACHE_LIMIT, add_cache_arguments
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.configured import settings_for
from designlint.console.inputs import by_root
from designlint.console.limits import Limit, limits
from designlint.console.outputs import add_output_arguments, format_of, needs_file
from designlint.console.preparing import add_config_arguments
from designlint.console.questions.asking import answer_of
from designlint.console.questions.documents import written
from designlint.console.templates import template_folder

FORMATS = ("html", "markdown", "pdf", "json", "madr")
USUAL = "html"
SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown",
            ".pdf": "pdf", ".json": "json"}  # fmt: skip
DEFAULT_PORT = 8765


LIMITS = (
    CACHE_LIMIT,
    Limit("port", lambda given: given.watch, "goes with --watch"),
    *limits(
        ("output", "format", "cache_dir", "no_cache"),
        lambda given: not given.watch,
        "goes with a file, not with --watch",
    ),
    Limit(
        "template",
        lambda given: _kind(given) in ("html", "markdown", "pdf"),
        "goes with html, markdown and pdf",
    ),
    Limit(
        "timeout",
        lambda given: _kind(given) in ("html", "pdf"),
        "goes with html and pdf, which have pictures",
    ),
    Limit(
        "summary",
        lambda given: not given.watch and _kind(given) in ("html", "markdown", "pdf"),
        "goes with html, markdown and pdf, not with --watch",
    ),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `report`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    add_output_arguments(parser, FORMATS, of="the document", usual=USUAL)
    parser.add_argument(
        "--template",
        metavar="DIR",
        help="a folder with templates that replace those of the same name",
    )
    parser.add_argument(
        "--summary",
        action="store_true",
        help="the two pages for the meeting: verdicts, risks, and what must be decided",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="the limit for the layout of all pictures (default: 60)",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="show the page on this machine, and update it whenever the design is saved",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"the port of --watch; 0 is any free one (default: {DEFAULT_PORT})",
    )
    add_cache_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Write the review document of a design."""
    folder = _template_folder(arguments)
    if arguments.watch:
        from designlint.console.watching import watch

        return watch(arguments, folder, terminal.progress)
    kind = format_of(arguments, SUFFIXES, USUAL)
    if kind == "madr":
        return _decisions(arguments)
    needs_file(arguments, kind, ("pdf",))
    from designlint.console.questions.review import Review

    seconds, progress = arguments.timeout, terminal.progress
    question = Review(kind, folder, seconds, progress, summary=arguments.summary)
    document = answer_of(arguments.path, arguments, question, terminal, by_root)
    return written(document, arguments, terminal)


def _kind(arguments: Namespace) -> str:
    return "html" if arguments.watch else format_of(arguments, SUFFIXES, USUAL)


def _decisions(arguments: Namespace) -> Output:
    """Write a file for each decision of the design."""
    from designlint.console.inputs import one_design
    from designlint.console.records import write_records
    from designlint.madr import records

    if arguments.output is None:
        raise UsageError("madr goes to a folder: -o DIR")
    written = records(one_design(arguments.path, arguments, by_root).understood.design)
    if not written:
        raise UsageError(f"`{arguments.path}` has no decision")
    changed = write_records(Path(arguments.output), written)
    return Output("", FINE, f"designlint: {changed} of {counted(len(written), 'record')} changed\n")


def _template_folder(arguments: Namespace) -> Path | None:
    """The folder of the user's own templates: that of the command line, else of the configuration."""
    if arguments.template is not None:
        folder = Path(arguments.template)
        if not is_folder(folder):
            raise UsageError(f"there is no folder `{folder}` with templates")
        return folder
    return template_folder(settings_for(arguments.path, arguments))
