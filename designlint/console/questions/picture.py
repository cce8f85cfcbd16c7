"""What does a view of a design look like?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.console.questions.asking import readable
from designlint.console.questions.documents import BINARY, Document, DocumentQuestion
from designlint.console.questions.tools import layout_tool
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:
    from datetime import date


LAID_OUT = ("svg", "png", "pdf")


class Wanted(NamedTuple):
    """The `view` of what, in which format; only the part so many steps around the `focus`, or the `whole`
    however large it is; with `links` to a report. The layout may take so many `seconds`."""

    view: str
    of: str | None
    format: str
    focus: str | None
    depth: int
    whole: bool
    links: str | None
    seconds: float


class Picture(DocumentQuestion):
    """A picture of a design."""

    name = "diagram"

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.is_kept = wanted.format not in BINARY

    def about(self) -> tuple[str, ...]:
        """The options, and what draws the picture."""
        tool = layout_tool() if self._wanted.format in LAID_OUT else ""
        return (repr(self._wanted), tool)

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Document:
        """The picture of a design. Raises UsageError."""
        from designlint.console.picturing import picture

        return picture(readable(target), setup, today, clock, self._wanted)
