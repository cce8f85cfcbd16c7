"""A configuration file with those that it extends, read into settings.

All of these files are untrusted: no file outside the repository, or outside an installed package, is read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from designlint import __version__
from designlint.base.reading import is_file, is_folder
from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.config.bounds import bound_of, left_project
from designlint.config.codes import WRONG_VERSION, ConfigError, fatal
from designlint.config.finding import FILE_NAME, PYPROJECT, config_in
from designlint.config.forms import Address, Notes
from designlint.config.keys import KEYS
from designlint.config.merging import over
from designlint.config.nodes import read_file
from designlint.config.overrides import Override
from designlint.config.settings import Home, OwnProfile, Plugins, Settings, unknown_profile
from designlint.config.version import allows
from designlint.language.packages import PREFIX, find
from designlint.language.root import LEFT
from designlint.language.suggest import clip

if TYPE_CHECKING:
    from designlint.base.cache import Cache

MAX_DEPTH = 10
MAX_FILES = 50
_APART = ("overrides", "plugins", "profiles")


def load_settings(
    path: Path, name: str, known: Known | None = None, cache: Cache | None = None
) -> Settings:
    """Read a configuration file; `name` is what messages call it. `known` has what files state that
    others extend, too, and the `cache` what texts were read as. Raises ConfigError with a diagnostic at each
    mistake."""
    if left_project(path) is not None:
        raise fatal(Source(name, ""), 0, f"`{name}` {LEFT}")
    reader = _Reader({} if known is None else known, cache)
    settings = reader.read(_File(path.resolve(), name, bound_of(path)))
    notes = Notes()
    _judge_profiles(settings, notes)
    if notes.diagnostics:
        raise ConfigError(tuple(notes.diagnostics))
    return settings


class _File(NamedTuple):
    """A file, what messages call it, and the folder that what it extends may not leave. `home` is the
    folder of the project's own file, where this is a file of a package."""

    path: Path
    name: str
    bound: Path
    home: Path | None = None


Known: TypeAlias = "dict[_File, Settings]"


class _Reader:
    """Reads a file and those that it extends, one inside the other."""

    def __init__(self, known: Known, cache: Cache | None) -> None:
        self._known = known
        self._cache = cache
        self._chain: dict[Path, str] = {}
        self._number = 0

    def read(self, file: _File) -> Settings:
        """The settings of a file on top of those that it extends."""
        self._number += 1
        self._chain[file.path] = file.name
        if file not in self._known:
            self._known[file] = _own(file, self._cache)
        own = self._known[file]
        base: Settings | None = None
        for number, stated in enumerate(own.extends):
            span = own.stated["extends", number]
            found = self.read(self._extended(stated, span, file))
            base = found if base is None else over(base, found)
        del self._chain[file.path]
        return own if base is None else over(base, own)

    def _extended(self, stated: str, span: Span, file: _File) -> _File:
        """The file that a file extends. Raises ConfigError."""
        found = _base(stated, file)
        problem = found if isinstance(found, str) else self._trouble(found)
        if isinstance(found, str) or problem:
            notes = Notes()
            notes.wrong(span, problem)
            raise ConfigError(tuple(notes.diagnostics))
        return found

    def _trouble(self, found: _File) -> str:
        if found.path in self._chain:
            names = list(self._chain.values())[list(self._chain).index(found.path) :]
            return f"`extends` cycle: {' -> '.join([*names, names[0]])}"
        if len(self._chain) >= MAX_DEPTH:
            return f"at most {MAX_DEPTH} files extend one another"
        if self._number >= MAX_FILES:
            return f"a configuration has at most {MAX_FILES} files"
        return ""


def _base(stated: str, file: _File) -> _File | str:
    """The file that `extends` names, or the problem with it."""
    if stated.startswith(PREFIX):
        return _of_package(stated, file)
    try:
        path = (file.path.parent / stated).resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL character; a cycle of links
        return f"`{clip(stated)}` is not the path of a file"
    if not path.is_relative_to(file.bound):
        what = "the package" if file.home else "the repository"
        return f"`{clip(stated)}` is outside {what}"
    if is_folder(path):
        inside = config_in(path)
        if inside is None:
            return f"the folder `{clip(stated)}` has no `{FILE_NAME}`"
        path = inside.resolve()
        if not path.is_relative_to(file.bound):
            return f"`{clip(stated)}` {LEFT}"
    problem = _no_file(path, stated)
    return problem or file._replace(path=path, name=_named(path, file))


def _of_package(stated: str, file: _File) -> _File | str:
    """The file of a package that `extends` names, or the problem with it."""
    place = find(stated, usual=FILE_NAME)
    if isinstance(place, str):
        return place
    problem = _no_file(place.path, stated)
    home = file.home or file.path.parent
    return problem or _File(place.path, place.path.as_posix(), place.folder, home)


def _no_file(path: Path, stated: str) -> str:
    """What is wrong with a file that `extends` names."""
    if not is_file(path):
        return f"there is no file `{clip(stated)}`"
    if path.suffix not in (".yaml", ".yml") and path.name != PYPROJECT:
        return f"`{clip(stated)}` is no YAML file"
    return ""


def _named(path: Path, file: _File) -> str:
    """What messages call a file that another one extends."""
    if file.home is not None:
        return path.as_posix()
    relative = os.path.relpath(path, file.path.parent)
    return Path(os.path.normpath(Path(file.name).parent / relative)).as_posix()


def _own(file: _File, cache: Cache | None) -> Settings:
    """What a file states itself."""
    notes = Notes()
    node = read_file(file.path, file.name, cache)
    read = KEYS.read(node, (), notes)
    _require_version(read, notes)
    if file.home is not None and "root" in read:
        notes.wrong(notes.stated["root",], "a package does not know the root of a project")
    profiles = {name: OwnProfile(**_fields(own)) for name, own in read.get("profiles", {}).items()}
    # A key with a mistake is not read, so it must not be reported as missing.
    stated = () if notes.diagnostics else read.get("overrides", ())
    home = Home(file.path.parent, file.bound, file.home or file.path.parent)
    overrides = tuple(_overrides(stated, home.project, notes))
    if notes.diagnostics:
        raise ConfigError(tuple(sorted(notes.diagnostics, key=lambda d: d.sort_key)))
    plain = _fields({key: value for key, value in read.items() if key not in _APART})
    return Settings(
        **plain,
        overrides=overrides,
        profiles=profiles,
        plugins=Plugins(**read.get("plugins", {})),
        folder=file.path.parent,
        homes={file.name: home},
        stated={**notes.stated, **notes.keys, **_values(notes)},
    )


def _values(notes: Notes) -> dict[Address, Span]:
    """The places of values that are judged later; for other keys it is that of the key."""
    return {at: span for at, span in notes.stated.items() if at and at[-1] in ("profile", "root")}


def _fields(read: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in read.items()}


def _require_version(read: dict[str, Any], notes: Notes) -> None:
    required = read.get("required-version", "")
    at = notes.stated.get(("required-version",))
    if required and at is not None and not allows(required, __version__):
        # A mistake may be valid in the required version, so no other one is reported.
        mismatch = WRONG_VERSION.at(at, required=clip(required), version=__version__)
        raise ConfigError((mismatch,))


def _judge_profiles(settings: Settings, notes: Notes) -> None:
    """Report the names of profiles that there are not; a base may have what a file names."""
    if problem := unknown_profile(settings.profile, settings.profiles):
        notes.wrong(settings.stated["profile",], problem)
    for number, override in enumerate(settings.overrides):
        problem = unknown_profile(override.profile, settings.profiles) if override.profile else ""
        if problem:
            notes.wrong(settings.stated["overrides", number, "profile"], problem)


def _overrides(read: tuple[dict[str, Any], ...], folder: Path, notes: Notes) -> list[Override]:
    found = []
    for number, raw in enumerate(read):
        span = notes.stated["overrides", number]
        changes = _fields({k: v for k, v in raw.items() if k not in ("files", "elements")})
        if not raw.get("files") and not raw.get("elements"):
            notes.wrong(span, "an override names the `files` or `elements` that it is about")
        elif not changes:
            notes.wrong(
                span,
                "an override has `ignore`, `severity`, `profile`, `fail-on` or `options`, or it changes nothing",
            )
        else:
            found.append(_override(raw, changes, span, folder))
    return found


def _override(raw: dict[str, Any], changes: dict[str, Any], span: Span, folder: Path) -> Override:
    return Override(
        raw.get("files", ()),
        raw.get("elements", ()),
        changes.pop("ignore", ()),
        changes.pop("severity", {}),
        span,
        folder=folder,
        **changes,
    )
