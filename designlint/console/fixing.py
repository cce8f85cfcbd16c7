"""The fixes of `check`: applied to the files, or shown as what they would change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from designlint.base.wording import counted
from designlint.console.command import (
    FINDINGS,
    FINE,
    INTERNAL,
    USAGE,
    Output,
    Terminal,
    UsageError,
)
from designlint.console.configured import STDIN
from designlint.console.inputs import Inputs
from designlint.diagnostics.result import Result
from designlint.language.codes import UNREADABLE

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def add_fix_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments about fixes."""
    parser.add_argument(
        "--fix", action="store_true", help="apply the safe fixes, then show what is left"
    )
    parser.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: apply also the fixes that need a review",
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help="show what --fix would change, write nothing; exit with 1 if anything would change",
    )


def wants_fixes(arguments: Namespace) -> bool:
    """Whether fixes are to be applied or shown. Raises UsageError where there can be none."""
    if arguments.unsafe_fixes and not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if (arguments.fix or arguments.diff) and STDIN in arguments.paths:
        raise UsageError("fixes are for files, not for standard input")
    return bool(arguments.fix or arguments.diff)


def apply_fixes(inputs: Inputs, arguments: Namespace, terminal: Terminal) -> Output:
    """Apply the fixes and report how many; with `--diff` show them and write nothing. Raises
    UsageError."""
    from designlint.fixes.applying import Found, Texts, fix_all  # only a run that fixes needs it

    results: list[Result] = []

    def look(texts: Texts) -> list[Found]:
        again = inputs.reread(texts)
        results[:] = [checked.result for checked in again.checked()]
        return [
            Found(project, result.diagnostics)
            for project, result in zip(again.projects, results, strict=True)
        ]

    fixed = fix_all(look, unsafe=arguments.unsafe_fixes)
    changed = {p: text for p, text in fixed.texts.items() if text != fixed.old[p]}
    names = [fixed.names[path] for path in changed]
    if arguments.diff:
        from designlint.render.diff import diff
        from designlint.render.style import painter

        paint = painter(terminal.colour)
        shown = [diff(fixed.names[p], fixed.old[p], text, paint) for p, text in changed.items()]
        errors, code = _failed(results, terminal)
        notice = errors + _summary("would fix", fixed.number, names, arguments)
        return Output("".join(shown), code or (FINDINGS if changed else FINE), notice)
    for path, text in changed.items():
        _write(path, text, fixed.names[path])
    return Output("", FINE, _summary("fixed", fixed.number, names, arguments))


def _failed(results: Sequence[Result], terminal: Terminal) -> tuple[str, int]:
    """Why not all fixes can be known, and the exit code for it; nothing where they are."""
    failed = [result for result in results if result.unreadable or result.broken]
    if not failed:
        return "", FINE
    # An answer from the cache needs no rules.
    from designlint.registry import RULE_FAILED
    from designlint.render.terminal import render_diagnostics

    about = (UNREADABLE.code, RULE_FAILED.code)
    errors = [one for result in failed for one in result.diagnostics if one.code in about]
    shown = render_diagnostics(errors, width=terminal.width, colour=False)
    return shown, INTERNAL if any(result.broken for result in failed) else USAGE


def _summary(did: str, number: int, names: list[str], arguments: Namespace) -> str:
    if arguments.quiet:
        return ""
    if not number:
        return f"designlint: nothing {'to fix' if did.startswith('would') else 'was fixed'}\n"
    return f"designlint: {did} {counted(number, 'finding')} in {', '.join(names)}\n"


def _write(path: Path, text: str, name: str) -> None:
    """Write a file with the line ends and the byte order mark that it had."""
    from designlint.console.writing import in_line_ends_of, write_whole  # few runs write

    try:
        raw = path.read_bytes().decode()
        text = in_line_ends_of(raw, text)
        if raw.startswith(_BYTE_ORDER_MARK):
            text = _BYTE_ORDER_MARK + text
        write_whole(path, text)
    except OSError as error:
        raise UsageError(f"`{name}` cannot be written: {error.strerror}") from None
