"""The design files below a folder, without those that are hidden, ignored or excluded."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from designlint.base.reading import bytes_of, exists, is_folder
from designlint.base.records import NamedTuple
from designlint.config import Settings
from designlint.config.finding import may_configure
from designlint.config.patterns import spec_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.util import CheckResult

SUFFIX = ".design"
_GITIGNORE, _MOST = ".gitignore", 1_000_000
SettingsAt: TypeAlias = "Callable[[Path], Settings]"
"""The settings of the files in a folder."""


class Searched(NamedTuple):
    """The design files that a search has found; the patterns of configurations that left something out,
    each with the folder that it is relative to; and the names of all files and folders that were seen."""

    files: list[str]
    used: frozenset[tuple[str, str]]
    names: frozenset[str]


def below(folder: str, settings_at: SettingsAt) -> list[str]:
    """All design files below a folder, sorted, as paths that begin with the folder's name."""
    return search(folder, settings_at).files


def search(folder: str, settings_at: SettingsAt, most: int | None = None) -> Searched:
    """Look for design files below a folder. Each folder is searched as its nearest configuration
    says. The search ends after the `most` folders, where that is given."""
    found: list[str] = []
    seen: set[str] = set()
    closed: list[str] = []
    ignored = _Ignored(Path(folder), settings_at)
    every = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename).as_posix()))
    for parent, folders, names in islice(every, most):
        here = Path(parent)
        ignored.enter(here, configured=may_configure(names))
        if _GITIGNORE in names:
            ignored.read(here)
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        designs = [here / name for name in sorted(names) if _is_design(name)]
        seen.update(folders, [path.name for path in designs])
        folders[:] = [f for f in folders if not ignored.matches(here / f, folder=True)]
        found.extend(
            path.as_posix() for path in designs if not ignored.matches(path) and _may_be_file(path)
        )
    # What may not be searched may hold designs: whoever reads it learns why it cannot be.
    return Searched([*found, *closed], frozenset(ignored.used), frozenset(seen))


def _is_design(name: str) -> bool:
    """Whether a file that is found has the name of a design. Editors and file systems keep theirs beside
    it, hidden: `.#a.design` of Emacs, `._a.design` of macOS."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def _may_be_file(path: Path) -> bool:
    """Whether a path leads to a regular file, or to what may not be looked at."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def is_excluded(path: str, settings: Settings) -> bool:
    """Whether the configuration leaves out a file that is named: pre-commit and editors name every file
    that changes. What `.gitignore` leaves out is checked where it is named."""
    return bool(settings.exclude) and not is_folder(Path(path)) and _excluded(Path(path), settings)


def excluded_notice(paths: Iterable[str], settings_of: Callable[[str], Settings]) -> str:
    """The remark on the named files that are left out; empty without one."""
    out = [path for path in paths if is_excluded(path, settings_of(path))]
    verb = "is" if len(out) == 1 else "are"
    listed = ", ".join(f"`{path}`" for path in out)
    return f"designlint: {listed} {verb} excluded by the configuration\n" if out else ""


def _excluded(path: Path, settings: Settings) -> bool:
    name = Path(_absolute(path))
    # As in a search: what is in a folder that is left out is out, whatever names it again.
    places = [(name, False), *((folder, True) for folder in name.parents)]
    return any(
        found is not None and found.include
        for one in _excluding(settings)
        for place, is_folder in places
        for found in (_check(one.home, one.spec, place.as_posix(), folder=is_folder),)
    )


class _Ignored:
    """The patterns of the configuration and of `.gitignore` files, also of those above the folder."""

    def __init__(self, folder: Path, settings_at: SettingsAt) -> None:
        self._specs: dict[str, GitIgnoreSpec] = {}
        self._settings_at = settings_at
        self._by_config: dict[Path | None, list[_Excluding]] = {}
        self._by_folder: dict[Path, list[_Excluding]] = {}
        self._excluded: list[_Excluding] = []
        self.used: set[tuple[str, str]] = set()
        for parent in _above(folder):
            self.read(parent)

    def enter(self, folder: Path, *, configured: bool) -> None:
        """Leave out from now on what the configuration of a folder excludes: where it may not be `configured` by
        itself, as the one around it."""
        known = None if configured else self._by_folder.get(folder.parent)
        self._excluded = self._by_folder[folder] = self._of(folder) if known is None else known

    def _of(self, folder: Path) -> list[_Excluding]:
        settings = self._settings_at(folder)
        if settings.folder not in self._by_config:
            self._by_config[settings.folder] = _excluding(settings)
        return self._by_config[settings.folder]

    def read(self, folder: Path) -> None:
        """Take in the `.gitignore` of a folder, if it has one."""
        try:
            text = bytes_of(folder / _GITIGNORE, _MOST).decode("utf-8", errors="replace")
        except OSError:
            return  # there is none, or git would not read it, either
        self._specs.setdefault(_absolute(folder), spec_of(text.splitlines()))

    def matches(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a file or folder is left out; of several patterns the innermost decides."""
        if not self._specs and not self._excluded:
            return False
        name = _absolute(path)
        for one in self._excluded:
            found = _check(one.home, one.spec, name, folder=folder)
            if found is not None and found.index is not None:
                self.used.add((one.home, one.patterns[found.index]))
            if found is not None and found.include:
                return True
        checks = [_check(at, spec, name, folder=folder) for at, spec in self._specs.items()]
        verdicts = [check.include for check in checks if check is not None]
        return next((v for v in reversed(verdicts) if v is not None), False)


class _Excluding(NamedTuple):
    """The patterns of a configuration that are relative to one folder."""

    home: str
    patterns: list[str]
    spec: GitIgnoreSpec


def _excluding(settings: Settings) -> list[_Excluding]:
    return [
        _Excluding(_absolute(home), patterns, spec_of(patterns))
        for home, patterns in settings.exclusions().items()
    ]


def _check(at: str, spec: GitIgnoreSpec, name: str, *, folder: bool) -> CheckResult[str] | None:
    """Whether a folder's patterns exclude a path, include it or do not match; None for a path elsewhere."""
    if not name.startswith(f"{at.rstrip('/')}/"):
        return None
    relative = name[len(at.rstrip("/")) + 1 :]
    return spec.check_file(f"{relative}/" if folder else relative)


def _above(folder: Path) -> Iterator[Path]:
    """The folders around one up to that of its git repository, outermost first; none without one."""
    parents = [folder.resolve(), *folder.resolve().parents]
    for number, parent in enumerate(parents):
        if exists(parent / ".git"):
            yield from reversed(parents[1 : number + 1])
            return


def _absolute(path: Path) -> str:
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  # links keep their own names
