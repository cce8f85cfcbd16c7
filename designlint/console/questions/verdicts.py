"""Which verdicts has a design, and what do they rest on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.console.questions.asking import readable
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.render.functional import Functional
from designlint.render.verdicts import Assumed, Row
from designlint.runs.question import Question
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:
    from datetime import date


class Wanted(NamedTuple):
    """What is wanted of verdicts: the requirement or scenario `why`, with its proof, or all of them; the
    numbers that they are sensitive to; the assumptions that they rest on; what becomes of flows."""

    why: str | None = None
    sensitivity: bool = False
    assumptions: bool = False
    flows: bool = False


class Judged(NamedTuple):
    """A design by its main file, the verdicts that are asked for, the names of all that it has, its
    errors, its functional requirements and its assumptions. It `lasts` where no metric failed."""

    design: str
    rows: tuple[Row, ...]
    owners: tuple[str, ...]
    errors: tuple[Diagnostic, ...]
    functional: tuple[Functional, ...]
    register: tuple[Assumed, ...]
    lasts: bool


class Verdicts(Question[Judged]):
    """The verdicts of a design, as far as they are wanted."""

    name = "verify"
    shapes = (Judged, Row, Functional, Assumed)

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def about(self) -> tuple[str, ...]:
        """What is wanted."""
        return (repr(self._wanted),)

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Judged:
        """The verdicts of a design. Raises UsageError."""
        from designlint.check import understood
        from designlint.console.judging import judged

        del today
        registry = setup.registry
        return judged(understood(readable(target), registry, clock), self._wanted)

    def lasts(self, answer: Judged) -> bool:
        """Whether no metric failed."""
        return answer.lasts
