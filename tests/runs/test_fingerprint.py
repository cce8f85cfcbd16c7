"""Whatever an answer depends on beside the design is in the key under which it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.config import Settings
from designlint.runs.fingerprint import fingerprint
from designlint.runs.question import Check
from designlint.testing import registry
from tests.config.running import SINGLE
from tests.runs.conftest import Project


@pytest.mark.parametrize(
    "options", [["--ignore", "SPF"], ["--severity", "SPF=info"], ["--select", "VER"]]
)
def test_other_settings_have_other_results(project: Project, options: list[str]) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    assert project.check(*options) != first
    assert project.check() == first


def test_overrides_and_options_count(project: Project) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    project.write("designlint.yaml", "overrides: [{elements: gate, ignore: SPF}]\n")
    second = project.check()
    assert second != first
    project.write("designlint.yaml", "overrides: [{elements: gone, ignore: SPF}]\n")
    assert "CFG002" in project.check()
    assert "CFG002" in project.check(), "what an override matches is kept, too"


def test_the_fingerprint_has_what_a_result_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    day = "2026-01-01"
    known = registry()
    same = fingerprint(Check(), known, Settings(), day)
    assert fingerprint(Check(), known, Settings(), day) == same
    assert fingerprint(Check(), known, Settings(), "2026-01-02") != same
    fewer = known._replace(rules=dict(list(known.rules.items())[1:]))
    assert fingerprint(Check(), fewer, Settings(), day) != same
    rule = known.rules["DEC001"]
    other = rule._replace(options=type(rule.options)(one_by_one=7))
    changed = known._replace(rules={**known.rules, "DEC001": other})
    assert fingerprint(Check(), changed, Settings(), day) != same
    monkeypatch.setattr("designlint.runs.fingerprint.__version__", "9")
    assert fingerprint(Check(), known, Settings(), day) != same


@pytest.mark.parametrize(
    "configured",
    [
        "select: [SPF]",
        "ignore: [SPF]",
        "severity: {SPF: info}",
        "profile: strict",
        "overrides: [{elements: gate, severity: {SPF: info}}]",
    ],
)
def test_a_configuration_that_changes_a_result_changes_what_is_found_in_the_cache(
    project: Project, checks: list[str], configured: str
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    project.write("designlint.yaml", configured + "\n")
    project.check()
    assert len(checks) == 2
    Path("designlint.yaml").unlink()
    assert project.check() == first
    assert len(checks) == 2


@pytest.mark.parametrize("configured", ["select: [NOPE1]", "rules: {NOPE1: {x: 1}}"])
def test_a_mistake_in_the_configuration_is_reported_whatever_is_in_the_cache(
    project: Project, configured: str
) -> None:
    project.write("a.design", SINGLE)
    project.check()
    project.write("designlint.yaml", configured + "\n")
    for _ in range(2):
        assert "CFG001" in project.check()


def test_another_plugin_is_another_result(
    project: Project, checks: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.write("a.design", SINGLE)
    project.check()
    place = tmp_path / "site"
    (place / "acme-1.dist-info").mkdir(parents=True)
    (place / "acme-1.dist-info" / "METADATA").write_text("Name: acme\nVersion: 1\n")
    points = "[designlint]\nacme = acme_rules\n"
    (place / "acme-1.dist-info" / "entry_points.txt").write_text(points)
    (place / "acme_rules.py").write_text("")
    monkeypatch.syspath_prepend(str(place))
    project.check()
    assert len(checks) == 2
    (place / "acme_rules.py").write_text("# another one\n")
    project.check()
    assert len(checks) == 3
