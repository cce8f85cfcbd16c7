"""The fixtures of the built-in rules: where each is, and the public kit that runs them, each once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from designlint import testing
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.plugins.rule import Rule
from designlint.testing import TODAY, Case, Expectation, cases, problems_among, registry, shown


def fixture_of(module: str) -> Path:
    """The fixture file of a rule's module: `designlint_rules.spof.x` has `tests/rules/spof/x.md`."""
    family, name = module.split(".")[-2:]
    return Path(__file__).parent.parent / "rules" / family / f"{name}.md"


# Several tests ask about each design of a fixture, one behind the other.
@lru_cache(maxsize=64)
def diagnose(text: str) -> tuple[Diagnostic, ...]:
    """All diagnostics of a design, by the rules that are installed."""
    return tuple(testing.diagnose(text))


def problems(case: Case, rule: str) -> list[str]:
    """The missing and unexpected findings of a case for the rule with this code."""
    return problems_among(diagnose(case.text), case, rule)


def snapshot(rule: Rule) -> str:
    """Every diagnostic of a rule over its fixture, as a terminal shows it, and what no report shows."""
    blocks = list(cases(fixture_of(rule.module).read_text(encoding="utf-8")))
    whole = [shown(rule, case, diagnose(case.text)) for case in blocks]
    hidden = [line for case in blocks for line in _hidden(rule, case)]
    return "".join([*whole, *(["## Causes and fixes\n\n"] if hidden else []), *hidden])


def _hidden(rule: Rule, case: Case) -> Iterator[str]:
    """The causes that the findings of a case report, and those that they follow from, words which several
    rules have to share; and their fixes, which `check --fix` writes."""
    for found in diagnose(case.text):
        if found.code == rule.code and (found.causes or found.because or found.fix):
            yield f"{case.heading}: {found.primary.span.position.line}\n"
            yield from [f"  is {cause}\n" for cause in found.causes]
            yield from [f"  follows from {cause}\n" for cause in found.because]
            if found.fix is not None:
                yield f"  fix{'' if found.fix.safe else ' (unsafe)'}: {found.fix.title}\n"


__all__ = [
    "TODAY",
    "Case",
    "Expectation",
    "cases",
    "diagnose",
    "fixture_of",
    "problems",
    "registry",
    "snapshot",
]
