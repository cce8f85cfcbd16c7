"""`designlint check`: lint designs and prove their requirements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from time import perf_counter

from designlint.commands.command import Output, Terminal
from designlint.commands.fixing import add_fix_arguments, mend, mends
from designlint.commands.inputs import gather
from designlint.commands.preparing import add_config_arguments
from designlint.commands.reporting import add_report_arguments, check_targets, report
from designlint.commands.running import add_run_arguments, plan
from designlint.commands.selection import add_selection_arguments, selected
from designlint.config import ConfigError, Settings
from designlint.diagnostic import Severity
from designlint.result import Result

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
        help="exit with 1 from this severity on (default: error)",
    )
    add_fix_arguments(parser)
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input")
    add_run_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Check every design that is named."""
    began = perf_counter()
    check_targets(arguments)
    mending = mends(arguments)
    try:
        known = _baseline(arguments.baseline)
        mended = _mended(arguments, terminal) if mending else Output("", FINE)
        if arguments.diff:
            return mended
        planned = plan(arguments.paths, arguments)
    except ConfigError as trouble:
        result = Result(trouble.diagnostics, 1)
        settings = Settings()
        return report(result, USAGE, arguments, terminal, settings, seconds=None, rules={})
    results = planned.results()
    if known is not None:
        results = known(results, planned.settings)
    result = planned.as_one(results)
    output = report(
        result,
        _exit_code(result, planned.settings, arguments),
        arguments,
        terminal,
        planned.settings,
        seconds=None if arguments.quiet else perf_counter() - began,
        rules=planned.run.registry.rules,
    )
    return output._replace(notice=mended.notice + output.notice)


def _mended(arguments: Namespace, terminal: Terminal) -> Output:
    """Apply the fixes, or show what they would change."""
    inputs = gather(arguments.paths, arguments)
    settings = selected(inputs.settings, inputs.registry, arguments)
    return mend(inputs._replace(settings=settings), arguments, terminal)


def _baseline(file: str | None) -> Callable[[Sequence[Result], Settings], list[Result]] | None:
    """What takes the findings that a baseline knows out of results; None without a baseline."""
    if file is None:
        return None
    from designlint.commands.known import load, without_known

    entries = load(file)
    return lambda results, settings: without_known(entries, results, file, settings)


def _exit_code(result: Result, settings: Settings, arguments: Namespace) -> int:
    if result.broken:
        return INTERNAL
    if result.unreadable:
        return USAGE
    found = any(diagnostic.severity >= settings.fail_on for diagnostic in result.diagnostics)
    return FINDINGS if found and not arguments.exit_zero else FINE
