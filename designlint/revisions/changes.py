"""Which files of the work tree are not as they are in a commit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha1, sha256
from pathlib import Path

from designlint.base.reading import bytes_of, is_file
from designlint.language.texts import MAX_BYTES
from designlint.revisions.git import Repository

_SHA1_DIGITS = 40


def changed(repository: Repository, commit: str, paths: Iterable[Path]) -> set[Path]:
    """Those of some paths whose content a commit does not have there: new, other, or gone since. A path
    that is neither there nor in the commit is none. Raises RevisionError.

    What the files say counts, not how git sees them, so that nothing need be added and a line end that git
    converts is no change.
    """
    asked = [(path, _inside(repository, path)) for path in dict.fromkeys(paths)]
    inside = [(path, name) for path, name in asked if name and "\n" not in name]
    names = _names(repository, commit, [name for _, name in inside])
    known = dict(zip([path for path, _ in inside], names, strict=True))
    return {path for path, _ in asked if _differs(path, known.get(path, ""))}


def _inside(repository: Repository, path: Path) -> str:
    """The path from the top of the repository; empty where it is elsewhere."""
    try:
        return path.relative_to(repository.root).as_posix()
    except ValueError:
        return ""


def _names(repository: Repository, commit: str, paths: list[str]) -> Iterator[str]:
    """The name of the object at each path of a commit; empty where there is none."""
    asked = b"".join([os.fsencode(f"{commit}:{path}\n") for path in paths])
    if not paths:
        return
    found = repository.run("cat-file", "--batch-check=%(objectname)", given=asked)
    for line in found.splitlines():
        yield "" if b" " in line else line.decode("ascii")


def _differs(path: Path, name: str) -> bool:
    """Whether a file is not that with the name of an object; without one, whether there is a file."""
    try:
        data = bytes_of(path, MAX_BYTES) if is_file(path) else None
    except OSError:  # also for one that is too long to be read
        return True
    if data is None or not name:
        return (data is None) is bool(name)
    if _name(data, name) == name:
        return False
    return b"\r\n" not in data or _name(data.replace(b"\r\n", b"\n"), name) != name


def _name(data: bytes, like: str) -> str:
    """The name that git gives to a content, in the hash of another name."""
    digest = sha1 if len(like) == _SHA1_DIGITS else sha256
    return digest(b"blob %d\0" % len(data) + data).hexdigest()
