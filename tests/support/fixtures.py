"""The fixtures of the built-in rules: where each is, and the public kit that runs them."""

from __future__ import annotations

from pathlib import Path

from designlint.testing import TODAY, Case, Expectation, cases, diagnose, problems, registry


def fixture_of(module: str) -> Path:
    """The fixture file of a rule's module: `designlint_rules.spof.x` has `tests/rules/spof/x.md`."""
    family, name = module.split(".")[-2:]
    return Path(__file__).parent.parent / "rules" / family / f"{name}.md"


__all__ = [
    "TODAY",
    "Case",
    "Expectation",
    "cases",
    "diagnose",
    "fixture_of",
    "problems",
    "registry",
]
