"""Which state of a design its files are in, as its version control has it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.document.front import Edition
from designlint.revisions.git import Repository, RevisionError, repository_of

MOST_COMMITS = 200
"""The latest commits whose authors are named."""
MOST_AUTHORS = 5


class State(NamedTuple):
    """The edition of a design, and the root of the repository that its main file is in; None outside of
    one."""

    edition: Edition = Edition()
    root: Path | None = None

    def inside(self, path: Path, name: str) -> str | None:
        """The folder that the names of a design's files begin in, by the path and the name of its main file,
        from the root of the repository on: empty, or with a `/` behind it; None outside of one."""
        if self.root is None:
            return None
        path = path.resolve()
        inside = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else ""
        return inside.removesuffix(name) if inside.endswith(name) else None


def state_of(files: Iterable[Path]) -> State:
    """The commit, the tag and the authors of the files of a design, main file first; nothing outside of a
    repository. A commit with changes that are not in it ends in `+changes`."""
    found = [path.resolve() for path in files if path.exists()]
    if not found:
        return State()
    try:
        repository = repository_of(found[0].parent)
    except RevisionError:
        return State()
    try:
        inside = [str(path) for path in found if path.is_relative_to(repository.root)]
        return State(_edition(repository, inside), repository.root)
    except RevisionError:
        return State(root=repository.root)


def _edition(repository: Repository, files: list[str]) -> Edition:
    commit = repository.asked("rev-parse", "--short=12", "--verify", "--quiet", "HEAD")
    if not commit or not files:
        return Edition()
    changed = repository.asked("status", "--porcelain", "--", *files)
    names = repository.asked("log", f"-n{MOST_COMMITS}", "--format=%aN", "--", *files).splitlines()
    return Edition(
        version=repository.asked("describe", "--tags", "--abbrev=0", "--match=v[0-9]*"),
        authors=_listed(list(dict.fromkeys(names))),
        revision=f"{commit}+changes" if changed else commit,
    )


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_AUTHORS
    shown = ", ".join(names[:MOST_AUTHORS])
    return f"{shown} and {more} more" if more > 0 else shown
