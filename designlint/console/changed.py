"""Only what changed: the designs of which a file, or what configures their check, is not as it was in a
revision."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.base.wording import counted
from designlint.config.finding import FILE_NAME
from designlint.console.command import UsageError
from designlint.console.configured import configuring
from designlint.language.codes import IMPORT
from designlint.revisions.changes import changed
from designlint.revisions.git import Repository, RevisionError, repository_of
from designlint.runs.target import Target

if TYPE_CHECKING:
    from designlint.runs.store import Store

_HEAD = "HEAD"
_RUNS, _FROM = "PRE_COMMIT", "PRE_COMMIT_FROM_REF"
"""What pre-commit sets for its hooks: that it runs them, and the revision that it compares with."""


class Chosen(NamedTuple):
    """The designs that have changed, and what to say where others have not."""

    designs: tuple[Target, ...]
    notice: str = ""


def changed_designs(designs: Sequence[Target], store: Store | None, arguments: Namespace) -> Chosen:
    """The designs that have changed since the revision that the arguments name. Raises UsageError."""
    with arguments.clock.stage("changes"):
        try:
            return _chosen(designs, store, arguments.changed_since)
        except RevisionError as error:
            raise UsageError(f"--changed-since: {error}") from None


def _chosen(designs: Sequence[Target], store: Store | None, since: str) -> Chosen:
    is_hook = os.environ.get(_RUNS) == "1"
    if is_hook and since == _HEAD:
        since = os.environ.get(_FROM) or since
    repository = repository_of(Path.cwd())
    if since == _HEAD and not repository.has(_HEAD):
        return Chosen(tuple(designs))  # before the first commit, everything is new
    files = {target: _files(target, store) for target in designs}
    ground = {target: tuple(_configuring(target, repository)) for target in designs}
    asked = [path for paths in (*files.values(), *ground.values()) for path in paths]
    other = changed(repository, _base(repository, since), asked)
    kept = [
        target
        for target in designs
        if not target.is_file
        or _is_broken(target)
        or not other.isdisjoint((*files[target], *ground[target]))
    ]
    if is_hook and not kept:
        # pre-commit asks about files that have not changed only where it is to check all of them.
        return Chosen(tuple(designs))
    notice = f"{len(kept)} of {counted(len(designs), 'design')} changed since {since}"
    return Chosen(tuple(kept), notice)


def _base(repository: Repository, since: str) -> str:
    """The commit where this branch left a revision; the revision itself where that is not known."""
    commit = repository.commit(since)
    try:
        return repository.merge_base(commit, _HEAD)
    except RevisionError:
        return commit


def _files(target: Target, store: Store | None) -> tuple[Path, ...]:
    return (target.path, *target.parts(store)) if target.is_file else ()


def _is_broken(target: Target) -> bool:
    """Whether a design may have lost a file that it imports."""
    project = vars(target).get("project")
    return project is not None and any(d.code == IMPORT.code for d in project.diagnostics)


def _configuring(target: Target, repository: Repository) -> Iterator[Path]:
    """The files that may configure the check of a design: in the folders around it, also where there is none
    any more; those that its configuration extends; and the technologies that it adds."""
    for folder in target.path.parents if target.is_file else ():
        if folder.is_relative_to(repository.root):
            yield folder / FILE_NAME
    if target.setup is not None:
        yield from configuring(target.setup.settings)
