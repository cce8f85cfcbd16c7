"""How a file is called: by one name, whatever spelling or link leads to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


def never(_: Path) -> bool:
    """What is so for no path."""
    return False


def named_once(paths: Iterable[str], is_left: Callable[[Path], bool] = never) -> Iterator[str]:
    """The files that paths lead to, each once and by its own name: relative to the working folder where
    it is below that, else as it is given. A path that leaves its project by a link, as `is_left` says, keeps
    the name of the link."""
    here = os.path.realpath(".")
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if is_left(Path(path)):
            yield Path(path).as_posix()
        elif real not in seen:
            seen.add(real)
            yield _shown(path, real, here)


def _shown(path: str, real: str, here: str) -> str:
    inside = os.path.join(here, "")  # noqa: PTH118  # pure text
    if real.startswith(inside):
        return Path(real[len(inside) :]).as_posix()
    if Path(path).is_absolute():
        return Path(real).as_posix()
    try:
        return Path(os.path.relpath(real, here)).as_posix()
    except ValueError:  # on another drive
        return Path(real).as_posix()
