"""Files of packages: `pkg:acme/platform.design` is a file in the folder of the package `acme`.

A package is a folder that the configuration names, or an installed Python package. It is found by its
name and never imported, so that none of its code runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from designlint.base.records import NamedTuple
from designlint.language.suggest import clip, did_you_mean

PREFIX = "pkg:"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
NO_PACKAGES: Mapping[str, Path] = MappingProxyType({})


class Found(NamedTuple):
    """A file of a package: the folder of that, and its own path."""

    folder: Path
    path: Path


def split(stated: str) -> tuple[str, str]:
    """The name of the package and the path inside it, of `pkg:NAME/PATH`."""
    name, _, path = stated.removeprefix(PREFIX).partition("/")
    return name, path


def find(stated: str, named: Mapping[str, Path] = NO_PACKAGES, usual: str = "") -> Found | str:
    """The file that `pkg:NAME/PATH` states, or the problem with it. `named` are the folders of the
    packages of a configuration, `usual` is the path where none is stated."""
    name, path = split(stated)
    if not NAME.fullmatch(name):
        return f"`{clip(stated)}` is not of the form `{PREFIX}NAME/PATH`"
    folder = named.get(name) or installed(name)
    if folder is None:
        return f"no package `{clip(name)}` is installed{did_you_mean(name, named)}"
    try:
        target = (folder / (path or usual)).resolve()
    except (OSError, ValueError, RuntimeError):  # a NUL character; a cycle of links
        return f"`{clip(stated)}` is not the path of a file"
    if not target.is_relative_to(folder):
        return f"`{clip(stated)}` is outside the package `{name}`"
    return Found(folder, target)


def installed(name: str) -> Path | None:
    """The folder of an installed package; a hyphen may stand for an underscore."""
    for called in dict.fromkeys((name, name.replace("-", "_"))):
        try:
            spec = find_spec(called) if called.isidentifier() else None
        except (ImportError, ValueError):
            continue
        folder = next(iter(spec.submodule_search_locations or ()), None) if spec else None
        if folder is not None:
            return Path(folder).resolve()
    return None
