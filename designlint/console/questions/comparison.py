"""What changes in a design when something is lost, grows or is set?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.console.questions.asking import readable
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.render.changes import Change
from designlint.render.impact.rows import FlowRow
from designlint.runs.question import Question
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:
    from datetime import date


class Compared(NamedTuple):
    """What becomes of the flows, all other changes, whether a flow stops or a claim turns, and the errors
    of the design."""

    flows: tuple[FlowRow, ...]
    others: tuple[Change, ...]
    fails: bool
    errors: tuple[Diagnostic, ...]


class Comparison(Question[Compared]):
    """What changes in a scenario of the design, or in one that is asked as the `text` of a scenario in the
    design language."""

    name = "whatif"
    shapes = (Compared, FlowRow, Change)

    def __init__(self, scenario: str, text: str | None) -> None:
        self._scenario = scenario
        self._text = text

    def about(self) -> tuple[str, ...]:
        """The scenario."""
        return (repr((self._scenario, self._text)),)

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Compared:
        """What changes in a design. Raises UsageError."""
        from designlint.console.what_if import compared

        del today
        return compared(readable(target), setup, clock, self._scenario, self._text)
