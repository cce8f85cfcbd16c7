"""`designlint check`: lint designs and prove their requirements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from time import perf_counter

from designlint.commands.command import Output, Terminal, UsageError
from designlint.commands.fixing import add_fix_arguments, mend, mends
from designlint.commands.inputs import Inputs, add_config_arguments, gather
from designlint.commands.selection import add_selection_arguments, selected
from designlint.config import SEVERITIES, ConfigError
from designlint.diagnostic import Severity
from designlint.result import Result, Tally, Timing

FINE, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files or folders; - reads standard input (default: .)",
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="terminal", help="how findings are printed"
    )
    add_selection_arguments(parser)
    parser.add_argument(
        "--fail-on",
        choices=[str(s) for s in sorted(Severity, reverse=True)],
        default="error",
        help="exit with 1 from this severity on (default: error)",
    )
    add_fix_arguments(parser)
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")
    parser.add_argument("--timings", action="store_true", help="show what took how long")
    parser.add_argument("--quiet", action="store_true", help="print nothing but findings")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Check every design that is named."""
    began = perf_counter()
    mending = mends(arguments)
    try:
        inputs = gather(arguments.paths, arguments)
    except ConfigError as trouble:
        return Output(_render(arguments, Result(trouble.diagnostics, 1), terminal, None), USAGE)
    if not inputs.projects:
        raise UsageError(f"no {'.design'} file in {', '.join(arguments.paths) or '.'}")
    inputs = inputs._replace(settings=selected(inputs.settings, arguments))
    told = ""
    if mending:
        inputs, mended = mend(inputs, arguments, terminal)
        if arguments.diff:
            return mended
        told = mended.errors
    result = _merged(inputs)
    text = _render(arguments, result, terminal, perf_counter() - began)
    return Output(text, _exit_code(result, arguments), told)


def _merged(inputs: Inputs) -> Result:
    """The results of all designs as one."""
    results = [checked.result for checked in inputs.checked()]
    spent: dict[tuple[str, str], float] = {}
    for result in results:
        for timing in result.timings:
            key = (timing.what, timing.name)
            spent[key] = spent.get(key, 0.0) + timing.seconds
    diagnostics = [diagnostic for result in results for diagnostic in result.diagnostics]
    return Result(
        diagnostics=tuple(sorted(diagnostics, key=lambda d: d.sort_key)),
        files=sum(result.files for result in results),
        tally=sum((result.tally for result in results), Tally()),
        unreadable=any(result.unreadable for result in results),
        broken=any(result.broken for result in results),
        accepted=sum(result.accepted for result in results),
        timings=tuple([Timing(*key, seconds) for key, seconds in spent.items()]),
    )


def _exit_code(result: Result, arguments: Namespace) -> int:
    if result.broken:
        return INTERNAL
    if result.unreadable:
        return USAGE
    threshold = SEVERITIES[arguments.fail_on]
    found = any(diagnostic.severity >= threshold for diagnostic in result.diagnostics)
    return FINDINGS if found and not arguments.exit_zero else FINE


def _render(arguments: Namespace, result: Result, terminal: Terminal, seconds: float | None) -> str:
    text = FORMATS[arguments.format](result, terminal, None if arguments.quiet else seconds)
    if arguments.timings:
        from designlint.render.timings import render as render_timings

        text += render_timings(result)
    return text


def _terminal(result: Result, terminal: Terminal, seconds: float | None) -> str:
    from designlint.render.terminal import render

    return render(result, width=terminal.width, colour=terminal.colour, seconds=seconds)


def _short(result: Result, _: Terminal, __: float | None) -> str:
    from designlint.render.short import render

    return render(result)


def _json(result: Result, _: Terminal, __: float | None) -> str:
    from designlint.render.json_format import render

    return render(result)


FORMATS: dict[str, Callable[[Result, Terminal, float | None], str]] = {
    "terminal": _terminal,
    "short": _short,
    "json": _json,
}
