"""The import root of a design: the folder that its imports may not leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from designlint.base.reading import exists, resolved
from designlint.base.records import NamedTuple
from designlint.language.packages import NO_PACKAGES

REPOSITORY = ".git"
"""A folder in a clone, a file in a worktree and in a submodule."""


class Root(NamedTuple):
    """A folder that imports may not leave, with what to do where one should reach further, and the
    folders of the packages that the configuration names. `is_left` says that the main file itself is
    elsewhere: a link in the folder leads to it."""

    folder: Path
    remedy: str
    packages: Mapping[str, Path] = NO_PACKAGES
    is_left: bool = False

    def refusal(self, stated: str, shown: str) -> str:
        """Why the file `stated` is not imported; `shown` is what messages call the folder."""
        where = "" if shown in ("", ".") else f" `{shown}/`"
        return f"`{stated}` is outside the project root{where}; {self.remedy}"


LEFT = "leads out of the project by a link"
"""What is wrong with a file that a stranger may have put there: it would show, or change, what is not theirs."""
NO_REPOSITORY = "put designlint.yaml into the folder that holds all designs"
OF_REPOSITORY = "imports stay inside the repository"


def root_of(main: Path) -> Root:
    """The root of a design by its main file, where nothing else is known: its repository, else its own
    folder."""
    folder = resolved(main).parent
    repository = repository_of(folder)
    if repository is None:
        return Root(folder, NO_REPOSITORY)
    return Root(repository, OF_REPOSITORY)


def repository_of(folder: Path) -> Path | None:
    """The repository of a folder: the nearest above, or itself, with `.git`."""
    found = (one for one in (folder, *folder.parents) if exists(one / REPOSITORY))
    return next(found, None)
