"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from designlint.base.reading import exists, is_file, resolved
from designlint.config.bounds import left_project
from designlint.language.root import LEFT

_TRIES = 100


def in_line_ends_of(raw: str, text: str) -> str:
    """A text with the line ends of a file as it is: those of Windows where all are, since git checks files
    out so."""
    return text.replace("\n", "\r\n") if raw.count("\r\n") == raw.count("\n") > 0 else text


def write_whole(path: Path, content: str | bytes) -> None:
    """Replace the content of a file in one step, so that no reader sees half of it. Raises OSError.

    A path in a project that leads out of it by a link is refused: a stranger may have put the link there.
    The content is written beside the file and renamed, which keeps the file's permissions; a link stays
    one. Anything but a regular file (`/dev/stdout`, a pipe) is written to directly.
    """
    # A file name that is not valid Unicode is written with escapes.
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    _stay(path)
    target = resolved(path)
    if exists(target) and not is_file(target):
        target.write_bytes(data)
        return
    part = _write_part(target, data)
    try:
        if exists(target):
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing; refuse a path as `write_whole` does. Raises
    OSError."""
    _stay(path)
    path.mkdir(parents=True, exist_ok=True)


def _stay(path: Path) -> None:
    if left_project(path) is not None:
        raise OSError(errno.EXDEV, f"it {LEFT}")


def _write_part(target: Path, data: bytes) -> Path:
    """A new file beside the target, under a name that is not taken."""
    for number in range(_TRIES):
        part = target.with_name(f".{target.name}.{os.getpid()}-{number}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
        except FileExistsError:
            continue
        except OSError:
            part.unlink(missing_ok=True)
            raise
        return part
    raise FileExistsError(f"{_TRIES} files beside '{target}' have names of half-written ones")
