"""The designs of a state, and the check of each as a comparison needs it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial
from pathlib import Path

from designlint.base.clock import Clock
from designlint.base.reading import exists, is_file, is_folder
from designlint.base.records import NamedTuple
from designlint.check import check
from designlint.compare.snapshot import Snapshot, snapshot_of
from designlint.config import Settings
from designlint.console.configured import Configured, configuring, relative
from designlint.console.selection import Selected, selected
from designlint.console.setups import Choose, Setups
from designlint.console.states import State
from designlint.language.project import Project
from designlint.revisions.checkout import Written
from designlint.runs.setup import Setup
from designlint.runs.target import Target, designs_among


class Design(NamedTuple):
    """A design of a state by the name that it is compared by, its main file, and what it is checked with,
    also as it is written. One that `may_be_meant` is compared only where the other state has it under a name
    that was asked for."""

    name: str
    target: Target
    setup: Setup
    configuration: tuple[bytes, ...]
    may_be_meant: bool = False

    @property
    def project(self) -> Project:
        """Its files."""
        return self.target.project

    def texts(self) -> list[str]:
        """The texts of its files, its main file first."""
        return [syntax.source.text for syntax in self.project.files]

    def snapshot(self, clock: Clock) -> Snapshot:
        """What is known of it as of today."""
        settings = self.setup.settings
        checked = check(self.project, self.setup.registry, settings, date.today(), clock)
        return snapshot_of(checked, self.target.name, settings.fails)


class Side(NamedTuple):
    """The designs of a state, and all files that configure their checks."""

    label: str
    designs: tuple[Design, ...]
    configuring: tuple[Path, ...] = ()


def side_of(
    state: State,
    at: Written | None,
    arguments: Namespace,
    *,
    newer: Path | None = None,
    own_names: bool = False,
) -> Side:
    """The designs of a state: of the files as they are, or those of a commit that are written elsewhere,
    each with its own configuration, unless the command line names one for all.

    Where a file is asked for that a commit does not have, its designs that the folder of the `newer` state
    does not have may be that file. With `own_names` designs are compared by their names from the folder that
    is named, not from here. Raises UsageError and ConfigError.
    """
    places = {shown: Path(shown) if at is None else at.path(Path(shown)) for shown in state.paths}
    configured = Configured([str(place) for place in places.values()], _with_config(arguments, at))
    setups = Setups(configured, arguments.clock, _choose(arguments, at))
    targets: dict[str, Target] = {}
    names, meant = {}, set()
    for shown, place in places.items():
        for file in _files(place, setups):
            inside = Path(file).relative_to(place).as_posix() if is_folder(place) else ""
            name = (Path(shown) / inside).as_posix()
            targets[name] = _target(name, Path(file), setups, arguments)
            names[name] = inside if own_names else name
        if at is not None and newer is not None and not exists(place):
            for path in _gone_since(at, newer, setups):
                name = relative(at.in_work_tree(path))
                meant.add(name)
                names[name] = name
                targets.setdefault(name, _target(name, path, setups, arguments))
    found = [
        _design(names[one.name], one, may_be_meant=one.name in meant)
        for one in designs_among(targets.values(), None)
    ]
    paths = [path for settings in configured.all for path in configuring(settings)]
    return Side(state.label, tuple(found), tuple(dict.fromkeys(paths)))


def _target(name: str, path: Path, setups: Setups, arguments: Namespace) -> Target:
    configured = setups.configured
    target = Target(name, None, path, arguments.clock, configured.root(path))
    target.setup = setups.of(configured.at(target.folder))
    return target


def _gone_since(at: Written, newer: Path, setups: Setups) -> list[Path]:
    """The designs of a commit of which a newer state has no file."""
    found = [Path(file) for file in setups.found(str(at.folder))]
    return [path for path in found if not exists(newer / path.relative_to(at.folder))]


def _design(name: str, target: Target, *, may_be_meant: bool) -> Design:
    if target.setup is None:
        raise TypeError(f"nothing is known to check {name} with")
    paths = configuring(target.setup.settings)
    texts = tuple([path.read_bytes() for path in paths])
    return Design(name, target, target.setup, texts, may_be_meant)


def _files(place: Path, setups: Setups) -> list[str]:
    if is_folder(place):
        return setups.found(str(place))
    return [str(place)] if exists(place) else []


def _with_config(arguments: Namespace, at: Written | None) -> Namespace:
    """The arguments, with the configuration that they name as a file of the commit: what is in it is relative
    to its folder."""
    stated = arguments.config
    if at is None or stated is None or not is_file(Path(stated)):
        return arguments
    root = at.repository.root
    if not Path(stated).resolve().is_relative_to(root):
        return arguments
    at.take([Path(stated).resolve()], root)
    return Namespace(**{**vars(arguments), "config": str(at.path(Path(stated)))})


def _choose(arguments: Namespace, at: Written | None) -> Choose:
    """What the command line selects. Messages name the files of a commit as they are in the work tree, so
    that overrides have to find them there."""
    chosen = partial(selected, arguments=arguments)
    if at is None:
        return chosen

    def choose(settings: Settings) -> Selected:
        overrides = [
            one if one.folder is None else one._replace(folder=at.in_work_tree(one.folder))
            for one in settings.overrides
        ]
        return chosen(settings._replace(overrides=tuple(overrides)))

    return choose
