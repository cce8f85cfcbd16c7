"""The plugins that are installed: the entry points of the group `designlint`.

`importlib.metadata` finds them, too, but what it imports (a parser of e-mails, readers of archives) takes
longer than the rules need for a small design. Here only the `entry_points.txt` of each distribution is
read. Where a distribution may be elsewhere than in a folder of `sys.path`, `importlib.metadata` is asked.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache, reduce
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Protocol

from designlint.base.records import NamedTuple

PROJECT = "designlint"
"""The group of the entry points, and the first word of each hook."""
SUFFIXES = (".dist-info", ".egg-info")
METADATA = ("METADATA", "PKG-INFO")


class EntryPoint(Protocol):
    """An entry point: one of this module, or of `importlib.metadata`."""

    @property
    def name(self) -> str:
        """Its name in its group."""

    @property
    def value(self) -> str:
        """What it names: `module` or `module:attribute`."""

    @property
    def dist(self) -> Any:
        """Its distribution, which has a `name` and a `version`; None where it is not known."""

    def load(self) -> Any:
        """Import what it names."""


class Distribution(NamedTuple):
    """What an entry point was installed with."""

    name: str
    version: str


class FoundEntryPoint(NamedTuple):
    """An entry point as its distribution states it; `value` is `module` or `module:attribute`."""

    name: str
    value: str
    dist: Distribution

    def load(self) -> Any:
        """Import what it names."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        names = [name for name in attributes.strip().split(".") if name]
        return reduce(getattr, names, import_module(module.strip()))


def installed() -> list[EntryPoint]:
    """The plugins that are installed, whether they are used or not."""
    if not _are_all_in_folders():
        return sorted(_looked_up(), key=plugin_name)
    return list(_remembered(tuple([(place, _changed(place)) for place in _places()])))


def distributions() -> list[str]:
    """The folders of what is installed; their names have the versions."""
    return sorted(
        [str(folder) for place in sys.path for folder in _distributions(place or os.curdir)]
    )


def plugin_name(entry: EntryPoint) -> str:
    """The name of a plugin: that of its package and that of its entry point."""
    distribution = entry.dist.name if entry.dist else "?"
    return f"{distribution}:{entry.name}"


def is_ours(entry: EntryPoint) -> bool:
    """Whether a plugin is one of designlint itself."""
    return plugin_name(entry).startswith(f"{PROJECT}:")


def _places() -> list[str]:
    return [os.path.abspath(place) for place in sys.path]  # noqa: PTH100  # few of the names need a path


def _changed(place: str) -> int:
    """When something was last added to a folder or removed from it, in nanoseconds."""
    try:
        return os.stat(place).st_mtime_ns  # noqa: PTH116  # few of the names need a path
    except OSError:
        return 0  # a path may name what is not there


@lru_cache(maxsize=4)
def _remembered(places: tuple[tuple[str, int], ...]) -> tuple[EntryPoint, ...]:
    """The entry points in folders, as long as nothing changes in these: a run asks for them more than once."""
    return tuple(sorted(_found([place for place, _ in places]), key=plugin_name))


def _looked_up() -> Iterator[EntryPoint]:
    from importlib.metadata import entry_points

    yield from entry_points(group=PROJECT)


def _are_all_in_folders() -> bool:
    """Whether no finder but Python's own knows distributions, and nothing on the path is an archive."""
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    return finders == [PathFinder] and not any(
        place.endswith(".egg") or Path(place).is_file() for place in sys.path
    )


def _found(places: list[str]) -> Iterator[FoundEntryPoint]:
    """The entry points of each distribution; of several of one name the first on the path counts."""
    seen: set[str] = set()
    for place in places:
        for folder in _distributions(place):
            name = re.sub(r"[-_.]+", "_", folder.stem.partition("-")[0].lower())
            if name not in seen:
                seen.add(name)
                yield from _entry_points(folder)


def _distributions(place: str) -> list[Path]:
    try:
        names = os.listdir(place)  # noqa: PTH208  # few of the names need a path
    except OSError:
        return []  # a path may name what is not there
    return [Path(place, name) for name in names if name.lower().endswith(SUFFIXES)]


def _entry_points(folder: Path) -> Iterator[FoundEntryPoint]:
    text = _text(folder / "entry_points.txt")
    if f"[{PROJECT}]" not in text:
        return
    distribution = _distribution(folder)
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1]
        elif group == PROJECT and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield FoundEntryPoint(name.strip(), value.strip(), distribution)


def _distribution(folder: Path) -> Distribution:
    """Name and version, from the headers of the metadata, which end with the first empty line."""
    text = next(filter(None, [_text(folder / name) for name in METADATA]), "")
    headers = [line.partition(":") for line in text.partition("\n\n")[0].splitlines()]
    values = {name.lower(): value.strip() for name, _, value in headers}
    return Distribution(values.get("name", "?"), values.get("version", ""))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # most distributions have no entry points
