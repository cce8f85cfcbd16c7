"""Which state of a design its files are in, as its version control has it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from designlint.document import Edition
from designlint.language.project import Project
from designlint.revisions.git import Repository, RevisionError, repository_of

MOST_COMMITS = 200
"""The latest commits whose authors are named."""
MOST_AUTHORS = 5


def edition_of(files: Iterable[Path]) -> Edition:
    """The commit, the tag and the authors of the files of a design; nothing outside of a repository. A
    commit with changes that are not in it ends in `+changes`."""
    found = [path.resolve() for path in files if path.exists()]
    if not found:
        return Edition()
    try:
        repository = repository_of(found[0].parent)
        return _edition(repository, [str(path) for path in found if _inside(path, repository)])
    except RevisionError:
        return Edition()


def root_of(project: Project) -> str | None:
    """The folder that the names of a project's files begin in, from the root of its repository on:
    empty, or with a `/` behind it; None outside of one."""
    if not project.paths:
        return None
    path, name = project.paths[0].resolve(), project.files[0].source.name
    try:
        root = repository_of(path.parent).root
    except RevisionError:
        return None
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    return inside.removesuffix(name) if inside.endswith(name) else None


def _inside(path: Path, repository: Repository) -> bool:
    return path.is_relative_to(repository.root)


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
