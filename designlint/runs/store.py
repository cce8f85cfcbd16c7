"""The cache of results: a file for each design, in a folder of the user's.

The key of an entry is made of the design's text, its name and the fingerprint of everything else that
a result depends on. An entry holds only while the files that the design imports are unchanged. A
damaged entry, or one of another program, is ignored. Files are replaced atomically.

Entries are compressed JSON behind a digest. A cache in the checkout of a design is not used: whoever
writes the design could write its result, too.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from designlint.language.codes import IMPORT
from designlint.language.project import MAX_BYTES, Project, decode
from designlint.language.root import Root, repository_of, root_of
from designlint.reading import bytes_of, resolved
from designlint.records import NamedTuple
from designlint.result import Result
from designlint.runs import codec
from designlint.source import Source

MAX_ENTRIES = 5_000
MAX_ENTRY, MAX_TOTAL = 100_000_000, 250_000_000
"""The bytes of a result before it is compressed, and of all entries together."""
_FASTEST = 1
_UNUSABLE = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    zlib.error,
)
"""What reading an entry of another program raises."""
_NAME = re.compile(r"[0-9a-f]{40}|\.[0-9a-f]{40}\.\d+")
_TAG = "CACHEDIR.TAG"
_SIGNATURE = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of designlint.\n"
)


class Entry(NamedTuple):
    """The files of a design, main file first, and its result. A file that is only imported by
    others has no result."""

    paths: tuple[Path, ...]
    result: Result | None


class Store:
    """The entries that hold for one fingerprint."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._known: dict[str, Entry] = {}
        self._roots: dict[Path, Root] = {}

    def get(self, name: str, path: Path, data: bytes, root: Root | None = None) -> Entry | None:
        """The entry of a design that is called `name`; `data` are the bytes of its main file, and its
        imports may not leave `root`."""
        key = self._key(name, path, data, root)
        if key not in self._known:
            try:
                entry = self._read(key, data)
            except _UNUSABLE:
                return None
            if entry is None:
                return None
            self._known[key] = entry
        return self._known[key]

    def put(
        self,
        name: str,
        data: bytes,
        project: Project,
        result: Result | None,
        root: Root | None = None,
    ) -> None:
        """Store the result of a design, if possible. A folder that cannot be written to is
        ignored."""
        texts = [syntax.source for syntax in project.files]
        if not _is_whole(project) or not _keeps(result):
            return
        try:
            files = []
            for number, (source, path) in enumerate(zip(texts, project.paths, strict=True)):
                found = bytes_of(path, MAX_BYTES) if number else data
                if decode(found) != source.text:
                    return  # it was changed after it was checked
                files.append([source.name, str(path), _digest(found)])
            kept = None if result is None else codec.encode(result, texts)
            body = json.dumps([files, kept], separators=(",", ":"))
            if len(body) < MAX_ENTRY:
                self._write(self._key(name, project.paths[0], data, root), body)
        except (OSError, codec.CannotEncode):
            return

    def sweep(self) -> None:
        """Remove the entries that were written first, when there are too many or they are too large. Other
        files stay."""
        try:
            ours = [e for e in os.scandir(self._folder) if _is_ours(e)]
            stats = [(e.stat(follow_symlinks=False), e.path) for e in ours]
            total = 0
            newest = sorted([(s.st_mtime_ns, s.st_size, path) for s, path in stats], reverse=True)
            for number, (_, size, path) in enumerate(newest):
                total += size
                if number >= MAX_ENTRIES or total > MAX_TOTAL:
                    Path(path).unlink(missing_ok=True)
        except OSError:
            return

    def _read(self, key: str, data: bytes) -> Entry | None:
        entry = self._folder / key
        if self._folder.is_symlink() or entry.is_symlink():
            return None
        head, _, packed = bytes_of(entry, MAX_ENTRY).partition(b"\n")
        if head.decode() != _digest(packed):
            return None
        files, kept = json.loads(_unpacked(packed))
        sources, paths = [], []
        for number, (name, path, digest) in enumerate(files):
            found = bytes_of(Path(path), MAX_BYTES) if number else data
            text = decode(found)
            if _digest(found) != digest or not isinstance(text, str):
                return None
            sources.append(Source(name, text))
            paths.append(Path(path))
        return Entry(tuple(paths), codec.decode(kept, sources))

    def _write(self, key: str, body: str) -> None:
        if self._folder.is_symlink():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        tag = self._folder / _TAG
        if not tag.exists() and not tag.is_symlink():
            _write_new(tag, _SIGNATURE.encode())
        data = zlib.compress(body.encode("ascii"), _FASTEST)
        part = self._folder / f".{key}.{os.getpid()}"
        part.unlink(missing_ok=True)
        _write_new(part, _digest(data).encode() + b"\n" + data)
        part.replace(self._folder / key)

    def _key(self, name: str, path: Path, data: bytes, root: Root | None) -> str:
        if root is None:
            if path.parent not in self._roots:
                self._roots[path.parent] = root_of(path)
            root = self._roots[path.parent]
        named = sorted((package, str(folder)) for package, folder in root.packages.items())
        parts = (self._fingerprint, name, str(path), str(root.folder), repr(named), _digest(data))
        return _digest("\0".join(parts).encode("utf-8", "surrogateescape"))


def _unpacked(packed: bytes) -> bytes:
    """What was compressed; a few bytes may stand for any number of them. Raises ValueError, zlib.error."""
    unpacking = zlib.decompressobj()
    body = unpacking.decompress(packed, MAX_ENTRY)
    if not unpacking.eof:
        raise ValueError(len(packed))
    return body


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Whether something in the folder of the cache is an entry, or what is left of writing one."""
    return _NAME.fullmatch(entry.name) is not None and entry.is_file(follow_symlinks=False)


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, not even as a link."""
    with path.open("xb") as file:
        file.write(data)


def _is_whole(project: Project) -> bool:
    """Whether all its files were read, because a missing one may exist the next time."""
    missing = any(diagnostic.code == IMPORT.code for diagnostic in project.diagnostics)
    return bool(project.paths) and not missing


def _keeps(result: Result | None) -> bool:
    """Whether a result is the same the next time: not where a rule failed or was slow."""
    if result is None:
        return True
    internal = any(diagnostic.code.startswith("INT") for diagnostic in result.diagnostics)
    return not (result.broken or result.unreadable or internal)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


def is_in_checkout(folder: Path, designs: Iterable[Path]) -> bool:
    """Whether a folder lies in the repository of one of these designs."""
    place = resolved(folder)
    repositories = (repository_of(parent) for parent in {design.parent for design in designs})
    return any(place.is_relative_to(one) for one in repositories if one is not None)


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
