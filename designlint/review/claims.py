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

MOST_LINES = 200
"""So many lines of a proof, and facts that are missing, are shown for each claim: a document of many claims about
everything would grow with the square of its design."""


def claims(facts: Facts) -> dict[str, tuple[Claim, ...]]:
    """The claims of each requirement and scenario, by its path, in the order of the design."""
    return _by_owner(facts, (*facts[verdicts], *facts[expectations]))


def _by_owner(facts: Facts, found: Iterable[Verdict]) -> dict[str, tuple[Claim, ...]]:
    table: dict[str, tuple[Claim, ...]] = {}
    for verdict in found:
        path = verdict.owner.path
        table[path] = (*table.get(path, ()), _claim(facts, verdict))
    return table


def _claim(facts: Facts, verdict: Verdict) -> Claim:
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
        _first_lines(verdict.derivation(facts), verdict),
        _first_facts(missing),
        _first_lines(judged.assumptions, verdict),
        remedy(facts, verdict) if violated else (),
    )


def _first_lines(steps: Sequence[Step], verdict: Verdict) -> tuple[Line, ...]:
    lines, more = lines_of(steps[:MOST_LINES]), len(steps) - MOST_LINES
    if more <= 0:
        return lines
    rest = Step(f"{counted(more, 'more line')}: designlint verify --why {verdict.owner.path}")
    return (*lines, line_of(rest))


def _first_facts(missing: Sequence[Missing]) -> tuple[str, ...]:
    texts, more = tuple(map(missing_text, missing[:MOST_LINES])), len(missing) - MOST_LINES
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
