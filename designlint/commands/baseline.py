"""`designlint baseline`: the findings that a team lives with for now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from designlint.baseline import FILE_NAME, Entry, entries_of, stale_diagnostic, write
from designlint.commands.command import Output, Terminal, UsageError
from designlint.commands.inputs import ConfigError, Inputs, add_config_arguments, gather
from designlint.commands.known import around, load, sifted
from designlint.commands.selection import add_selection_arguments, selected
from designlint.commands.writing import write_whole
from designlint.diagnostic import Diagnostic
from designlint.render.short import render
from designlint.render.summary import counted
from designlint.result import Result

FINE, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `baseline`."""
    parser.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        metavar="ACTION",
        help="create: write what is found now; check: name the entries that are stale, exit code 1 "
        "if any is; prune: take them out",
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
        "--force", action="store_true", help="create: overwrite a baseline that knows less"
    )
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # plain text alone
    """Do one of the three; nothing is written when a design or a rule is broken."""
    try:
        inputs = gather(arguments.paths, arguments)
        if not inputs.projects:
            raise UsageError(f"no .design file in {', '.join(arguments.paths) or '.'}")
        inputs = inputs._replace(settings=selected(inputs.settings, inputs.registry, arguments))
        results = [checked.result for checked in inputs.checked()]
        for code, is_so in ((USAGE, _is_unreadable), (INTERNAL, _is_broken)):
            if any(is_so(result) for result in results):
                return _told([d for result in results for d in result.diagnostics], code)
        return _ACTIONS[arguments.action](arguments, inputs, results)
    except ConfigError as trouble:
        return _told(trouble.diagnostics, USAGE)


def _is_unreadable(result: Result) -> bool:
    return result.unreadable


def _is_broken(result: Result) -> bool:
    return result.broken


def _told(diagnostics: Sequence[Diagnostic], code: int) -> Output:
    return Output(render(Result(tuple(diagnostics), 0)), code)


def _create(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    """Write all findings down; what is there already may shrink but not grow, unless forced."""
    file = arguments.file
    entries = entries_of(results, around(file))
    if Path(file).exists() and not arguments.force:
        known = load(file)
        found = sifted(known, results, file, inputs.settings)
        more = len(entries_of(found.results, around(file)))
        if more:
            raise UsageError(
                f"'{file}' would grow by {counted(more, 'finding')}, and a baseline only shrinks; "
                "mend them, or say --force"
            )
    _write(file, entries)
    rest = sum(len(result.diagnostics) for result in results) - len(entries)
    hint = f"; {counted(rest, 'error')} of the language cannot wait" if rest else ""
    return Output(f"{file}: {counted(len(entries), 'finding')}{hint}\n", FINE)


def _check(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    known = load(arguments.file)
    stale = sifted(known, results, arguments.file, inputs.settings).stale
    listed = render(Result(tuple([stale_diagnostic(entry) for entry in stale]), 0))
    text = f"{listed}{arguments.file}: {counted(len(known), 'finding')}, {len(stale)} stale\n"
    return Output(text, FINDINGS if stale else FINE)


def _prune(arguments: Namespace, inputs: Inputs, results: Sequence[Result]) -> Output:
    known = load(arguments.file)
    stale = sifted(known, results, arguments.file, inputs.settings).stale
    gone = {id(entry) for entry in stale}
    kept = [entry for entry in known if id(entry) not in gone]
    if stale:
        _write(arguments.file, kept)
    text = f"{arguments.file}: {counted(len(kept), 'finding')}, {len(stale)} taken out\n"
    return Output(text, FINE)


def _write(file: str, entries: Sequence[Entry]) -> None:
    try:
        write_whole(Path(file), write(entries))
    except OSError as trouble:
        raise UsageError(f"cannot write '{file}': {trouble.strerror or trouble}") from None


_ACTIONS: dict[str, Callable[[Namespace, Inputs, Sequence[Result]], Output]] = {
    "create": _create,
    "check": _check,
    "prune": _prune,
}
