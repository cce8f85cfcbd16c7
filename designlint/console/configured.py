"""The configuration of each design of a run: that of the nearest folder."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from designlint.base.reading import is_file, is_folder, resolved
from designlint.base.source import Source, Span
from designlint.config import Settings, load_settings
from designlint.config.bounds import default_root, left_project, named_packages, root_for
from designlint.config.codes import UNUSED_SETTING
from designlint.config.finding import FILE_NAME, config_in, strays, unread
from designlint.console.caching import configuration_cache
from designlint.console.command import UsageError
from designlint.console.remarks import remark
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.root import OF_REPOSITORY, Root

STDIN = "-"
_TECHNOLOGY = ".yaml"


class Configured:
    """The settings of each folder of a run; each file is read once.

    `given` are the paths that the command line names; `choose` puts what the command line selects on top of
    settings. `--config FILE` takes the place of all that would be found.
    """

    def __init__(
        self,
        given: Iterable[str],
        arguments: Namespace,
        choose: Callable[[Settings], Settings] | None = None,
    ) -> None:
        self._arguments = arguments
        self._clock = arguments.clock
        self._choose = choose
        self._stated: str | None = getattr(arguments, "config", None)
        if self._stated is not None and not is_file(Path(self._stated)):
            raise UsageError(f"there is no configuration file `{self._stated}`")
        searched = (Path(path) for path in given if path != STDIN and is_folder(Path(path)))
        self._searched = tuple([path.resolve() for path in searched])
        self._known: dict[Any, Settings] = {}
        self._files: dict[Path, Path | None] = {}
        # The folders of the projects, not those above: who owns these is not known.
        self._near: dict[Path, None] = {}
        self._settings: dict[Path | None, Settings] = {}
        self._roots: dict[Path, Root] = {}

    @property
    def all(self) -> list[Settings]:
        """All settings that were asked for, in that order."""
        return list(self._settings.values())

    def first(self, given: Iterable[str]) -> Settings:
        """The settings of the first path that the command line names: what is about the whole run
        follows these."""
        return self.of(next(iter(given), "."))

    def of(self, path: str) -> Settings:
        """The settings of a file or a folder; of standard input, those of the working folder. Raises
        ConfigError."""
        place = Path() if path == STDIN else Path(path)
        return self.at(place if is_folder(place) else place.parent)

    def at(self, folder: Path) -> Settings:
        """The settings of the files in a folder. Raises ConfigError."""
        file = Path(self._stated) if self._stated is not None else self._file(folder.resolve())
        if file not in self._settings:
            self._settings[file] = self._read(file)
        return self._settings[file]

    def root(self, path: Path) -> Root:
        """The import root of the design whose main file this is. Raises ConfigError."""
        project = self._left(path)
        if project is not None:
            return Root(project, OF_REPOSITORY, is_left=True)
        folder = resolved(path).parent
        if folder not in self._roots:
            settings = self.at(folder)
            root = root_for(settings, folder, self._searched)
            self._roots[folder] = root._replace(packages=named_packages(settings))
        return self._roots[folder]

    def is_left(self, path: Path) -> bool:
        """Whether a path leaves its project by a link."""
        return self._left(path) is not None

    def _left(self, path: Path) -> Path | None:
        return left_project(path, self._searched)

    def strays(self) -> list[Diagnostic]:
        """Warnings about files that look like a configuration, in the folders that were asked about."""
        if self._stated is not None:
            return []
        found = []
        for folder in self._near:
            beside = (FILE_NAME,) if is_file(folder / FILE_NAME) else ()
            for name in strays(folder):
                place = Span(Source(relative(folder / name), ""), 0, 0)
                found.append(UNUSED_SETTING.at(place, problem=unread(name, beside)))
        return found

    def _read(self, file: Path | None) -> Settings:
        named = "none" if file is None else self._named(file)
        remark(self._arguments, f"configuration: {named}")
        with self._clock.stage("configuration"):
            found = Settings() if file is None else self._loaded(file)
            return found if self._choose is None else self._choose(found)

    def _loaded(self, file: Path) -> Settings:
        cache = configuration_cache(self._arguments, file)
        return load_settings(file, self._named(file), self._known, cache)

    def _file(self, folder: Path) -> Path | None:
        """The nearest configuration file of a folder."""
        waiting = []
        found = None
        for one in (folder, *folder.parents):
            if one in self._files:
                found = self._files[one]
                break
            waiting.append(one)
            found = config_in(one)
            if found is not None:
                break
        self._files.update(dict.fromkeys(waiting, found))
        bound = default_root(folder, self._searched).folder
        self._near.update(dict.fromkeys([one for one in waiting if one.is_relative_to(bound)]))
        return found

    def _named(self, file: Path) -> str:
        return self._stated if self._stated is not None else relative(file)


def settings_for(path: str, arguments: Namespace) -> Settings:
    """The settings of the configuration that applies to a path. Raises UsageError, also for a folder that may
    have a configuration of its own that cannot be looked for, and ConfigError."""
    place = Path(path)
    try:
        os.lstat((place if is_folder(place) else place.parent) / FILE_NAME)
    except PermissionError as error:
        raise UsageError(f"`{path}` cannot be read: {error.strerror}") from None
    except OSError:
        pass  # no configuration is there, or it is above
    return Configured([path], arguments).of(path)


def configuring(settings: Settings) -> Iterator[Path]:
    """The files that settings were read from, and those of the technologies that they add."""
    yield from [Path(name).resolve() for name in settings.homes]
    for number, stated in enumerate(settings.catalogue):
        folder = settings.home("catalogue", number).folder / stated
        yield from sorted(folder.glob(f"*{_TECHNOLOGY}"))


def relative(path: Path) -> str:
    """A path as a user would write it here."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(os.path.relpath(path)).as_posix()
