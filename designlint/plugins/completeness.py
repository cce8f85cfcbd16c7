"""What a metric lacks to be whole. One that lacks anything is refused when it is loaded."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from designlint.model.metric import (
    COMPARISONS,
    PERCENTILE,
    SUBJECTS,
    VERDICTS,
    Metric,
    Target,
    no_judge,
)
from designlint.schema.shape import DIMENSIONS

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_BEHAVIOUR = (
    "judge", "levers", "proof", "derivation", "headline", "suggestions", "culprits", "causes",
    "is_reported_at_cause",
)  # fmt: skip


def lacks(metric: Metric) -> tuple[str, ...]:
    """What is missing or wrong, each in a few words; empty for a metric that is whole."""
    found = [*_name(metric.name), *_subjects(metric), *_aspects(metric)]
    found += [*_target(metric.target, metric.example), *_behaviour(metric)]
    # Without docstrings, which `python -OO` leaves out, this cannot be checked.
    return (*found, *(_documentation(metric) if sys.flags.optimize < 2 else ()))


def _name(name: str) -> Iterator[str]:
    if not _is_word(name):
        yield "its name is no word of lower-case letters, digits and `_`"


def _subjects(metric: Metric) -> Iterator[str]:
    if not metric.subjects:
        yield "no subjects"
    for subject in metric.subjects:
        if subject not in SUBJECTS:
            yield f"unknown subject `{subject}` (subjects are {', '.join(SUBJECTS)})"


def _aspects(metric: Metric) -> Iterator[str]:
    if PERCENTILE in metric.aspects and len(metric.aspects) > 1:
        yield f"other aspects beside `{PERCENTILE}`"
    yield from (f"the aspect `{word}` is no word" for word in metric.aspects if not _is_word(word))


def _target(target: Target, example: str) -> Iterator[str]:
    if not target.value:
        yield "no target"
        return
    words = "|" in target.value or target.value == "word"
    if not words and target.value not in DIMENSIONS and target.operators:
        yield f"unknown target `{target.value}` (a dimension, `word`, or words behind `|`)"
    if words and not example:
        yield "no `example` of its target"
    for operator in target.operators:
        if operator not in COMPARISONS and not _is_word(operator):
            yield f"unknown operator `{operator}`"


def _behaviour(metric: Metric) -> Iterator[str]:
    if metric.judge is no_judge:
        yield "no `judge`"
    for name in _BEHAVIOUR:
        if not callable(getattr(metric, name)):
            yield f"`{name}` is no function"


def _documentation(metric: Metric) -> Iterator[str]:
    if not metric.summary:
        yield "no documentation (`doc`)"
    elif not metric.summary.endswith("."):
        yield "its documentation begins with no sentence"
    shown = [example.verdict for example in metric.examples]
    for verdict in VERDICTS:
        if shown.count(verdict) != 1:
            number = "no" if verdict not in shown else "more than one"
            yield f"{number} example under `{verdict}:` in its documentation"


def _is_word(text: object) -> bool:
    return isinstance(text, str) and _WORD.fullmatch(text) is not None
