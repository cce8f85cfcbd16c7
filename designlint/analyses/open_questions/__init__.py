"""The questions of a design review that a design leaves open, in the order of the review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.availability import availability
from designlint.analyses.open_questions.consistency import consistency
from designlint.analyses.open_questions.data import data
from designlint.analyses.open_questions.decisions import decisions
from designlint.analyses.open_questions.interfaces import interfaces
from designlint.analyses.open_questions.load import load
from designlint.analyses.open_questions.operation import operation
from designlint.analyses.open_questions.problem import problem
from designlint.analyses.open_questions.question import Question
from designlint.analyses.open_questions.requirements import requirements
from designlint.analyses.open_questions.security import security
from designlint.base.records import NamedTuple

STAGES: tuple[Callable[[Facts], Iterator[Question]], ...] = (
    problem, requirements, interfaces, load, data, availability, consistency, security, operation, decisions,
)  # fmt: skip
"""What is asked, in the order of a review; the name of each is that of its stage."""


class Stage(NamedTuple):
    """One stage of a review with the questions that it leaves open, the grave ones first, then those quickly answered."""

    name: str
    questions: tuple[Question, ...]


class OpenQuestions(NamedTuple):
    """All open questions by stage; a stage without any is left out."""

    stages: tuple[Stage, ...] = ()

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(len(stage.questions) for stage in self.stages)

    def first(self, most: int) -> list[Question]:
        """The questions to begin with, in the order of the review: the quickest of each stage, then
        the second of each, until there are `most`."""
        rounds = zip_longest(*(stage.questions for stage in self.stages))
        chosen = [q for questions in rounds for q in questions if q is not None][:most]
        return [q for stage in self.stages for q in stage.questions if q in chosen]


def open_questions(facts: Facts) -> OpenQuestions:
    """What a design leaves open; nothing is asked about a text that neither states a problem nor has
    a flow."""
    if facts.design.header is None and not facts.design.flows:
        return OpenQuestions()
    found = [
        Stage(stage.__name__, tuple(sorted(stage(facts), key=lambda q: q.order)))
        for stage in STAGES
    ]
    return OpenQuestions(tuple([stage for stage in found if stage.questions]))


__all__ = ["STAGES", "OpenQuestions", "Question", "Stage", "open_questions"]
