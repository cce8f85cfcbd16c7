"""Random designs that draw from the whole schema, and the verdict on each of their claims."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import count

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.remedies.search import remedies
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.check import run_rules
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Severity
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from tests.support.fixtures import registry
from tests.support.metrics import METRICS
from tests.verdicts.anything import Anything, Drawn
from tests.verdicts.stated import Stated
from tests.verdicts.varied import Varied

Judged = dict[str, Judgement]

PROVED = "met"


@cache
def drawn(seed: int) -> Anything:
    """A random design that reads: of those with a contradiction there is nothing to judge. Of three, one
    draws from the whole schema alike, and two state most of what verdicts ask for."""
    drawer = (Drawn, Stated, Varied)[seed % 3]
    tried = (drawer(seed + 1_000_000 * number).design() for number in count())
    return next(design for design in tried if facts_of(design.text) is not None)


def judged_before(design: Anything) -> Judged | None:
    """The verdict on each claim of a design that several laws compare others with. Without the
    derivations, which would keep all facts of each design."""
    return _judged_once(design.text, design.claims)


@cache
def _judged_once(text: str, claims: tuple[str, ...]) -> Judged | None:
    facts = facts_of(text)
    if facts is None:
        return None
    found = judged_by(facts, claims)
    return {claim: judgement._replace(derivation=()) for claim, judgement in found.items()}


def judged(design: Anything) -> Judged | None:
    """The verdict on each claim; None for a design that does not read."""
    facts = facts_of(design.text)
    return None if facts is None else judged_by(facts, design.claims)


def judged_by(facts: Facts, claims: tuple[str, ...]) -> Judged:
    """The verdict on each claim of a design, by its facts."""
    found: list[Verdict] = [*facts[verdicts], *facts[expectations]]
    return {claims[int(v.owner.path[1:])]: v.judgement for v in found}


# A random design is judged right after it was found to read.
@lru_cache(maxsize=1)
def facts_of(text: str) -> Facts | None:
    """The facts of a design; None where it does not read."""
    project = load_text(text, "any.design")
    understood = resolve(project.files, METRICS)
    diagnostics = (*project.diagnostics, *understood.diagnostics)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None
    return Facts(understood.design)


def word(judgement: Judgement) -> str:
    """The status with what it rests on: `met`, `met (assumptions)`, ..."""
    basis = judgement.basis.value
    return judgement.status.value if basis == "proof" else f"{judgement.status.value} ({basis})"


def better(before: Judged, after: Judged, *metrics: str) -> Iterator[str]:
    """The claims that are met only afterwards."""
    for claim, judgement in after.items():
        metric = claim.split(" | ")[-1].split()[0]
        if metrics and metric not in metrics:
            continue
        known = before[claim]
        if "too many possibilities" in known.reason:
            continue  # it was too much work to decide, which says nothing of what is right
        if word(judgement) == PROVED and word(known) != PROVED:
            yield (
                f"{claim}: {word(known)} ({known.value}) becomes {word(judgement)} ({judgement.value})"
            )


def reported(facts: Facts, *codes: str) -> set[str]:
    """Which of some rules report anything about a design."""
    # The search for remedies takes most of the time of a check, and decides nothing but what helps.
    facts[remedies] = {}
    rules = [registry().rules[code] for code in codes]
    found, failures = run_rules(rules, facts, Settings(), whole=True)
    assert failures == []
    return {diagnostic.code for diagnostic in found}
