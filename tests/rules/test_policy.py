"""The severity of every built-in rule follows from the policy."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Severity
from designlint.diagnostics.policy import GRADES, PROFILES, Grade
from designlint.language.project import load_text
from designlint.plugins.rule import Rule
from tests.support.fixtures import TODAY, registry

RULES = [rule for rule in registry().rules.values() if rule.module.startswith("designlint_rules")]
DESIGN = """
functional FR1 "A customer can pay." {{ priority {priority} }}
actor buyer
component shop : service {{ replicas 1 }}
component store : service {{ replicas 2 }}
flow pay serves FR1 {{ rate 1 req/s; buyer -> shop -> store }}
"""
STAKES = [(True, True), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_grade_and_no_severity_of_its_own(rule: Rule) -> None:
    assert rule.grade in GRADES
    assert rule.severity is max(map(PROFILES["review"].highest, rule.grades))
    assert rule.unrequired is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_names_every_grade_that_its_findings_have(rule: Rule) -> None:
    text = Path(sys.modules[rule.module].__file__ or "").read_text(encoding="utf-8")
    given = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.keyword) and n.arg == "grade"
    ]
    used = {n.value for one in given for n in ast.walk(one) if isinstance(n, ast.Constant)}
    assert {grade for grade in GRADES if grade in used} == set(rule.grades)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("grade", GRADES)
def test_more_at_stake_is_never_less_severe(name: str, grade: Grade) -> None:
    levels = PROFILES[name].levels[grade]
    known = [level or 0 for level in levels]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize(("breaks", "must"), STAKES)
def test_profiles_get_stricter(grade: Grade, breaks: bool, must: bool) -> None:
    found = [PROFILES[name].severity(grade, breaks=breaks, must=must) or 0 for name in PROFILES]
    assert found == sorted(found)


def severities(text: str, profile: str) -> list[Severity]:
    project = load_text(text, "a.design")
    result = check(project, registry(), Settings(profile=profile), TODAY).result
    return [one.severity for one in result.diagnostics if one.code == "SPF001"]


@pytest.mark.parametrize(
    ("profile", "priority", "severity"),
    [
        ("sketch", "must", Severity.INFO),
        ("review", "must", Severity.WARNING),
        ("strict", "must", Severity.ERROR),
        ("strict", "could", Severity.WARNING),
    ],
)
def test_the_profile_decides(profile: str, priority: str, severity: Severity) -> None:
    assert severities(DESIGN.format(priority=priority), profile) == [severity]


def test_flows_that_serve_any_requirement_must_work_where_no_priority_is_stated() -> None:
    text = DESIGN.replace("priority {priority}", "").format()
    assert severities(text, "strict") == [Severity.ERROR]
