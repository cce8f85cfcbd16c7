"""`designlint drill`: what happens when each place or component is lost, and when the load grows."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.analyses.impact.drill import drill
from designlint.check import understood
from designlint.console.command import Output, Terminal, UsageError
from designlint.console.impact import drill_rows
from designlint.console.inputs import one_input
from designlint.console.misread import errors_of, with_errors
from designlint.console.outputs import add_output_arguments, format_of, put
from designlint.console.preparing import add_config_arguments
from designlint.render.impact.drill_rows import DrillRows

FORMATS = ("terminal", "markdown", "json")
_SUFFIXES = {".txt": "terminal", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `drill`."""
    parser.add_argument("path", metavar="PATH", help="a design file, or a folder that holds one")
    add_output_arguments(parser, FORMATS, of="the drill", usual="terminal")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Try every loss, growth and scenario of a design. It is a question, so its answer is no failure."""
    form = format_of(arguments, _SUFFIXES, usual="terminal")
    inputs = one_input(arguments.path, arguments)
    project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    _, resolution, facts = understood(project, inputs.registry, inputs.clock)
    with inputs.clock.stage("drill"):
        found = drill_rows(facts[drill], project.files[0].source.name)
    with arguments.clock.stage("render"):
        text = _rendered(found, form, arguments, terminal)
    output = put(arguments, text.encode("utf-8"))
    return with_errors(output, errors_of(project, resolution), terminal)


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
