"""The two states that `designlint diff` compares, from its arguments."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from designlint.base.reading import exists, is_folder
from designlint.base.records import NamedTuple
from designlint.console.command import UsageError
from designlint.console.files import SUFFIX
from designlint.language.suggest import clip, did_you_mean
from designlint.revisions.git import Repository, RevisionError, repository_of

WORK_TREE = "the working tree"
_SHORT = 8


class State(NamedTuple):
    """A state by its label: that of a `commit`, else that of the files as they are. `paths` are the files
    and folders that are compared."""

    label: str
    paths: tuple[str, ...]
    commit: str = ""


class States(NamedTuple):
    """What is compared with what. There is a `repository` where a state is that of a commit; `are_two_paths`
    where two files or folders are compared, whose names need not be the same."""

    before: State
    after: State
    repository: Repository | None = None
    are_two_paths: bool = False


class _Words(NamedTuple):
    """The arguments as revisions and paths."""

    revisions: tuple[str, ...]
    paths: tuple[str, ...]


def states_of(words: Sequence[str], arguments: Namespace) -> States:
    """The states that arguments name, as `git diff` reads them: up to two revisions or a range, then paths.
    Raises UsageError."""
    if len(words) == 2 and all(exists(Path(word)) for word in words):
        return _two_paths(*words)
    try:
        repository = repository_of(Path.cwd())
        return _revisions(repository, words, is_from_base=arguments.merge_base)
    except RevisionError as error:
        raise UsageError(str(error)) from None


def _two_paths(before: str, after: str) -> States:
    if is_folder(Path(before)) is not is_folder(Path(after)):
        raise UsageError(f"`{before}` and `{after}` are not both files or both folders")
    return States(
        State(f"`{before}`", (before,)), State(f"`{after}`", (after,)), None, are_two_paths=True
    )


def _revisions(repository: Repository, words: Sequence[str], *, is_from_base: bool) -> States:
    found = _split(repository, words)
    paths = found.paths or (".",)
    for path in paths:
        if not Path(path).resolve().is_relative_to(repository.root):
            raise UsageError(f"`{path}` is outside the repository `{repository.root}`")
    first, second = _ends(repository, found.revisions)
    if is_from_base:
        first = _base(repository, first, second or "HEAD")
    before = _state(repository, first, paths)
    after = _state(repository, second, paths) if second else State(WORK_TREE, paths)
    return States(before, after, repository)


def _split(repository: Repository, words: Sequence[str]) -> _Words:
    """The revisions before the paths; what could be either is refused."""
    revisions: list[str] = []
    for at, word in enumerate(words):
        is_path = exists(Path(word)) or word.endswith(SUFFIX)
        # No name of a branch begins with a dot, so that `..` is the folder above.
        is_revision = not (is_path and word[0] in "./") and _is_revision(repository, word)
        if is_path and is_revision and at < 2:
            other = f"`./{word}` for the path, `{word}~0` for the revision"
            raise UsageError(f"`{word}` is both a revision and a path; write {other}")
        if is_path:
            return _Words(tuple(revisions), tuple(words[at:]))
        if not is_revision:
            near = did_you_mean(word, repository.names())
            hint = "" if near else f"; {_problem(repository, word)}"
            raise UsageError(f"`{clip(word)}` is neither a revision nor a path{near or hint}")
        revisions.append(word)
    return _Words(tuple(revisions), ())


def _is_revision(repository: Repository, word: str) -> bool:
    ends = word.replace("...", "..").split("..")
    return len(ends) < 3 and all(repository.has(end or "HEAD") for end in ends)


def _problem(repository: Repository, word: str) -> str:
    try:
        repository.commit(word.partition("..")[0] or "HEAD")
    except RevisionError as error:
        return str(error)
    return f"there is no file or folder `{clip(word)}`"


def _ends(repository: Repository, revisions: Sequence[str]) -> tuple[str, str]:
    """The older and the newer revision; that is empty for the files as they are."""
    if len(revisions) > 2 or (len(revisions) > 1 and any(".." in one for one in revisions)):
        raise UsageError(f"more than two revisions: {' '.join(revisions)}")
    if not revisions:
        return "HEAD", ""
    first, dots, second = revisions[0].partition("..")
    if not dots:
        return revisions[0], revisions[1] if len(revisions) > 1 else ""
    first, second = first or "HEAD", second.removeprefix(".") or "HEAD"
    if "..." in revisions[0]:
        first = _base(repository, first, second)
    return first, second


def _base(repository: Repository, one: str, other: str) -> str:
    return repository.merge_base(one, other)[:_SHORT]


def _state(repository: Repository, revision: str, paths: tuple[str, ...]) -> State:
    commit = repository.commit(revision)
    is_name = not commit.startswith(revision)
    label = f"{revision} ({commit[:_SHORT]})" if is_name else commit[:_SHORT]
    return State(label, paths, commit)
