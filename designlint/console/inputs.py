"""The designs that a command works on, and what they are checked with."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from designlint.check import Checked, Understood, check, understood
from designlint.clock import Clock, today
from designlint.config import Settings
from designlint.console.command import UsageError
from designlint.console.files import SUFFIX, below, is_excluded
from designlint.console.preparing import STDIN, prepared, settings_for
from designlint.diagnostic import Diagnostic
from designlint.language.project import (
    MAX_BYTES,
    Project,
    Unreadable,
    decode,
    load_project,
    load_text,
    project_root,
)
from designlint.plugins import Registry
from designlint.records import NamedTuple
from designlint.runs.target import Target, designs_among

MakeTarget = Callable[[str, Clock], Target]
"""From the path of a file to the target that it is; the clock counts the time of reading it."""


class Inputs(NamedTuple):
    """The designs of a run, with the registry and settings to check them with.

    `warnings` are about the configuration.
    """

    projects: tuple[Project, ...]
    registry: Registry
    settings: Settings
    clock: Clock
    warnings: tuple[Diagnostic, ...] = ()

    def checked(self) -> Iterator[Checked]:
        """Each design, checked as of today."""
        for project in self.projects:
            yield check(project, self.registry, self.settings, today(), self.clock)

    def reread(self, texts: Mapping[Path, str]) -> Inputs:
        """The same designs read again, with other texts in the place of some files."""
        again = [
            load_project(project.paths[0], project.files[0].source.name, texts, self.clock)
            if project.files
            else project
            for project in self.projects
        ]
        return self._replace(projects=tuple(again))


def by_name(file: str, clock: Clock) -> Target:
    """A design whose files have the names that the command line gives them."""
    return Target(file, clock=clock)


def by_root(file: str, clock: Clock) -> Target:
    """A design whose files have names relative to the root of its project, so that a document about
    it is the same wherever it is written."""
    path = Path(file).resolve()
    root = project_root(path)
    return Target(path.relative_to(root).as_posix(), file=path, clock=clock)


def gather(
    paths: Iterable[str],
    arguments: Namespace,
    make_target: MakeTarget = by_name,
    *,
    excludes: bool = False,
) -> Inputs:
    """Find and read the designs that paths name, see `named_targets`. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    clock: Clock = arguments.clock
    registry, settings, warnings = prepared(settings_for(named[0], arguments), clock)
    found = named_targets(named, settings, arguments, make_target, excludes=excludes)
    targets = designs_among(found, None)
    return Inputs(tuple([one.project for one in targets]), registry, settings, clock, warnings)


def design_files(paths: Iterable[str], settings: Settings) -> list[str]:
    """The files that paths name, without those that are excluded, and the design files in the folders
    that they name."""
    files: list[str] = []
    for path in list(paths) or ["."]:
        if Path(path).is_dir():
            files.extend(below(path, settings))
        elif not is_excluded(path, settings):
            files.append(path)
    return list(dict.fromkeys(files))


def no_design(paths: Iterable[str]) -> UsageError:
    """The error that paths name no design."""
    return UsageError(f"no {SUFFIX} file in {', '.join(paths) or '.'}")


def one_design(path: str, arguments: Namespace, make_target: MakeTarget = by_name) -> Checked:
    """The one design that a command is about, checked. Raises UsageError and ConfigError."""
    checked = next(one_input(path, arguments, make_target).checked())
    if checked.result.unreadable:
        raise UsageError(checked.result.diagnostics[0].message)
    return checked


def one_understood(path: str, arguments: Namespace) -> Understood:
    """The one design that a command is about, whose rules are not asked. Raises UsageError and
    ConfigError."""
    inputs = one_input(path, arguments)
    project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    return understood(project, inputs.registry, inputs.clock)


def one_input(path: str, arguments: Namespace, make_target: MakeTarget = by_name) -> Inputs:
    """The one design that a path names. Raises UsageError and ConfigError."""
    inputs = gather([path], arguments, make_target)
    if len(inputs.projects) != 1:
        raise UsageError(f"`{path}` holds {len(inputs.projects)} designs; name one of them")
    return inputs


def named_targets(
    named: Iterable[str],
    settings: Settings,
    arguments: Namespace,
    make_target: MakeTarget = by_name,
    *,
    excludes: bool = False,
) -> list[Target]:
    """The files that paths name, each once, whether they are designs or parts of one; folders are
    searched. `excludes` leaves out named files, too, that the configuration excludes. Raises UsageError
    for a standard input that is no text."""
    clock: Clock = arguments.clock
    targets: list[Target] = []
    files: dict[str, None] = {}
    for path in named:
        if path == STDIN:
            name = getattr(arguments, "stdin_filename", None) or "stdin.design"
            targets.append(Target(name, load_text(read_stdin(), name, clock)))
        elif Path(path).is_dir():
            with clock.stage("find"):
                files.update(dict.fromkeys(below(path, settings)))
        elif not (excludes and is_excluded(path, settings)):
            files[path] = None
    return [*targets, *[make_target(file, clock) for file in files]]


def read_stdin() -> str:
    """The text of the standard input. Raises UsageError where it is none."""
    text = decode(stdin_bytes())
    if isinstance(text, Unreadable):
        raise UsageError(text.problem.format(name="standard input"))
    return text


def stdin_bytes() -> bytes:
    """All of the standard input. Raises UsageError where it cannot be read or is too long for a design."""
    if sys.stdin is None:
        raise UsageError("the standard input is closed")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"the standard input cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"the standard input has more than {MAX_BYTES:_} bytes")
    return data
