"""The closing words: what is served and proved, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.base.wording import counted
from designlint.document import Claim, Finding, Question, Tally, Traceability, WrapUp

MOST_STEPS = 5
_VERDICTS = "VER"


def wrap_up(
    trace: Traceability,
    tally: Tally,
    claims: Sequence[Claim],
    found: Sequence[Finding],
    questions: Sequence[Question],
) -> WrapUp:
    """The counts of the document, and the most pressing steps."""
    steps = [*_remedies(claims), *_findings(found), *_answers(questions)]
    return WrapUp((*_served(trace), *_judged(tally)), tuple(dict.fromkeys(steps))[:MOST_STEPS])


def _served(trace: Traceability) -> Iterator[str]:
    for one in trace.coverage:
        yield f"{one.covered} of {one.of} {one.what}"


def _judged(tally: Tally) -> Iterator[str]:
    met = tally.met + tally.met_on_assumptions + tally.met_likely
    broken = tally.violated + tally.violated_on_assumptions + tally.violated_likely
    every = met + broken + tally.undecided
    if every:
        proved = f", {tally.met} of them proved" if met else ""
        yield f"{met} of {every} measured {'requirement' if every == 1 else 'requirements'} met{proved}"
    yield f"{counted(tally.errors, 'error')} and {counted(tally.warnings, 'warning')} open"


def _remedies(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        if claim.status == "violated":
            yield f"Meet `{claim.owner}`: {claim.text}, now {claim.value}."


def _findings(found: Sequence[Finding]) -> Iterator[str]:
    for one in found:
        # A finding that only repeats a verdict says what is to be met, which is a step already.
        if one.severity == "error" and not one.code.startswith(_VERDICTS):
            yield f"Fix {one.code}: {one.message}."


def _answers(questions: Sequence[Question]) -> Iterator[str]:
    for one in questions:
        about = f" (`{one.about}`)" if one.about else ""
        yield f"Answer{about}: {one.text}"
