"""What happens to a design when anything is lost, or the load grows?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.console.questions.asking import readable
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.render.impact.drill_rows import DrillRows, TrialRow
from designlint.render.impact.rows import ClaimRow, FlowRow
from designlint.runs.question import Question
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:
    from datetime import date


class Drilled(NamedTuple):
    """What was tried on a design, and its errors."""

    rows: DrillRows
    errors: tuple[Diagnostic, ...]


class Drill(Question[Drilled]):
    """What every loss, growth and scenario does to a design."""

    name = "drill"
    shapes = (Drilled, DrillRows, TrialRow, FlowRow, ClaimRow)

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Drilled:
        """The drill of a design. Raises UsageError."""
        from designlint.analyses.impact.drill import drill
        from designlint.check import understood
        from designlint.console.impact import drill_rows
        from designlint.console.misread import errors_of

        del today
        project = readable(target)
        _, resolution, facts = understood(project, setup.registry, clock)
        with facts.clock.stage("drill"):
            found = drill_rows(facts[drill], project.files[0].source.name)
        return Drilled(found, errors_of(project, resolution))
