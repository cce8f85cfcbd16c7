"""What is asked of each design of a run, and what the answer depends on beside the design."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result

if TYPE_CHECKING:  # an answer from the cache needs no rules, analyses or parser
    from datetime import date

    from designlint.runs.setup import Setup
    from designlint.runs.target import Target

Answer = TypeVar("Answer")


class Kept(NamedTuple):
    """An answer with what was around its design when the work began."""

    answer: Any
    around: str = ""


class Question(Generic[Answer]):
    """A question that has one answer for each design: a pure function of the design, its setup, the day, what
    the question is `about`, and what is `around` the design. So the answer may come from a cache.

    `shapes` are the classes that an answer is made of beside those of a result. A question that is not
    `is_kept` is answered each time. One that `is_of_wholes` has the same answer for a design whether
    all of it is asked about or some of its files.
    """

    name = ""
    shapes: tuple[type, ...] = ()
    is_kept = True
    is_of_wholes = False

    def about(self) -> tuple[str, ...]:
        """Whatever was asked that the answer depends on: options, the width and colours of the output,
        the tools that draw it."""
        return ()

    def around(self, paths: Sequence[Path]) -> str:
        """What the answer depends on around the files of a design, such as the commit that they are at."""
        del paths
        return ""

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Answer:
        """The answer for a design. What it needs is imported here: an answer from the cache needs none of
        it."""
        raise NotImplementedError

    def lasts(self, answer: Answer) -> bool:
        """Whether the answer is the same the next time: not where something failed or was slow."""
        del answer
        return True


class Check(Question[Result]):
    """What is to be reported about a design."""

    name = "check"
    is_of_wholes = True

    def answer(self, target: Target, setup: Setup, today: date, clock: Clock | None) -> Result:
        """The findings and verdicts of a design."""
        from designlint.check import checked, understood

        known = understood(target.project, setup.registry, clock)
        # Nothing reads the trees and the names once they are resolved.
        target.project = target.project.without_statements
        resolution = known.resolution.without_names
        known = known._replace(project=target.project, resolution=resolution)
        return checked(known, setup.registry, setup.settings, today).result

    def lasts(self, answer: Result) -> bool:
        """Whether no rule failed and none was slow."""
        return lasts(answer)


def lasts(result: Result) -> bool:
    """Whether a result is the same the next time: not where a rule failed or was slow."""
    internal = any(_is_internal(diagnostic) for diagnostic in result.diagnostics)
    return not (result.broken or result.unreadable or internal)


def _is_internal(diagnostic: Diagnostic) -> bool:
    return diagnostic.code.startswith("INT")
