"""A commit's designs in a folder of their own, with what configures their check."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from designlint.base.reading import is_file
from designlint.base.records import NamedTuple
from designlint.revisions.git import Repository
from designlint.revisions.tree import Blob, blobs_of, write_blobs

_SUFFIX = ".design"
_CONFIG, _PYPROJECT = "designlint.yaml", "pyproject.toml"
_NAMES = frozenset((_CONFIG, _PYPROJECT, ".gitignore"))
_EXTENDED = (".yaml", ".yml", ".toml")
_WORD = re.compile(r"[\w./@+-]+")
_MARK = ".git"
MOST_NAMED = 5_000
"""So many files that configurations name are written."""


class Written(NamedTuple):
    """The files of a commit that are written below a folder, in which they have the same paths as in the
    repository."""

    repository: Repository
    folder: Path

    def path(self, path: Path) -> Path:
        """Where a file or folder of the work tree is here; there may be none."""
        return self.folder / path.resolve().relative_to(self.repository.root)

    def in_work_tree(self, path: Path) -> Path:
        """The path in the work tree of one that is here; any other stays as it is."""
        inside = path.is_relative_to(self.folder)
        return self.repository.root / path.relative_to(self.folder) if inside else path

    def take(self, files: Iterable[Path], root: Path) -> None:
        """Put files from below another folder here, in the place of those with the same paths."""
        for file in files:
            if file.is_relative_to(root) and is_file(file):
                place = self.folder / file.relative_to(root)
                # Not through a link of the commit.
                place.unlink(missing_ok=True)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.read_bytes())


def written(repository: Repository, commit: str, folder: Path) -> Written:
    """The designs of a commit, written to an empty folder that then is the root of their project. Raises
    RevisionError."""
    blobs = {blob.path: blob for blob in blobs_of(repository, commit)}
    chosen = [blob for blob in blobs.values() if blob.is_link or _is_wanted(blob.path)]
    write_blobs(repository, chosen, folder)
    configs = [b.path for b in chosen if os.path.basename(b.path) in (_CONFIG, _PYPROJECT)]  # noqa: PTH119  # of each file
    _write_named(repository, blobs, configs, folder)
    (folder / _MARK).mkdir(exist_ok=True)
    return Written(repository, folder.resolve())


def _is_wanted(path: str) -> bool:
    return path.endswith(_SUFFIX) or path.rpartition("/")[2] in _NAMES


def _write_named(
    repository: Repository, blobs: Mapping[str, Blob], configs: list[str], folder: Path
) -> None:
    """Write the files that configurations name: those that they extend, and technologies in folders."""
    folders: dict[str, list[str]] = {}
    for path in blobs:
        if path.endswith(_EXTENDED):
            folders.setdefault(path.rpartition("/")[0], []).append(path)
    seen = set(configs)
    while configs and len(seen) < MOST_NAMED:
        named = [path for config in configs for path in _named(config, blobs, folders, folder)]
        configs = [path for path in dict.fromkeys(named) if path not in seen]
        seen.update(configs)
        write_blobs(repository, [blobs[path] for path in configs], folder)


def _named(
    config: str, blobs: Mapping[str, Blob], folders: Mapping[str, list[str]], folder: Path
) -> Iterator[str]:
    """What the words of a configuration lead to from its folder."""
    text = (folder / config).read_text(encoding="utf-8", errors="replace")
    around = config.rpartition("/")[0]
    for word in dict.fromkeys(_WORD.findall(text)):
        path = os.path.normpath(f"{around}/{word}" if around else word).replace(os.sep, "/")
        if path in blobs and path.endswith(_EXTENDED) and not blobs[path].is_link:
            yield path
        yield from [one for one in folders.get(path, ()) if not blobs[one].is_link]
