"""The built-in rules: a folder per family, a file per rule."""

from __future__ import annotations

from designlint.api import Rule, hookimpl


@hookimpl
def designlint_rules() -> list[Rule]:
    """Every rule in every file of the families."""
    return Rule.all_in(__name__)
