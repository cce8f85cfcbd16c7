"""`designlint drill`: what happens when each place or component is lost, and when the load grows."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.caching import CACHE_LIMIT, add_cache_arguments
from designlint.console.command import Output, Terminal
from designlint.console.misread import with_errors
from designlint.console.outputs import add_output_arguments, format_of, put
from designlint.console.preparing import add_config_arguments
from designlint.console.questions.asking import answer_of
from designlint.render.impact.drill_rows import DrillRows

FORMATS = ("terminal", "markdown", "json")
_SUFFIXES = {".txt": "terminal", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
LIMITS = (CACHE_LIMIT,)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `drill`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    add_output_arguments(parser, FORMATS, of="the drill", usual="terminal")
    add_cache_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Try every loss, growth and scenario of a design. It is a question, so its answer is no failure."""
    from designlint.console.questions.drill import Drill

    form = format_of(arguments, _SUFFIXES, usual="terminal")
    found = answer_of(arguments.path, arguments, Drill(), terminal)
    with arguments.clock.stage("render"):
        text = _rendered(found.rows, form, arguments, terminal)
    return with_errors(put(arguments, text.encode("utf-8")), found.errors, terminal)


def _rendered(found: DrillRows, form: str, arguments: Namespace, terminal: Terminal) -> str:
    if form == "json":
        from designlint.render.impact.drill_json import render as render_json

        return render_json(found)
    if form == "markdown":
        from designlint.render.impact.drill_markdown import render as render_markdown

        return render_markdown(found)
    from designlint.render.impact.drill_terminal import render

    colour = terminal.colour and not arguments.output
    return render(found, width=terminal.width, colour=colour, whole=arguments.verbose)
