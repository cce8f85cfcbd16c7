"""Decision records in a folder: found there, and written to it."""

from __future__ import annotations

from pathlib import Path

from designlint.base.reading import exists, is_file, is_folder
from designlint.config.bounds import left_project
from designlint.console.command import UsageError
from designlint.console.writing import make_folder, write_whole
from designlint.language.root import LEFT
from designlint.madr import MARK, WrittenRecord

MOST_FILES = 1000
"""The most files of a folder that are read."""
MOST_BYTES = 1_000_000
"""The most bytes of a file that are read."""


def write_records(folder: Path, records: tuple[WrittenRecord, ...]) -> int:
    """Write records to a folder, which is made where it is missing; give how many changed.

    A file that designlint has not written stays as it is, and so does a link: nothing is written then.
    Raises UsageError.
    """
    try:
        make_folder(folder)
        changed = [one for one in records if _differs(folder / one.name, one.text)]
        for record in changed:
            write_whole(folder / record.name, record.text)
    except OSError as error:
        where = error.filename or folder
        raise UsageError(f"`{where}` cannot be written: {error.strerror}") from None
    return len(changed)


def _differs(path: Path, text: str) -> bool:
    """Whether a file has another text than this one. Raises UsageError for a file of somebody else."""
    if path.is_symlink() or (exists(path) and not is_file(path)):
        raise UsageError(f"`{path.as_posix()}` is no file; nothing is written")
    if not exists(path):
        return True
    old = read_limited(path)
    if MARK not in old:
        raise UsageError(f"`{path.as_posix()}` was not written by designlint; nothing is written")
    return old != text


def record_files(paths: list[str], suffixes: tuple[str, ...]) -> dict[str, str]:
    """The texts of files, and of those with one of the suffixes in folders, by their paths.

    Links in a folder are not followed, and none leads out of the project. Raises UsageError.
    """
    found: dict[str, str] = {}
    for path in map(Path, paths):
        if left_project(path) is not None:
            raise UsageError(f"`{path.as_posix()}` {LEFT}")
        for file in _in_folder(path, suffixes) if is_folder(path) else [path]:
            found[file.as_posix()] = read_limited(file)
    return found


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.name.lower().endswith(suffixes) and is_file(path) and not path.is_symlink()
    ]
    if len(files) > MOST_FILES:
        raise UsageError(f"`{folder.as_posix()}` holds more than {MOST_FILES} files")
    return files


def read_limited(path: Path) -> str:
    """The text of a file of a decent size. Raises UsageError."""
    try:
        if is_file(path) and path.stat().st_size > MOST_BYTES:
            raise UsageError(f"`{path.as_posix()}` has more than {MOST_BYTES:,} bytes")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read `{path.as_posix()}`: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"`{path.as_posix()}` is no text in UTF-8") from None
