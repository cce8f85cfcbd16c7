"""`designlint check`: lint designs and prove their requirements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from functools import partial

from designlint.config import Settings
from designlint.console.caching import CACHE_LIMIT
from designlint.console.command import FINDINGS, FINE, INTERNAL, USAGE, Output, Terminal
from designlint.console.configured import STDIN
from designlint.console.fixing import add_fix_arguments, apply_fixes, wants_fixes
from designlint.console.limits import Limit, limits
from designlint.console.planning import Planned, plan
from designlint.console.preparing import add_config_arguments
from designlint.console.reporting import (
    add_report_arguments,
    built_in_alone,
    check_targets,
    report,
)
from designlint.console.running import (
    add_run_arguments,
    as_one,
    fails_by_design,
    results_of,
)
from designlint.console.selection import add_selection_arguments, selected
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.result import Result
from designlint.render.formats import GROUPED
from designlint.runs.question import Check

_SHOWN = ("sarif", "json")
Known = Callable[[Sequence[Result], Planned[Result]], list[Result]]
"""Takes the findings of a baseline out of the results of a run."""
LIMITS = (
    Limit("stdin_filename", lambda given: STDIN in given.paths, "goes with -, the standard input"),
    *limits(
        (
            "format",
            "output",
            "statistics",
            "timings",
            "show_accepted",
            "group_by",
            "baseline",
            "fail_on",
            "exit_zero",
        ),
        lambda given: not given.diff,
        "goes with findings, not with --diff",
    ),
    CACHE_LIMIT,
    Limit(
        "show_accepted",
        lambda given: not given.statistics and not built_in_alone(given, but=_SHOWN),
        f"goes with the formats {' and '.join(_SHOWN)}",
    ),
    Limit(
        "group_by",
        lambda given: not given.statistics and not built_in_alone(given, but=GROUPED),
        f"goes with the formats {', '.join(GROUPED)}",
    ),
)
"""Options that apply only in some runs."""


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
        metavar="SEVERITY",
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
    choose = partial(selected, arguments=arguments)
    planned = plan(arguments.paths, arguments, Check(), choose=choose, excludes=True)
    results = results_of(planned, terminal.progress)
    if known is not None:
        results = known(results, planned)
    result = as_one(planned, results)
    fails = fails_by_design(planned)
    code = _exit_code(result, fails, arguments)
    output = report(result, code, arguments, terminal, fails, lambda: planned.run.registry.rules)
    remark = "" if arguments.quiet else planned.notice
    return output._replace(notice=remark + fixed.notice + output.notice)


def refuse(diagnostics: Sequence[Diagnostic], arguments: Namespace, terminal: Terminal) -> Output:
    """The errors of the configuration in the formats that are asked for: whoever reads the findings
    of a check finds them there."""
    result = Result(tuple(diagnostics), 1)
    return report(result, USAGE, arguments, terminal, Settings().fails, rules=dict)


def _fixed(arguments: Namespace, terminal: Terminal) -> Output:
    """Apply the fixes, or show what they would change."""
    from designlint.console.inputs import gather

    choose = partial(selected, arguments=arguments)
    inputs = gather(arguments.paths, arguments, choose=choose, shared=True, excludes=True)
    return apply_fixes(inputs, arguments, terminal)


def _baseline(file: str | None) -> Known | None:
    """The function that takes the findings of a baseline out of results; None without a baseline."""
    if file is None:
        return None
    from designlint.console.known import load, without_known

    entries = load(file)
    return lambda results, planned: without_known(
        entries, results, file, planned.settings, planned.importers
    )


def _exit_code(result: Result, fails: Callable[[Diagnostic], bool], arguments: Namespace) -> int:
    if result.broken:
        return INTERNAL
    if result.unreadable:
        return USAGE
    found = any(fails(diagnostic) for diagnostic in result.diagnostics)
    return FINDINGS if found and not arguments.exit_zero else FINE
