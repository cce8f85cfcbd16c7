"""The designs that a command works on, and what they are checked with."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.clock import Clock, today
from designlint.base.reading import is_folder, resolved
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.config import Settings
from designlint.console.command import UsageError
from designlint.console.configured import STDIN, Configured
from designlint.console.files import SUFFIX, below, is_excluded
from designlint.console.importing import Importers, with_importers, with_neighbours
from designlint.console.naming import named_once
from designlint.console.remarks import remark_designs
from designlint.console.setups import Choose, Setups
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.texts import MAX_BYTES, Unreadable, decode
from designlint.runs.narrowing import asked, narrowed
from designlint.runs.target import Target, designs_among

if TYPE_CHECKING:  # an answer from the cache needs no rules, analyses or parser
    from designlint.check import Checked, Understood
    from designlint.language.project import Project
    from designlint.registry import Registry

MakeTarget = Callable[[str, Configured, Clock], Target]
"""From the path of a file to the target that it is; the clock counts the time of reading it."""


class Inputs(NamedTuple):
    """The designs of a run, with what each is checked with, and the registry and settings of the run
    as a whole.

    `warnings` are about the configuration.
    """

    projects: tuple[Project, ...]
    registry: Registry
    settings: Settings
    clock: Clock
    warnings: tuple[Diagnostic, ...]
    targets: tuple[Target, ...]
    importers: Importers

    def checked(self) -> Iterator[Checked]:
        """Each design, checked as of today."""
        from designlint.check import check

        for project, target in zip(self.projects, self.targets, strict=True):
            used = target.setup or self
            checked = check(project, used.registry, used.settings, today(), self.clock)
            yield checked._replace(result=narrowed(asked(checked.result, target)))

    def reread(self, texts: Mapping[Path, str]) -> Inputs:
        """The same designs read again, with other texts in the place of some files."""
        from designlint.language.project import load_project

        again = [
            load_project(
                project.paths[0], project.files[0].source.name, texts, self.clock, target.root
            )
            if project.files
            else project
            for project, target in zip(self.projects, self.targets, strict=True)
        ]
        return self._replace(projects=tuple(again))


def by_name(file: str, configured: Configured, clock: Clock) -> Target:
    """A design whose files have the names that the command line gives them."""
    return Target(file, clock=clock, root=configured.root(Path(file)))


def by_root(file: str, configured: Configured, clock: Clock) -> Target:
    """A design whose files have names relative to the root of its project, so that a document about
    it is the same wherever it is written."""
    path = resolved(Path(file))
    root = configured.root(Path(file))
    folder = root.folder if path.is_relative_to(root.folder) else path.parent
    return Target(path.relative_to(folder).as_posix(), file=path, clock=clock, root=root)


def gather(
    paths: Iterable[str],
    arguments: Namespace,
    make_target: MakeTarget = by_name,
    choose: Choose | None = None,
    *,
    shared: bool = False,
    excludes: bool = False,
) -> Inputs:
    """Find and read the designs that paths name, see `named_targets`; with `shared` also those that share a
    file with them, for what they say of it. Raises UsageError and ConfigError."""
    named = list(paths) or ["."]
    clock: Clock = arguments.clock
    setups = Setups(Configured(named, arguments), clock, choose)
    first = setups.of(setups.configured.first(named))
    registry = first.registry  # what is wrong with the rules is reported first
    importers = Importers(named, arguments)
    found = named_targets(
        named, setups, arguments, make_target, importers=importers, excludes=excludes
    )
    targets = designs_among(found, None)
    if getattr(arguments, "changed_since", None) is not None:
        from designlint.console.changed import changed_designs  # few commands ask git

        targets = list(changed_designs(targets, None, arguments).designs)
    remark_designs(arguments, [one.name for one in targets])
    if shared:
        make = partial(importing_target, setups, make_target, clock)
        targets = with_neighbours(targets, importers, make)
    projects = tuple([one.project for one in targets])
    return Inputs(
        projects,
        registry,
        first.settings,
        clock,
        setups.warnings(),
        tuple(targets),
        importers,
    )


def design_files(paths: Iterable[str], configured: Configured) -> list[str]:
    """The files that paths name, without those that are excluded, and the design files in the folders
    that they name."""
    files: list[str] = []
    for path in list(paths) or ["."]:
        settings = configured.of(path)  # a mistake in it is reported, whatever it says
        if is_folder(Path(path)):
            files.extend(below(path, configured.at))
        elif not is_excluded(path, settings):
            files.append(path)
    return list(named_once(files, configured.is_left))


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
    from designlint.check import understood

    inputs = one_input(path, arguments)
    project = inputs.projects[0]
    if project.unreadable:
        raise UsageError(project.diagnostics[0].message)
    return understood(project, inputs.registry, inputs.clock)


def one_input(path: str, arguments: Namespace, make_target: MakeTarget = by_name) -> Inputs:
    """The one design that a path names. Raises UsageError and ConfigError."""
    inputs = gather([path], arguments, make_target)
    if len(inputs.projects) != 1:
        raise several(path, inputs.targets)
    setup = inputs.targets[0].setup
    if setup is None:
        return inputs
    return inputs._replace(registry=setup.registry, settings=setup.settings)


def several(path: str, targets: Sequence[Target]) -> UsageError:
    """The error that a path names not one design, but these."""
    count = len(targets)
    if any(target.only is not None for target in targets):
        names = listed([target.name for target in targets])
        return UsageError(f"`{path}` is a part of {count} designs, {names}; name one of them")
    return UsageError(f"`{path}` holds {count} designs; name one of them")


def named_targets(
    named: Iterable[str],
    setups: Setups,
    arguments: Namespace,
    make_target: MakeTarget = by_name,
    *,
    importers: Importers,
    excludes: bool = False,
) -> list[Target]:
    """The files that paths name, each once, whether they are designs or parts of one; folders are
    searched. `excludes` leaves out named files, too, that the configuration excludes. In the place of a part
    of designs that are not named, these are given. Raises UsageError for a standard input that is no text."""
    clock: Clock = arguments.clock
    configured = setups.configured
    targets: list[Target] = []
    files: dict[str, None] = {}
    for path in named:
        if path == STDIN:
            name = getattr(arguments, "stdin_filename", None) or "stdin.design"
            from designlint.language.project import load_text

            root = configured.root(Path(name))
            targets.append(Target(name, load_text(read_stdin(), name, clock, root), root=root))
        elif is_folder(Path(path)):
            with clock.stage("find"):
                files.update(dict.fromkeys(setups.found(path)))
        elif not (excludes and is_excluded(path, configured.of(path))):
            files[path] = None
    # What an editor holds stands for the file that it is saved to.
    held = {target.path for target in targets}
    found = [make_target(file, configured, clock) for file in named_once(files, configured.is_left)]
    targets += [target for target in found if target.path not in held]
    make = partial(importing_target, setups, make_target, clock)
    targets = with_importers(targets, importers, make)
    for target in targets:
        target.setup = setups.of(configured.at(target.folder))
    return targets


def importing_target(
    setups: Setups, make_target: MakeTarget, clock: Clock, file: Path, texts: Mapping[Path, str]
) -> Target:
    """The target of a design that was found because it imports a file."""
    name = next(named_once([str(file)]))
    target = make_target(name, setups.configured, clock)
    target.setup = setups.of(setups.configured.at(file.parent))
    if not texts:
        return target
    from designlint.language.project import load_project

    project = load_project(file, target.name, texts, clock, target.root)
    return Target(target.name, project, file, clock, target.root, target.setup)


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
