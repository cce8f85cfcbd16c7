"""The words of a document: those of its verdicts, and the metrics that its requirements use."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.document import Term

VERDICTS = (
    Term("met", "The requirement is proved from stated and published facts."),
    Term("met on assumptions", "The requirement is met if the values in the register hold."),
    Term("met (likely)", "An estimate, not a bound, meets the requirement."),
    Term("violated", "The facts contradict the requirement."),
    Term("undecided", "Facts that would decide the requirement are not declared."),
    Term("margin", "The distance from the value to its target; positive where it is met."),
    Term("minimal cut set", "The fewest events that stop a flow when they happen at once."),
    Term("peak", "The largest load that the design declares for today."),
    Term("growth", "The multiple of today's peak that the design must reach."),
)
"""What every document speaks of."""


def glossary(facts: Facts) -> tuple[Term, ...]:
    """The words in the order of the alphabet."""
    return tuple(sorted([*VERDICTS, *_metrics(facts)]))


def _metrics(facts: Facts) -> Iterator[Term]:
    claims = [claim for one in facts.design.requirements.values() for claim in one.claims]
    for metric in dict.fromkeys(claim.metric for claim in claims):
        yield Term(metric.name, _first_sentence(metric.doc or ""))


def _first_sentence(doc: str) -> str:
    first = " ".join(doc.split("\n\n", 1)[0].split())
    return f"{first.split('. ')[0].rstrip('.')}."
