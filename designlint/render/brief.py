"""A diagnostic as people read it: what is long is cut, and what is left out is counted.

Rules report everything; formats for programs show all of it, and those for people this much.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.diagnostics.diagnostic import Diagnostic, Help, Label, Step

MOST_LABELS, MOST_STEPS, MOST_ANSWERS = 6, 8, 40


def brief(diagnostic: Diagnostic) -> Diagnostic:
    """The same diagnostic with the first labels, steps of the witness and answers."""
    return diagnostic._replace(
        secondary=_labels(diagnostic),
        witness=_steps(diagnostic.witness),
        help=_answers(_grouped(diagnostic.help)),
    )


def _labels(diagnostic: Diagnostic) -> tuple[Label, ...]:
    """The first labels, and those of findings beneath that break a requirement."""
    breaking = {one.primary.span for one in diagnostic.consequences if one.breaks}
    first, others = diagnostic.secondary[:MOST_LABELS], diagnostic.secondary[MOST_LABELS:]
    return (*first, *(label for label in others if label.span in breaking))


def _grouped(answers: tuple[Help, ...]) -> tuple[Help, ...]:
    """The answers, with samples of the same text for several places as one."""
    alike: dict[Help, list[str]] = {}
    for one in answers:
        alike.setdefault(one._replace(place="") if one.is_sample else one, []).append(one.place)
    return tuple(
        [
            one._replace(place=_places(places)) if one.is_sample else one
            for one, places in alike.items()
        ]
    )


def _places(places: Sequence[str]) -> str:
    return f"{', '.join(places[:-1])} and {places[-1]}" if len(places) > 1 else places[0]


def _steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if len(steps) <= MOST_STEPS:
        return steps
    return (*steps[: MOST_STEPS - 1], Step(f"and {len(steps) - MOST_STEPS + 1} more"))


def _answers(answers: tuple[Help, ...]) -> tuple[Help, ...]:
    if len(answers) <= MOST_ANSWERS:
        return answers
    left = len(answers) - MOST_ANSWERS + 1
    return (*answers[: MOST_ANSWERS - 1], Help(f"and {left} more"))
