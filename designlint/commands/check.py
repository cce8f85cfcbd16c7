"""`designlint check`: lint designs and prove their requirements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from time import perf_counter

from designlint.commands.command import Output, Terminal, UsageError
from designlint.commands.inputs import add_config_arguments, gather
from designlint.commands.reporting import add_report_arguments, check_targets, report
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
    add_report_arguments(parser)
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="leave out the findings that this baseline knows; see the command of that name",
    )
    add_selection_arguments(parser)
    parser.add_argument(
        "--fail-on",
        choices=[str(s) for s in sorted(Severity, reverse=True)],
        default="error",
        help="exit with 1 from this severity on (default: error)",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Check every design that is named."""
    began = perf_counter()
    check_targets(arguments)
    try:
        inputs = gather(arguments.paths, arguments)
    except ConfigError as trouble:
        result = Result(trouble.diagnostics, 1)
        return report(result, USAGE, arguments, terminal, seconds=None, rules={})
    if not inputs.projects:
        raise UsageError(f"no {'.design'} file in {', '.join(arguments.paths) or '.'}")
    inputs = inputs._replace(settings=selected(inputs.settings, arguments))
    results = [checked.result for checked in inputs.checked()]
    if arguments.baseline is not None:
        from designlint.baseline import BaselineError
        from designlint.commands.known import load, without_known

        try:
            known = load(arguments.baseline)
        except BaselineError as trouble:
            result = Result((trouble.diagnostic,), 1)
            return report(result, USAGE, arguments, terminal, seconds=None, rules={})
        results = without_known(known, results, arguments.baseline, inputs.settings)
    result = _merged(results)
    return report(
        result,
        _exit_code(result, arguments),
        arguments,
        terminal,
        seconds=None if arguments.quiet else perf_counter() - began,
        rules=inputs.registry.rules,
    )


def _merged(results: Sequence[Result]) -> Result:
    """The results of all designs as one."""
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
        suppressed=tuple([suppressed for result in results for suppressed in result.suppressed]),
        known=sum(result.known for result in results),
    )


def _exit_code(result: Result, arguments: Namespace) -> int:
    if result.broken:
        return INTERNAL
    if result.unreadable:
        return USAGE
    threshold = SEVERITIES[arguments.fail_on]
    found = any(diagnostic.severity >= threshold for diagnostic in result.diagnostics)
    return FINDINGS if found and not arguments.exit_zero else FINE
