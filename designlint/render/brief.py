"""A diagnostic as people read it: what is long is cut, and what is left out is counted.

Rules report everything; formats for programs show all of it, and those for people this much.
"""

from __future__ import annotations

from designlint.diagnostic import Diagnostic, Help, Step

MOST_LABELS, MOST_STEPS, MOST_ANSWERS = 6, 8, 20


def brief(diagnostic: Diagnostic) -> Diagnostic:
    """The same diagnostic with the first labels, steps of the witness and answers."""
    if (
        len(diagnostic.secondary) <= MOST_LABELS
        and len(diagnostic.witness) <= MOST_STEPS
        and len(diagnostic.help) <= MOST_ANSWERS
    ):
        return diagnostic
    return diagnostic._replace(
        secondary=diagnostic.secondary[:MOST_LABELS],
        witness=_steps(diagnostic.witness),
        help=_answers(diagnostic.help),
    )


def _steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if len(steps) <= MOST_STEPS:
        return steps
    return (*steps[: MOST_STEPS - 1], Step(f"and {len(steps) - MOST_STEPS + 1} more"))


def _answers(answers: tuple[Help, ...]) -> tuple[Help, ...]:
    if len(answers) <= MOST_ANSWERS:
        return answers
    left = len(answers) - MOST_ANSWERS + 1
    return (*answers[: MOST_ANSWERS - 1], Help(f"and {left} more"))
