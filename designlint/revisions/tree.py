"""The design files of a commit, written to a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from designlint.base.records import NamedTuple
from designlint.revisions.git import Repository, RevisionError

MOST_BYTES = 500_000_000
"""The most bytes that are read of one commit."""
MOST_OF_FILE = 50_000_000
"""A larger file is no design: only its size is kept, so that it is reported as too large."""
_LINK, _GITLINK = "120000", "160000"
_ELSEWHERE = frozenset(("", ".", "..", ".git"))


class Blob(NamedTuple):
    """A file of a commit by its path from the top of the repository, as git has it."""

    mode: str
    name: str
    size: int
    path: str

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link, with its target as its content."""
        return self.mode == _LINK


def blobs_of(repository: Repository, commit: str) -> list[Blob]:
    """The files and links of a commit that can be written below a folder. Raises RevisionError."""
    listed = repository.run("ls-tree", "-r", "-z", "--long", "--full-tree", commit)
    found = map(_blob, listed.split(b"\0")[:-1])
    return [blob for blob in found if blob.mode != _GITLINK and _is_inside(blob.path)]


def write_blobs(repository: Repository, blobs: Sequence[Blob], folder: Path) -> None:
    """Write files of a commit below an empty folder. Raises RevisionError.

    Links come last and only those stay that lead to a file below the folder, so that no file is written
    or read through a link to elsewhere.
    """
    small = [blob for blob in blobs if blob.size <= MOST_OF_FILE]
    if sum(blob.size for blob in small) > MOST_BYTES:
        raise RevisionError(f"the designs of this revision have more than {MOST_BYTES:_} bytes")
    contents = _contents(repository, [blob.name for blob in small])
    links = []
    try:
        for blob, data in zip(small, contents, strict=True):
            if blob.is_link:
                links.append((folder / blob.path, data))
            else:
                _write(folder / blob.path, data)
        for blob in blobs:
            if blob.size > MOST_OF_FILE:
                _write(folder / blob.path, b"")
                os.truncate(folder / blob.path, blob.size)
    except OSError as error:
        raise RevisionError(f"a revision cannot be written: {error}") from None
    _link(links, folder)


def _blob(entry: bytes) -> Blob:
    described, _, path = entry.partition(b"\t")
    mode, _, name, size = described.decode("ascii").split()
    return Blob(mode, name, int(size) if size.isdigit() else 0, os.fsdecode(path))


def _is_inside(path: str) -> bool:
    """Whether a path can be written below any folder: nothing in it leads elsewhere."""
    parts = path.split("/")
    if any(part.lower() in _ELSEWHERE for part in parts):
        return False
    return os.sep == "/" or not any(mark in path for mark in '\\:*?"<>|')


def _contents(repository: Repository, names: Sequence[str]) -> Iterator[bytes]:
    """The contents of objects, in their order. Raises RevisionError for a missing one."""
    asked = "".join([f"{name}\n" for name in names]).encode("ascii")
    data = repository.run("cat-file", "--batch", given=asked) if names else b""
    at = 0
    for _ in names:
        end = data.index(b"\n", at)
        header = data[at:end].split()
        if len(header) != 3:
            raise RevisionError("this clone lacks objects of the revision: fetch them first")
        at = end + 1 + int(header[2]) + 1
        yield data[end + 1 : at - 1]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _link(links: Iterable[tuple[Path, bytes]], folder: Path) -> None:
    made = []
    for path, data in links:
        target = PurePosixPath(os.fsdecode(data))
        if target.is_absolute() or path.exists():
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)
        except (OSError, ValueError):
            continue  # this platform has no links, or its text is no path
        made.append(path)
    root = folder.resolve()
    # Where one leads can hang on the others, so all are there first.
    ends = [(path, os.path.realpath(path)) for path in made]
    for path, end in ends:
        if not Path(end).is_relative_to(root) or not Path(end).exists():
            path.unlink()
