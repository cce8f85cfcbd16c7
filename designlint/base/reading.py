"""Files of others: what a file is, and how large, is asked before it is read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def resolved(path: Path) -> Path:
    """The path without links. A cycle of links leads nowhere: what is in it stays as it is."""
    return Path(os.path.realpath(path))


def exists(path: str | Path) -> bool:
    """Whether there is something at a path. What may not be looked at is not there: whoever reads it all the
    same learns why."""
    return os.path.exists(path)  # noqa: PTH110  # that of `pathlib` raises


def is_file(path: str | Path) -> bool:
    """Whether a path leads to a regular file that may be looked at."""
    return os.path.isfile(path)  # noqa: PTH113  # that of `pathlib` raises


def is_folder(path: str | Path) -> bool:
    """Whether a path leads to a folder that may be looked at."""
    return os.path.isdir(path)  # noqa: PTH112  # that of `pathlib` raises


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a regular file that has at most `most`. Raises OSError.

    A pipe or a device could be read without end, and opening one may already wait without end.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if found.st_size > most:
        raise OSError(errno.EFBIG, f"it has more than {most:_} bytes")
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:_} bytes")
    return data
