"""The designs of a state, and the check of each as a comparison needs it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from designlint.check import check
from designlint.clock import Clock
from designlint.compare.snapshot import Snapshot, snapshot_of
from designlint.config import FILE_NAME, Settings
from designlint.console.files import below
from designlint.console.preparing import Prepared, prepared, settings_for
from designlint.console.selection import selected
from designlint.console.states import State
from designlint.language.project import Project
from designlint.records import NamedTuple
from designlint.revisions.checkout import Written
from designlint.runs.target import Target, designs_among

_SUFFIX = ".yaml"


class Design(NamedTuple):
    """A design of a state by the name that it is compared by, and its main file."""

    name: str
    target: Target

    @property
    def project(self) -> Project:
        """Its files."""
        return self.target.project

    def texts(self) -> list[str]:
        """The texts of its files, its main file first."""
        return [syntax.source.text for syntax in self.project.files]


class Yardstick(NamedTuple):
    """What the designs of a state are checked with. `texts` are what configures it, as it is written,
    `root` is the folder of the configuration among the files that are read; None without one."""

    ready: Prepared
    texts: tuple[bytes, ...] = ()
    root: Path | None = None


class Side(NamedTuple):
    """The designs of a state, and what they are checked with."""

    label: str
    designs: tuple[Design, ...]
    yardstick: Yardstick

    def snapshot(self, design: Design, clock: Clock) -> Snapshot:
        """What is known of a design as of today."""
        registry, settings, _ = self.yardstick.ready
        checked = check(design.project, registry, settings, date.today(), clock)
        return snapshot_of(checked, design.target.name)


def yardstick_of(state: State, at: Written | None, arguments: Namespace) -> Yardstick:
    """What applies to a state: its own configuration, or the one that the command line names. Raises
    UsageError and ConfigError."""
    settings = settings_for(str(_place(state.paths[0], at)), arguments)
    if at is not None and settings.root is not None:
        at.add([settings.root / folder for folder in settings.catalogue], _SUFFIX)
    ready = prepared(settings, arguments.clock)
    texts = tuple(_texts(settings))
    root = settings.root
    settings = selected(settings, ready.registry, arguments)
    if at is not None and root is not None:
        # Messages name files as they are in the work tree, so an override has to find them there.
        settings = settings._replace(root=at.in_work_tree(root))
        root = at.in_folder(root)
    return Yardstick(ready._replace(settings=settings), texts, root)


def side_of(
    state: State,
    at: Written | None,
    arguments: Namespace,
    yardstick: Yardstick,
    *,
    own_names: bool,
) -> Side:
    """The designs of a state: of the files as they are, or those of a commit that are written elsewhere.
    With `own_names` designs are compared by their names from the folder that is named, not from here."""
    settings = yardstick.ready.settings._replace(root=yardstick.root)
    targets, names = [], {}
    for shown in state.paths:
        place = _place(shown, at)
        for file in _files(place, settings):
            inside = Path(file).relative_to(place).as_posix() if place.is_dir() else ""
            name = (Path(shown) / inside).as_posix()
            targets.append(Target(name, file=Path(file), clock=arguments.clock))
            names[name] = inside if own_names else name
    found = [Design(names[one.name], one) for one in designs_among(targets, None)]
    return Side(state.label, tuple(found), yardstick)


def _place(shown: str, at: Written | None) -> Path:
    return Path(shown) if at is None else at.path(Path(shown))


def _files(place: Path, settings: Settings) -> list[str]:
    if place.is_dir():
        return below(str(place), settings)
    return [str(place)] if place.exists() else []


def _texts(settings: Settings) -> Iterator[bytes]:
    """The texts of a configuration, and of the technologies that it adds."""
    if settings.root is None:
        return
    folders = [settings.root / folder for folder in settings.catalogue]
    added = [path for folder in folders for path in sorted(folder.glob(f"*{_SUFFIX}"))]
    for path in (settings.root / FILE_NAME, *added):
        if path.is_file():
            yield path.read_bytes()
