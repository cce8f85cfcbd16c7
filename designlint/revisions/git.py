"""Git as designlint runs it: plumbing that only reads, asks nobody and ends in time.

Nothing that a repository configures is run: no hook, no monitor of files, no filter, no download of
missing objects.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

from designlint.base.records import NamedTuple

SECONDS = 60
"""The longest that one command of git may take."""
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
# A hook of git's has these for its own repository, which need not be that of the designs.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_FORCED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
MOST_NAMES = 2_000


class RevisionError(Exception):
    """A revision that cannot be had, with the reason."""


class Repository(NamedTuple):
    """A git repository by the folder of its work tree."""

    root: Path

    def run(self, *words: str, given: bytes = b"") -> bytes:
        """The output of a command that has to succeed. Raises RevisionError."""
        done = _run(self.root, words, given)
        if done.returncode:
            raise RevisionError(_complaint(done, words[0]))
        return done.stdout

    def asked(self, *words: str) -> str:
        """The output of a command in one line; empty where it does not succeed."""
        done = _run(self.root, words, b"")
        return "" if done.returncode else os.fsdecode(done.stdout).strip()

    def commit(self, revision: str) -> str:
        """The commit that a revision names. Raises RevisionError."""
        found = self.asked(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if found and not revision.startswith("-"):
            return found
        raise RevisionError(f"there is no revision `{revision}` in this repository{self._hint()}")

    def has(self, revision: str) -> bool:
        """Whether a revision names a commit."""
        try:
            return bool(self.commit(revision))
        except RevisionError:
            return False

    def merge_base(self, one: str, other: str) -> str:
        """The newest commit that two revisions descend from. Raises RevisionError."""
        found = self.asked("merge-base", self.commit(one), self.commit(other))
        if found:
            return found.split()[0]
        problem = f"`{one}` and `{other}` have no common commit here"
        raise RevisionError(f"{problem}{self._hint()}")

    def names(self) -> list[str]:
        """The names of branches and tags, the newest first."""
        words = ("--sort=-creatordate", f"--count={MOST_NAMES}", "--format=%(refname:short)")
        return self.asked("for-each-ref", *words, "refs/heads", "refs/remotes", "refs/tags").split()

    def _hint(self) -> str:
        """What a shallow clone lacks."""
        if self.asked("rev-parse", "--is-shallow-repository") != "true":
            return ""
        return "; this clone is shallow: fetch more with `git fetch --unshallow`, or in GitHub Actions set `fetch-depth: 0`"


def repository_of(folder: Path) -> Repository:
    """The repository whose work tree holds a folder. Raises RevisionError."""
    done = _run(folder, ("rev-parse", "--show-toplevel"), b"")
    root = os.fsdecode(done.stdout).rstrip("\r\n")
    if done.returncode or not root:
        complaint = _complaint(done, "rev-parse")
        if "not a git repository" in complaint or not done.returncode:
            raise RevisionError(f"`{folder}` is in no git repository")
        raise RevisionError(complaint)
    return Repository(Path(root).resolve())


def _run(folder: Path, words: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_HOOKS}
    try:
        return subprocess.run(  # noqa: S603  # no shell, and no word of it is an option of a user
            [_program(), *_OPTIONS, *words],
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment | _FORCED,
        )
    except subprocess.TimeoutExpired:
        raise RevisionError(f"`git {words[0]}` took longer than {SECONDS}s") from None
    except (OSError, ValueError) as error:  # a folder that is gone; a NUL character
        raise RevisionError(f"git cannot be run: {error}") from None


def _program() -> str:
    """The path of git; one in the current folder is not trusted, where Windows would look first."""
    found = which("git")
    if found is None or Path(found).resolve().parent == Path.cwd():
        raise RevisionError("git is not installed, which reads revisions")
    return found


def _complaint(done: subprocess.CompletedProcess[bytes], word: str) -> str:
    """What git says of its failure, in one line."""
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    said = next((line for line in lines if line.strip()), "").removeprefix("fatal: ").strip()
    return f"`git {word}`: {said or f'exit code {done.returncode}'}"
