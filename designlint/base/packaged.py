"""What comes with a package: its modules, and files such as the grammar.

`importlib.resources` and `pkgutil` find both, too, but what they import (temporary files, readers of
archives and of source text) takes longer than to look into a folder, so they are asked only where a package
is not in one.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.machinery import all_suffixes
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def files(package: str) -> Traversable:
    """The folder of a package."""
    folder = Path(_folder(package))
    if folder.is_dir():
        return folder
    from importlib import resources

    return resources.files(package)


def modules(package: str) -> list[str]:
    """The names of the modules and packages in a package, as `pkgutil.iter_modules` finds them."""
    folder = _folder(package)
    if not Path(folder).is_dir():
        from pkgutil import iter_modules

        return [module.name for module in iter_modules([folder])]
    found = {_module(folder, name) for name in os.listdir(folder)}  # noqa: PTH208  # names are enough
    return sorted(found - {"", "__init__"})


def _folder(package: str) -> str:
    return next(iter(import_module(package).__path__))


def _module(folder: str, name: str) -> str:
    """The module that something in a folder is; empty where it is none."""
    stem, _, rest = name.partition(".")
    if rest:
        return stem if f".{rest}" in _SUFFIXES else ""
    inside = Path(folder, name)
    is_package = any((inside / f"__init__{suffix}").is_file() for suffix in _SUFFIXES)
    return stem if is_package else ""


_SUFFIXES = tuple(all_suffixes())
