"""The baseline as commands use it: read from its file, and its findings taken out of results."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from designlint.base.reading import exists, is_file, resolved
from designlint.base.source import Source
from designlint.baseline import (
    BaselineError,
    Entry,
    Folder,
    Matched,
    match,
    read,
    stale_diagnostic,
    unreadable,
)
from designlint.config import ConfigError, Settings
from designlint.config.bounds import left_project
from designlint.console.command import UsageError
from designlint.console.importing import Importers
from designlint.diagnostics.result import Result
from designlint.language.root import LEFT

MAX_BYTES = 100_000_000


def load(file: str) -> list[Entry]:
    """The entries of a baseline. Raises UsageError where there is none, and ConfigError where it
    cannot be used: it is a part of the configuration."""
    if not exists(Path(file)):
        hint = "`designlint baseline create` writes one"
        raise UsageError(f"there is no baseline `{file}`; {hint}")
    try:
        return read(Source(file, _text(file)))
    except BaselineError as error:
        raise ConfigError((error.diagnostic,)) from None


def _text(file: str) -> str:
    path = Path(file)
    try:
        if left_project(path) is not None:
            raise unreadable(file, f"`{file}` {LEFT}")
        if not is_file(path):
            raise unreadable(file, f"`{file}` is not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise unreadable(file, f"`{file}` has more than {MAX_BYTES:_} bytes")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(file, f"`{file}` cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise unreadable(file, f"`{file}` is not UTF-8: the byte at {error.start}") from None


def around(file: str) -> Folder:
    """The folder of a baseline, in which its names are relative, however the command was started."""
    folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120  # links stay what they are

    def name(source: str) -> str:
        return os.path.relpath(source, folder).replace(os.sep, "/") if source else ""

    def is_there(named: str) -> bool:
        return exists(Path(folder) / named)

    return Folder(name, is_there)


def matched(
    entries: Sequence[Entry],
    results: Sequence[Result],
    file: str,
    settings: Settings,
    importers: Importers,
) -> Matched:
    """The results without the findings of a baseline, and the stale entries of that."""
    folder = Path(file).absolute().parent
    checked = {resolved(Path(result.design)) for result in results if not result.only}

    def is_seen_elsewhere(named: str) -> bool:
        return not checked.issuperset(importers.outside((folder / named).resolve()))

    around_it = around(file)._replace(is_seen_elsewhere=is_seen_elsewhere)
    return match(entries, results, around_it, lambda code: not settings.why_not(code))


def without_known(
    entries: Sequence[Entry],
    results: Sequence[Result],
    file: str,
    settings: Settings,
    importers: Importers,
) -> list[Result]:
    """The results without the findings of a baseline, and one more with its stale entries."""
    found = matched(entries, results, file, settings, importers)
    stamped = [settings.stamp(stale_diagnostic(entry)) for entry in found.stale]
    stale = Result(tuple([diagnostic for diagnostic in stamped if diagnostic is not None]), 0)
    return [*found.results, stale]
