"""Claims with their verdicts, as a review shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import GRAVITY, Status
from designlint.analyses.measure import Missing
from designlint.analyses.remedies.words import remedy
from designlint.analyses.verdicts.register import assumption_register
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step
from designlint.document import Assumption, Claim, Line
from designlint.review.values import line_of, lines_of

MOST_LINES, LINES, LEAST_LINES = 200, 10_000, 20
"""So many lines of a proof, and facts that are missing, are shown for each claim at the most, of all claims, and for
each claim at the least: a document of many claims about everything would grow with the square of its design."""


def claims(facts: Facts) -> dict[str, tuple[Claim, ...]]:
    """The claims of each requirement and scenario, by its path, in the order of the design."""
    return _by_owner(facts, (*facts[verdicts], *facts[expectations]))


def _by_owner(facts: Facts, found: Sequence[Verdict]) -> dict[str, tuple[Claim, ...]]:
    table: dict[str, list[Claim]] = {}
    most = max(LEAST_LINES, min(MOST_LINES, LINES // max(1, len(found))))
    for verdict in found:
        table.setdefault(verdict.owner.path, []).append(_claim(facts, verdict, most))
    return {path: tuple(owned) for path, owned in table.items()}


def _claim(facts: Facts, verdict: Verdict, most: int) -> Claim:
    claim, judged = verdict.claim, verdict.judgement
    violated = verdict.status is Status.VIOLATED
    missing = judged.missing if verdict.status is Status.UNDECIDED else ()
    return Claim(
        verdict.owner.path,
        claim.text,
        claim.metric.name,
        claim.subject.path if claim.subject is not None else "",
        judged.status.value,
        judged.rests_on,
        judged.word,
        judged.value,
        judged.target,
        judged.margin,
        judged.reason,
        _first_lines(verdict.derivation(facts), verdict, most),
        _first_facts(missing, most),
        _first_lines(judged.assumptions, verdict, most),
        remedy(facts, verdict) if violated else (),
    )


def _first_lines(steps: Sequence[Step], verdict: Verdict, most: int) -> tuple[Line, ...]:
    lines, more = lines_of(steps[:most]), len(steps) - most
    if more <= 0:
        return lines
    rest = Step(f"{counted(more, 'more line')}: designlint verify --why {verdict.owner.path}")
    return (*lines, line_of(rest))


def _first_facts(missing: Sequence[Missing], most: int) -> tuple[str, ...]:
    texts, more = tuple(map(missing_text, missing[:most])), len(missing) - most
    return (*texts, counted(more, "more fact")) if more > 0 else texts


def missing_text(missing: Missing) -> str:
    """A missing fact and how it is stated: ``latency of `store`: `latency p99 10ms` ``."""
    element = f"`{missing.element}`" if missing.element else ""
    return f"{missing.of(element)}: `{missing.example}`"


def worst(found: Iterable[Claim]) -> tuple[str, str]:
    """The status and the verdict of the worst of some claims; empty where there are none."""
    both = [(claim.status, claim.verdict) for claim in found]
    return max(both, key=lambda one: GRAVITY.index(one[1]), default=("", ""))


def register(facts: Facts) -> tuple[Assumption, ...]:
    """What verdicts rest on that is neither stated nor published."""
    return tuple(
        [
            Assumption(line_of(one.line), tuple(dict.fromkeys(v.owner.path for v in one.verdicts)))
            for one in facts[assumption_register]
        ]
    )
