"""What commands work on: the designs that their arguments name, and what they are checked by."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from designlint.check import Checked, check
from designlint.commands.command import UsageError
from designlint.commands.files import SUFFIX, below
from designlint.commands.preparing import (
    STDIN,
    add_config_arguments,
    prepared,
    settings_for,
)
from designlint.config import ConfigError, Settings
from designlint.diagnostic import Diagnostic
from designlint.language.project import (
    Project,
    Unreadable,
    decode,
    load_project,
    load_text,
    project_root,
)
from designlint.plugins import Registry
from designlint.runs.target import Target, designs_among


class Inputs(NamedTuple):
    """The designs of a run, with the registry and settings to check them by.

    `remarks` are about the configuration.
    """

    projects: tuple[Project, ...]
    registry: Registry
    settings: Settings
    remarks: tuple[Diagnostic, ...] = ()

    def checked(self) -> Iterator[Checked]:
        """Each design, checked as of today."""
        for project in self.projects:
            yield check(project, self.registry, self.settings, date.today())

    def reread(self, texts: Mapping[Path, str]) -> Inputs:
        """The same designs read anew, with other texts in the place of some files."""
        again = [
            load_project(project.paths[0], project.files[0].source.name, texts)
            if project.files
            else project
            for project in self.projects
        ]
        return self._replace(projects=tuple(again))


def gather(
    paths: Iterable[str], arguments: Namespace, target: Callable[[str], Target] = Target
) -> Inputs:
    """Find and read the designs that paths name. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    registry, settings, remarks = prepared(settings_for(named[0], arguments))
    targets = designs_among(named_targets(named, settings, arguments, target), None)
    return Inputs(tuple([one.project for one in targets]), registry, settings, remarks)


def design_files(paths: Iterable[str], settings: Settings) -> list[str]:
    """The files that paths name, and the design files in the folders that they name."""
    files: list[str] = []
    for path in list(paths) or ["."]:
        files.extend(below(path, settings) if Path(path).is_dir() else [path])
    return list(dict.fromkeys(files))


def by_root(file: str) -> Target:
    """A design whose files are named from the root of its project on, so that what is written of it
    is the same wherever it is written."""
    path = Path(file).resolve()
    root = project_root(path)
    return Target(path.relative_to(root).as_posix(), file=path)


def one_design(
    path: str, arguments: Namespace, target: Callable[[str], Target] = Target
) -> Checked:
    """The one design that a command is about, checked. Raises UsageError and ConfigError."""
    inputs = gather([path], arguments, target)
    if len(inputs.projects) != 1:
        raise UsageError(
            f"'{path}' holds {len(inputs.projects)} designs; name the one that is meant"
        )
    return next(inputs.checked())


def named_targets(
    named: Iterable[str],
    settings: Settings,
    arguments: Namespace,
    target: Callable[[str], Target] = Target,
) -> list[Target]:
    """The files that paths name, each once, whether they are designs or parts of one; folders are
    searched."""
    targets: list[Target] = []
    files: dict[str, None] = {}
    for path in named:
        if path == STDIN:
            name = getattr(arguments, "stdin_filename", None) or "stdin.design"
            targets.append(Target(name, load_text(_read_stdin(), name)))
        elif Path(path).is_dir():
            files.update(dict.fromkeys(below(path, settings)))
        else:
            files[path] = None
    return [*targets, *map(target, files)]


def _read_stdin() -> str:
    text = decode(sys.stdin.buffer.read())
    if isinstance(text, Unreadable):
        raise UsageError(text.problem.format(name="standard input"))
    return text


__all__ = [
    "SUFFIX",
    "ConfigError",
    "Inputs",
    "add_config_arguments",
    "by_root",
    "design_files",
    "gather",
    "named_targets",
    "one_design",
    "settings_for",
]
