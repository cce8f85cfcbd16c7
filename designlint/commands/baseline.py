"""`designlint baseline`: the known findings, so that a check shows new ones alone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from designlint.base.reading import exists
from designlint.baseline import FILE_NAME, Entry, entries_of, may_wait, stale_diagnostic, write
from designlint.console.command import (
    FINDINGS,
    FINE,
    INTERNAL,
    USAGE,
    Output,
    Terminal,
    UsageError,
)
from designlint.console.inputs import Inputs, gather, no_design
from designlint.console.known import around, load, matched
from designlint.console.limits import Limit
from designlint.console.preparing import add_config_arguments
from designlint.console.selection import add_selection_arguments, selected
from designlint.console.writing import write_whole
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.render.short import render
from designlint.render.summary import counted

LIMITS = (
    Limit(
        "force", lambda given: given.action == "create", "goes with create, which may let it grow"
    ),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `baseline`."""
    parser.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        metavar="ACTION",
        help="create: record what is found now; check: list the stale entries, exit code 1 if there is "
        "a stale entry; prune: remove them",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders, as for check (default: .)"
    )
    parser.add_argument(
        "--file",
        default=FILE_NAME,
        metavar="FILE",
        help="the baseline (default: %(default)s)",
    )
    parser.add_argument(
        "--force", action="store_true", help="create: let an existing baseline grow"
    )
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """Create, check or prune; nothing is written when a design or a rule is broken."""
    choose = partial(selected, arguments=arguments)
    inputs = gather(arguments.paths, arguments, choose=choose, excludes=True)
    if not inputs.projects:
        raise no_design(arguments.paths)
    every = terminal.progress.counted(inputs.checked(), len(inputs.projects), "designs are checked")
    results = [checked.result for checked in every]
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    if any(result.unreadable for result in results):
        return Output(_listed(found), USAGE)
    if any(result.broken for result in results):
        return Output(_listed(found), INTERNAL)
    return _ACTIONS[arguments.action](arguments, inputs, results)


def _listed(diagnostics: Sequence[Diagnostic]) -> str:
    return render(Result(tuple(diagnostics), 0))


def _create(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    """Record all findings; an existing baseline may shrink but not grow, unless forced."""
    file = arguments.file
    entries = entries_of(results, around(file))
    if exists(Path(file)) and not arguments.force:
        known = load(file)
        found = matched(known, results, file, inputs.settings, inputs.importers)
        more = len(entries_of(found.results, around(file)))
        if more:
            raise UsageError(
                f"`{file}` would grow by {counted(more, 'finding')}, and a baseline only shrinks; "
                "fix them, or use --force"
            )
    _write(file, entries)
    rest = sum(not may_wait(d) for result in results for d in result.diagnostics)
    hint = f"; {counted(rest, 'error')} of the language cannot be in a baseline" if rest else ""
    return Output(f"{file}: {counted(len(entries), 'finding')}{hint}\n", FINE)


def _check(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    known = load(arguments.file)
    stale = matched(known, results, arguments.file, inputs.settings, inputs.importers).stale
    listed = _listed([stale_diagnostic(entry) for entry in stale])
    text = f"{listed}{arguments.file}: {counted(len(known), 'finding')}, {len(stale)} stale\n"
    return Output(text, FINDINGS if stale else FINE)


def _prune(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    known = load(arguments.file)
    stale = matched(known, results, arguments.file, inputs.settings, inputs.importers).stale
    gone = {id(entry) for entry in stale}
    kept = [entry for entry in known if id(entry) not in gone]
    if stale:
        _write(arguments.file, kept)
    text = f"{arguments.file}: {counted(len(kept), 'finding')}, {len(stale)} removed\n"
    return Output(text, FINE)


def _write(file: str, entries: Sequence[Entry]) -> None:
    try:
        write_whole(Path(file), write(entries))
    except OSError as error:
        raise UsageError(f"cannot write `{file}`: {error.strerror or error}") from None


_ACTIONS: dict[str, Callable[[Namespace, Inputs, Sequence[Result]], Output]] = {
    "create": _create,
    "check": _check,
    "prune": _prune,
}
