"""What is kept between runs: texts by their keys, each a file in a folder of the user's.

Entries are compressed behind a digest. A damaged entry, or one of another program, is ignored. Files are
replaced atomically, and no link is followed.
"""

from __future__ import annotations

import os
import re
import zlib
from pathlib import Path

from designlint.base.digests import digest
from designlint.base.reading import bytes_of

MAX_ENTRIES = 5_000
MAX_ENTRY, MAX_TOTAL = 100_000_000, 250_000_000
"""The bytes of an entry before it is compressed, and of all entries together."""
UNUSABLE = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    zlib.error,
)
"""What reading an entry of another program raises."""
_FASTEST = 1
_NAME = r"[0-9a-f]{40}|\.[0-9a-f]{40}\.\d+"
_TAG = "CACHEDIR.TAG"
_SIGNATURE = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of designlint.\n"
)


class Cache:
    """The entries in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> bytes:
        """The text of an entry. Raises one of UNUSABLE where there is none to be had."""
        entry = self.folder / key
        if self.folder.is_symlink() or entry.is_symlink():
            raise ValueError(key)
        head, _, packed = bytes_of(entry, MAX_ENTRY).partition(b"\n")
        if head.decode() != digest(packed):
            raise ValueError(key)
        return _unpacked(packed)

    def write(self, key: str, body: str) -> None:
        """Keep a text of ASCII, if it is not too long. Raises OSError."""
        if len(body) >= MAX_ENTRY or self.folder.is_symlink():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        tag = self.folder / _TAG
        if not tag.exists() and not tag.is_symlink():
            _write_new(tag, _SIGNATURE.encode())
        data = zlib.compress(body.encode("ascii"), _FASTEST)
        part = self.folder / f".{key}.{os.getpid()}"
        part.unlink(missing_ok=True)
        _write_new(part, digest(data).encode() + b"\n" + data)
        part.replace(self.folder / key)

    def sweep(self) -> None:
        """Remove the entries that were written first, when there are too many or they are too large. Other
        files stay."""
        try:
            ours = [e for e in os.scandir(self.folder) if _is_ours(e)]
            stats = [(e.stat(follow_symlinks=False), e.path) for e in ours]
            total = 0
            newest = sorted([(s.st_mtime_ns, s.st_size, path) for s, path in stats], reverse=True)
            for number, (_, size, path) in enumerate(newest):
                total += size
                if number >= MAX_ENTRIES or total > MAX_TOTAL:
                    Path(path).unlink(missing_ok=True)
        except OSError:
            return


def cache_folder() -> Path | None:
    """The folder of caches that the platform provides; None where it has none."""
    import sys

    stated = os.environ.get("XDG_CACHE_HOME", "")
    if Path(stated).is_absolute():
        return Path(stated) / "designlint"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "designlint" / "Cache" if local else None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "designlint"
    return home / ".cache" / "designlint"


def _unpacked(packed: bytes) -> bytes:
    """What was compressed; a few bytes may stand for any number of them. Raises ValueError, zlib.error."""
    unpacking = zlib.decompressobj()
    body = unpacking.decompress(packed, MAX_ENTRY)
    if not unpacking.eof:
        raise ValueError(len(packed))
    return body


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Whether something in the folder of the cache is an entry, or what is left of writing one."""
    return re.fullmatch(_NAME, entry.name) is not None and entry.is_file(follow_symlinks=False)


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, not even as a link."""
    with path.open("xb") as file:
        file.write(data)
