"""An edit that is no sample resolves its finding: it is written into the design, which is checked again."""

from __future__ import annotations

import pytest

from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.plugins.rule import Rule
from tests.support.edits import with_edits
from tests.support.fixtures import cases, diagnose, fixture_of, registry

RULES = list(registry().rules.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_edit_resolves_its_finding(rule: Rule) -> None:
    text = fixture_of(rule.module).read_text(encoding="utf-8")
    left = [
        f"{case.heading}: {one.message}: {'; '.join(map(str, one.help))}"
        for case in cases(text)
        for one in diagnose(case.text)
        if one.code == rule.code and is_unresolved(case.text, one)
    ]
    assert not left, "\n".join(left)


def is_unresolved(text: str, found: Diagnostic) -> bool:
    """Whether no edit of a finding, and not all of them together, resolves it, as far as they can be written
    into its design."""
    edits = tuple([one for one in found.help if one.is_edit and not one.is_sample])
    if not edits:
        return False
    tried = [
        with_edits(text, answers, found.element) for answers in (*((e,) for e in edits), edits)
    ]
    written = [one for one in tried if one is not None]
    return (
        bool(written)
        and len(written) == len(tried)
        and not any(_is_gone(found, one) for one in written)
    )


def _is_gone(found: Diagnostic, text: str) -> bool:
    after = diagnose(text)
    broken = any(one.code.startswith("LNG") and one.severity is Severity.ERROR for one in after)
    return not broken and all((o.code, o.element) != (found.code, found.element) for o in after)
