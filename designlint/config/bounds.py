"""How far a path in a configuration may reach: not out of its repository."""

from __future__ import annotations

import os
from pathlib import Path

from designlint.base.reading import is_folder, resolved
from designlint.config.codes import CONFIG, ConfigError
from designlint.config.finding import config_in
from designlint.config.settings import Settings
from designlint.language.root import NO_REPOSITORY, OF_REPOSITORY, Root, repository_of
from designlint.language.suggest import clip


def bound_of(path: Path) -> Path:
    """The folder that paths in a configuration may not leave; see `default_root`."""
    return default_root(path.resolve().parent, ()).folder


def default_root(folder: Path, searched: tuple[Path, ...]) -> Root:
    """The import root of the designs in a folder, where the configuration states none: the repository.

    Without one, as in a container or an archive: the outermost of the folder itself, those above that
    hold a configuration, the working folder, and those that the command has `searched`. A whole file
    system is no project.
    """
    repository = repository_of(folder)
    if repository is not None:
        return Root(repository, OF_REPOSITORY)
    above = [one for one in folder.parents if config_in(one) is not None]
    around = [one for one in (*searched, _here()) if folder.is_relative_to(one)]
    found = [one for one in (folder, *above, *around) if one.parent != one]
    return Root(min(found, key=lambda one: len(one.parts), default=folder), NO_REPOSITORY)


def left_project(path: Path, searched: tuple[Path, ...] = ()) -> Path | None:
    """The project that a path is in by its name, where links lead from it to elsewhere; None where it
    stays inside. Outside of a repository, of folders with a configuration, and of those `searched`, links are
    their owner's, who may lead them anywhere."""
    place = Path(os.path.abspath(path))  # noqa: PTH100  # links are what this is about
    target = resolved(place)
    if target == place:
        return None
    around = (place.parent, *place.parent.parents)
    project = repository_of(place.parent) or next(
        (one for one in reversed(around) if config_in(one) is not None or one in searched), None
    )
    return None if project is None or target.is_relative_to(resolved(project)) else project


def root_for(settings: Settings, folder: Path, searched: tuple[Path, ...]) -> Root:
    """The import root of the designs in a folder. Raises ConfigError where a stated one cannot be."""
    if not settings.root:
        return default_root(folder, searched)
    span = settings.stated["root",]
    remedy = f"`root` in {span.source.name} sets it"
    return Root(_folder(settings, settings.root, "root"), remedy)


def named_packages(settings: Settings) -> dict[str, Path]:
    """The folders of the packages that a configuration names. Raises ConfigError."""
    return {
        name: _folder(settings, stated, "packages", name)
        for name, stated in settings.packages.items()
    }


def _folder(settings: Settings, stated: str, *address: str) -> Path:
    """A folder that a configuration states. Raises ConfigError."""
    home = settings.home(*address)
    try:
        folder = (home.folder / stated).resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL character; a cycle of links
        problem = f"`{clip(stated)}` is not the path of a folder"
    else:
        if not folder.is_relative_to(home.bound):
            problem = f"`{clip(stated)}` is outside the repository"
        elif not is_folder(folder):
            problem = f"there is no folder `{clip(stated)}`"
        else:
            return folder
    raise ConfigError((CONFIG.at(settings.stated[address], problem=problem),))


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:  # the folder is gone
        return Path("/nowhere")
