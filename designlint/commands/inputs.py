"""What commands work on: the designs that their arguments name, and the settings that apply."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from designlint.check import Checked, check
from designlint.commands.command import UsageError
from designlint.config import ConfigError, Settings, find_config, load_settings
from designlint.language.project import Project, Unreadable, decode, load_project, load_text
from designlint.plugins import Registry, load_registry

SUFFIX = ".design"
STDIN = "-"


class Inputs(NamedTuple):
    """The designs of a run, with the registry and settings to check them by."""

    projects: tuple[Project, ...]
    registry: Registry
    settings: Settings

    def checked(self) -> Iterator[Checked]:
        """Each design, checked as of today."""
        for project in self.projects:
            yield check(project, self.registry, self.settings, date.today())

    def reread(self, texts: Mapping[Path, str]) -> Inputs:
        """The same designs read anew, with other texts in the place of some files."""
        again = [
            load_project(project.paths[0], project.files[0][0].name, texts)
            if project.files
            else project
            for project in self.projects
        ]
        return self._replace(projects=tuple(again))


def add_config_arguments(parser: ArgumentParser) -> None:
    """The arguments that choose a configuration."""
    parser.add_argument(
        "--config", metavar="FILE", help="the configuration (default: found upward)"
    )


def gather(paths: Iterable[str], arguments: Namespace) -> Inputs:
    """Find and read the designs that paths name. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    settings = settings_for(named[0], arguments)
    projects = tuple(_projects(named, settings, arguments))
    return Inputs(projects, load_registry(), settings)


def settings_for(path: str, arguments: Namespace) -> Settings:
    """The settings of the configuration that applies to a path. Raises ConfigError."""
    stated: str | None = getattr(arguments, "config", None)
    if stated is not None:
        if not Path(stated).is_file():
            raise UsageError(f"there is no configuration file '{stated}'")
        return load_settings(Path(stated), stated)
    start = Path() if path == STDIN else Path(path)
    found = find_config(start if start.is_dir() else start.parent)
    if found is None:
        return Settings()
    return load_settings(found, _relative(found))


def design_files(paths: Iterable[str], settings: Settings) -> list[str]:
    """The files that paths name, and the design files in the folders that they name."""
    files: list[str] = []
    for path in list(paths) or ["."]:
        files.extend(_below(path, settings.exclude) if Path(path).is_dir() else [path])
    return list(dict.fromkeys(files))


def one_design(path: str, arguments: Namespace) -> Checked:
    """The one design that a command is about, checked. Raises UsageError and ConfigError."""
    inputs = gather([path], arguments)
    if len(inputs.projects) != 1:
        raise UsageError(
            f"'{path}' holds {len(inputs.projects)} designs; name the one that is meant"
        )
    return next(inputs.checked())


def _projects(named: list[str], settings: Settings, arguments: Namespace) -> Iterator[Project]:
    """Each design once: a file that another one imports is a part of that one."""
    files: list[str] = []
    for path in named:
        if path == STDIN:
            name = getattr(arguments, "stdin_filename", None) or "stdin.design"
            yield load_text(_read_stdin(), name)
        elif Path(path).is_dir():
            files.extend(_below(path, settings.exclude))
        else:
            files.append(path)
    projects = [load_project(Path(name), name) for name in dict.fromkeys(files)]
    parts = {part for project in projects for part in project.paths[1:]}
    # Files that import each other in a circle would all be parts: then the first is the design.
    yield from [p for p in projects if not p.paths or p.paths[0] not in parts] or projects[:1]


def _read_stdin() -> str:
    text = decode(sys.stdin.buffer.read())
    if isinstance(text, Unreadable):
        raise UsageError(text.problem.format(name="standard input"))
    return text


def _below(folder: str, exclude: tuple[str, ...]) -> list[str]:
    """All design files below a folder, sorted, without hidden, ignored and excluded ones."""
    found: list[str] = []
    ignored = _Ignored(Path(folder), exclude)
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and not ignored.matches(here / f, folder=True)
        )
        designs = [here / name for name in sorted(names) if name.endswith(SUFFIX)]
        found.extend(path.as_posix() for path in designs if not ignored.matches(path))
    return found


class _Ignored:
    """What `.gitignore` files and the configuration leave out."""

    def __init__(self, root: Path, exclude: tuple[str, ...]) -> None:
        self._root = root
        lines = list(exclude)
        ignore = root / ".gitignore"
        if ignore.is_file():
            lines += ignore.read_text(encoding="utf-8", errors="replace").splitlines()
        self._spec = None
        if any(line.strip() for line in lines):
            from pathspec import PathSpec  # only where something is left out

            self._spec = PathSpec.from_lines("gitignore", lines)

    def matches(self, path: Path, *, folder: bool = False) -> bool:
        if self._spec is None:
            return False
        relative = path.relative_to(self._root).as_posix()
        return self._spec.match_file(f"{relative}/" if folder else relative)


def _relative(path: Path) -> str:
    """A path as a user would call it from here."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.path.relpath(path)


__all__ = [
    "ConfigError",
    "Inputs",
    "add_config_arguments",
    "design_files",
    "gather",
    "one_design",
    "settings_for",
]
