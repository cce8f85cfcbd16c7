"""Every rule has documentation, examples that run, and a fixture of bad, good and near-miss cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint import testing
from designlint.plugins.rule import Rule
from designlint.reference.rules import rule_entries
from tests.contributing.new_rule import unfinished
from tests.snapshot import check
from tests.support.fixtures import Case, cases, diagnose, fixture_of, problems, registry, snapshot

PAGES = Path(__file__).parents[2] / ".docs" / "rules"
RULES = list(registry().rules.values())
FIXTURES = [
    pytest.param(rule, case, id=f"{rule.name}-{case.heading}")
    for rule in RULES
    if fixture_of(rule.module).is_file()
    for case in cases(fixture_of(rule.module).read_text(encoding="utf-8"))
]
EXAMPLES = [
    pytest.param(rule, case, id=f"{rule.name}-{case.heading}")
    for rule in RULES
    for case in cases(rule.doc)
]


@pytest.mark.parametrize(("rule", "case"), FIXTURES)
def test_fixture(rule: Rule, case: Case) -> None:
    assert problems(case, rule.code) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_snapshot(rule: Rule) -> None:
    check(fixture_of(rule.module).with_suffix(".out"), snapshot(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page(rule: Rule) -> None:
    """Its page, once it is written, says what its file says, with its options and their defaults."""
    page = PAGES / f"{rule.code}.md"
    (entry,) = [one for one in rule_entries({rule.code: rule}) if one.name == rule.code]
    written = page.read_text(encoding="utf-8") if page.is_file() else entry.body
    assert entry.body in written, "run `python -m designlint.reference`"


@pytest.mark.parametrize(("rule", "case"), EXAMPLES)
def test_documented_example(rule: Rule, case: Case) -> None:
    codes = [diagnostic.code for diagnostic in diagnose(case.text)]
    if case.heading == "Bad:":
        assert rule.code in codes
    else:
        assert rule.code not in codes
    assert not [code for code in codes if code.startswith("INT")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_complete(rule: Rule) -> None:
    fixture = fixture_of(rule.module)
    assert fixture.is_file(), f"{rule.code} has no fixture {fixture.name}"
    left = unfinished(rule.module)
    assert not left, "to be written:\n" + "\n".join(left)
    headings = [case.heading.lower() for case in cases(fixture.read_text(encoding="utf-8"))]
    for sort in ("bad", "good", "near miss"):
        assert any(heading.startswith(sort) for heading in headings), f"no {sort} case"
    assert [case.heading for case in cases(rule.doc)] == ["Bad:", "Good:"]
    assert rule.summary.endswith(".")
    assert [part for part in testing.PARAGRAPHS if f"\n\n{part}:" not in rule.doc] == []


def test_all_plugins_loaded() -> None:
    assert registry().failures == ()
