"""The answers that are kept: an entry for each design.

The key of an entry is made of the design's text, its name and the fingerprint of everything else that
an answer depends on. An entry holds only while the files that the design imports are unchanged.

A cache in the checkout of a design is not used: whoever writes the design could write its result, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.cache import UNUSABLE, Cache
from designlint.base.digests import digest, digest_of
from designlint.base.reading import bytes_of, resolved
from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.language.codes import IMPORT
from designlint.language.root import Root, repository_of, root_of
from designlint.language.texts import MAX_BYTES, decode
from designlint.runs.codec import CannotEncode, Codec
from designlint.runs.question import Kept

if TYPE_CHECKING:  # an answer from the cache needs no parser
    from designlint.language.project import Project


class Entry(NamedTuple):
    """The files of a design, main file first, and what is kept of it. Of a file that is only imported by
    others nothing is."""

    paths: tuple[Path, ...]
    kept: Kept | None


class Store:
    """The entries that hold for one fingerprint; answers are made of results and of the `shapes`."""

    def __init__(self, folder: Path, fingerprint: str, shapes: Iterable[type] = ()) -> None:
        self._cache = Cache(folder)
        self._fingerprint = fingerprint
        self._codec = Codec(shapes)
        self._known: dict[str, Entry] = {}
        self._roots: dict[Path, Root] = {}

    def get(self, name: str, path: Path, data: bytes, root: Root | None = None) -> Entry | None:
        """The entry of a design that is called `name`; `data` are the bytes of its main file, and its
        imports may not leave `root`."""
        key = self._key(name, path, data, root)
        if key not in self._known:
            try:
                entry = self._read(key, data)
            except UNUSABLE:
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
        kept: Kept | None,
        root: Root | None = None,
    ) -> None:
        """Keep what is known of a design, if possible. A folder that cannot be written to is
        ignored."""
        texts = [syntax.source for syntax in project.files]
        if not _is_whole(project):
            return
        try:
            files = []
            for number, (source, path) in enumerate(zip(texts, project.paths, strict=True)):
                found = bytes_of(path, MAX_BYTES) if number else data
                if decode(found) != source.text:
                    return  # it was changed after it was read
                files.append([source.name, str(path), digest(found)])
            body = json.dumps([files, self._codec.encode(kept, texts)], separators=(",", ":"))
            self._cache.write(self._key(name, project.paths[0], data, root), body)
        except (OSError, CannotEncode):
            return

    def sweep(self) -> None:
        """Keep the cache from growing without end."""
        self._cache.sweep()

    def _read(self, key: str, data: bytes) -> Entry | None:
        files, kept = json.loads(self._cache.read(key))
        sources, paths = [], []
        for number, (name, path, known) in enumerate(files):
            found = bytes_of(Path(path), MAX_BYTES) if number else data
            text = decode(found)
            if digest(found) != known or not isinstance(text, str):
                return None
            sources.append(Source(name, text))
            paths.append(Path(path))
        return Entry(tuple(paths), self._codec.decode(kept, sources))

    def _key(self, name: str, path: Path, data: bytes, root: Root | None) -> str:
        if root is None:
            if path.parent not in self._roots:
                self._roots[path.parent] = root_of(path)
            root = self._roots[path.parent]
        named = sorted((package, str(folder)) for package, folder in root.packages.items())
        return digest_of(
            self._fingerprint, name, str(path), str(root.folder), repr(named), digest(data)
        )


def _is_whole(project: Project) -> bool:
    """Whether all its files were read, because a missing one may exist the next time."""
    missing = any(diagnostic.code == IMPORT.code for diagnostic in project.diagnostics)
    return bool(project.paths) and not missing


def is_in_checkout(folder: Path, designs: Iterable[Path]) -> bool:
    """Whether a folder lies in the repository of one of these designs."""
    place = resolved(folder)
    repositories = (repository_of(parent) for parent in {design.parent for design in designs})
    return any(place.is_relative_to(one) for one in repositories if one is not None)
