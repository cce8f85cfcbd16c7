"""`designlint diagram`: a picture of a design."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.caching import CACHE_LIMIT, add_cache_arguments
from designlint.console.command import Output, Terminal
from designlint.console.limits import Limit
from designlint.console.outputs import add_output_arguments, format_of, needs_file
from designlint.console.preparing import add_config_arguments
from designlint.console.questions.asking import answer_of
from designlint.console.questions.documents import BINARY, written

VIEW_NAMES = (
    "context", "components", "deployment", "flow", "sequence", "requirements", "failure", "scenario",
)  # fmt: skip
FORMATS = ("svg", "png", "pdf", "dot", "mermaid")
USUAL = "svg"
SUFFIXES = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot",
            ".mmd": "mermaid", ".mermaid": "mermaid"}  # fmt: skip


_OF_ONE = ("flow", "sequence", "scenario")
LIMITS = (
    CACHE_LIMIT,
    Limit("of", lambda given: given.view in _OF_ONE, f"goes with --view {' or '.join(_OF_ONE)}"),
    Limit("depth", lambda given: given.focus is not None, "goes with --focus"),
    Limit(
        "whole", lambda given: given.focus is None, "draws all, --focus a part: give one of them"
    ),
    Limit(
        "links", lambda given: _kind(given) in ("svg", "pdf", "dot"), "goes with svg, pdf and dot"
    ),
    Limit(
        "timeout", lambda given: _kind(given) in ("svg", "png", "pdf"), "goes with svg, png and pdf"
    ),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `diagram`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    parser.add_argument(
        "--view",
        choices=VIEW_NAMES,
        metavar="VIEW",
        default="components",
        help="what the picture shows (default: components)",
    )
    parser.add_argument("--of", metavar="NAME", help="the flow or scenario that the view is of")
    add_output_arguments(parser, FORMATS, of="the picture", usual=USUAL)
    parser.add_argument("--focus", metavar="NAME", help="only the part around this component")
    parser.add_argument(
        "--depth",
        type=int,
        default=1,
        metavar="N",
        help="with --focus: how many steps the part extends (default: 1)",
    )
    parser.add_argument(
        "--whole", action="store_true", help="draw every component, however many there are"
    )
    parser.add_argument(
        "--links",
        metavar="REPORT",
        help="link each element to its section of a report, such as review.html",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="the limit for the layout (default: 30)",
    )
    add_cache_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Draw a view of a design."""
    from designlint.console.questions.picture import Picture, Wanted

    kind = _kind(arguments)
    needs_file(arguments, kind, BINARY)
    wanted = Wanted(
        arguments.view,
        arguments.of,
        kind,
        arguments.focus,
        arguments.depth,
        arguments.whole,
        arguments.links,
        arguments.timeout,
    )
    return written(
        answer_of(arguments.path, arguments, Picture(wanted), terminal), arguments, terminal
    )


def _kind(arguments: Namespace) -> str:
    return format_of(arguments, SUFFIXES, USUAL)
