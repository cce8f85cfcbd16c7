"""A commit's designs in a folder of their own, with what configures their check."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from designlint.records import NamedTuple
from designlint.revisions.git import Repository
from designlint.revisions.tree import blobs_of, write_blobs

_SUFFIX = ".design"
_NAMES = frozenset(("designlint.yaml", "pyproject.toml", ".gitignore"))
_MARK = ".git"


class Written(NamedTuple):
    """The files of a commit that are written below a folder, in which they have the same paths as in the
    repository."""

    repository: Repository
    commit: str
    folder: Path

    def path(self, path: Path) -> Path:
        """Where a file or folder of the work tree is here; there may be none."""
        return self.folder / path.resolve().relative_to(self.repository.root)

    def in_work_tree(self, path: Path) -> Path:
        """The path in the work tree of one that is here; any other stays as it is."""
        inside = path.is_relative_to(self.folder)
        return self.repository.root / path.relative_to(self.folder) if inside else path

    def in_folder(self, path: Path) -> Path:
        """The path here of one in the work tree; any other stays as it is."""
        root = self.repository.root
        return self.folder / path.relative_to(root) if path.is_relative_to(root) else path

    def add(self, folders: Iterable[Path], suffix: str) -> None:
        """Write the files with a suffix in some folders here, too. Raises RevisionError."""
        prefixes = tuple(
            [f"{os.path.relpath(folder, self.folder).replace(os.sep, '/')}/" for folder in folders]
        )
        if prefixes:
            self._write(lambda path: path.startswith(prefixes) and path.endswith(suffix))

    def _write(self, is_wanted: Callable[[str], bool]) -> None:
        write_blobs(
            self.repository,
            [
                blob
                for blob in blobs_of(self.repository, self.commit, is_wanted)
                if not os.path.lexists(self.folder / blob.path)
            ],
            self.folder,
        )


def written(repository: Repository, commit: str, folder: Path) -> Written:
    """The designs of a commit, written to an empty folder that then is the root of their project. Raises
    RevisionError."""
    made = Written(repository, commit, folder.resolve())
    made._write(_is_wanted)
    (folder / _MARK).mkdir(exist_ok=True)
    return made


def _is_wanted(path: str) -> bool:
    return path.endswith(_SUFFIX) or path.rpartition("/")[2] in _NAMES
