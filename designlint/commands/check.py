"""`designlint check`: lint designs and prove their requirements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from designlint.config import Settings
from designlint.console.command import FINDINGS, FINE, INTERNAL, USAGE, Output, Terminal
from designlint.console.fixing import add_fix_arguments, apply_fixes, wants_fixes
from designlint.console.inputs import gather
from designlint.console.preparing import add_config_arguments
from designlint.console.reporting import add_report_arguments, check_targets, report
from designlint.console.running import add_run_arguments, plan
from designlint.console.selection import add_selection_arguments, selected
from designlint.diagnostic import Diagnostic, Severity
from designlint.result import Result


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
        help="leave out the findings in this baseline; see `designlint baseline`",
    )
    add_selection_arguments(parser)
    parser.add_argument(
        "--fail-on",
        choices=[str(s) for s in sorted(Severity, reverse=True)],
        help="exit with 1 if a finding has this severity or a higher one (default: that of the profile)",
    )
    add_fix_arguments(parser)
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of standard input")
    add_run_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Check every design that is named."""
    check_targets(arguments)
    wanted = wants_fixes(arguments)
    known = _baseline(arguments.baseline)
    fixed = _fixed(arguments, terminal) if wanted else Output("", FINE)
    if arguments.diff:
        return fixed
    planned = plan(arguments.paths, arguments)
    results = planned.results()
    if known is not None:
        results = known(results, planned.settings)
    result = planned.as_one(results)
    code = _exit_code(result, planned.settings, arguments)
    rules = planned.run.registry.rules
    output = report(result, code, arguments, terminal, planned.settings, rules)
    remark = "" if arguments.quiet else planned.notice
    return output._replace(notice=remark + fixed.notice + output.notice)


def refuse(diagnostics: Sequence[Diagnostic], arguments: Namespace, terminal: Terminal) -> Output:
    """The errors of the configuration in the formats that are asked for: whoever reads the findings
    of a check finds them there."""
    result = Result(tuple(diagnostics), 1)
    return report(result, USAGE, arguments, terminal, Settings(), rules={})


def _fixed(arguments: Namespace, terminal: Terminal) -> Output:
    """Apply the fixes, or show what they would change."""
    inputs = gather(arguments.paths, arguments, excludes=True)
    settings = selected(inputs.settings, inputs.registry, arguments)
    return apply_fixes(inputs._replace(settings=settings), arguments, terminal)


def _baseline(file: str | None) -> Callable[[Sequence[Result], Settings], list[Result]] | None:
    """The function that takes the findings of a baseline out of results; None without a baseline."""
    if file is None:
        return None
    from designlint.console.known import load, without_known

    entries = load(file)
    return lambda results, settings: without_known(entries, results, file, settings)


def _exit_code(result: Result, settings: Settings, arguments: Namespace) -> int:
    if result.broken:
        return INTERNAL
    if result.unreadable:
        return USAGE
    found = any(diagnostic.severity >= settings.fails_from for diagnostic in result.diagnostics)
    return FINDINGS if found and not arguments.exit_zero else FINE
