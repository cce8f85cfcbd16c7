"""What does the review document of a design say?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.clock import Clock
from designlint.base.digests import digest
from designlint.base.reading import bytes_of
from designlint.console.editions import State, state_of
from designlint.console.progress import Progress
from designlint.console.questions.asking import readable
from designlint.console.questions.documents import BINARY, Document, DocumentQuestion
from designlint.console.questions.tools import layout_tool
from designlint.runs.question import lasts
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:
    from datetime import date


MOST_TEMPLATES, MOST_BYTES = 200, 2_000_000
"""A folder with more files, or larger ones, is not looked through."""


class Review(DocumentQuestion):
    """The document of a kind, with the templates of a `folder` in the place of our own; so many `seconds`
    may pass until the pictures are laid out. A `summary` is the two pages for the meeting."""

    name = "report"

    def __init__(
        self, kind: str, folder: Path | None, seconds: float, progress: Progress, *, summary: bool
    ) -> None:
        self._kind = kind
        self._folder = folder
        self._seconds = seconds
        self._progress = progress
        self._summary = summary
        self._templates = _templates(folder)
        self._states: dict[tuple[Path, ...], State] = {}
        self.is_kept = kind not in BINARY and self._templates is not None

    def about(self) -> tuple[str, ...]:
        """The options, the templates, and what draws the pictures."""
        tool = layout_tool() if self._kind == "html" else ""
        options = (self._kind, self._folder, self._summary, self._seconds)
        return (repr(options), repr(self._templates), tool)

    def around(self, paths: Sequence[Path]) -> str:
        """The state of the files in their version control, which the document shows."""
        return repr(self._state(tuple(paths)))

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Document:
        """The document about a design. Raises UsageError and ConfigError."""
        from designlint.check import check
        from designlint.console.misread import errors_of
        from designlint.console.reviewing import Reviewing
        from designlint.runs.narrowing import asked, narrowed

        project = readable(target)
        self._progress.say("checking the design")
        clock = Clock() if clock is None else clock
        checked = check(project, setup.registry, setup.settings, today, clock)
        checked = checked._replace(result=narrowed(asked(checked.result, target)))
        reviewing = Reviewing(
            self._folder, today, self._seconds, self._progress, clock, summary=self._summary
        )
        made = reviewing.made(checked, self._kind, self._state(tuple(project.paths)))
        return Document(
            made.content,
            notice=made.notice,
            errors=errors_of(project, checked.understood),
            lasts=lasts(checked.result) and self._templates == _templates(self._folder),
        )

    def _state(self, paths: tuple[Path, ...]) -> State:
        """The same state for the document and for the key under which it is kept."""
        if paths not in self._states:
            self._states[paths] = state_of(paths)
        return self._states[paths]


def _templates(folder: Path | None) -> tuple[tuple[str, str], ...] | None:
    """The files of a folder with their digests; None where they are too many or cannot all be read."""
    if folder is None:
        return ()
    found: list[tuple[str, str]] = []
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                continue
            found.append((str(path), digest(bytes_of(path, MOST_BYTES))))
            if len(found) > MOST_TEMPLATES:
                return None
    except OSError:
        return None
    return tuple(found)
