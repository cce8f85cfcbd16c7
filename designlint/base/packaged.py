"""The files that come with the package, such as the grammar: `files` as in `importlib.resources`.

What that module imports (temporary files, readers of archives) takes longer than to read the files, so
it is asked only where a package is not in a folder.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def files(package: str) -> Traversable:
    """The folder of a package."""
    folder = Path(next(iter(import_module(package).__path__)))
    if folder.is_dir():
        return folder
    from importlib import resources

    return resources.files(package)
