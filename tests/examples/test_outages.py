"""Public outages as pairs of designs: what is reported of the one before is not reported of the one after."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.language.project import load_project
from tests.support.fixtures import registry

ROOT = Path(__file__).resolve().parents[2]
OUTAGES = ROOT / "examples" / "outages"
TODAY = date(2026, 1, 1)
BEFORE, AFTER = "before", "after"

# What the design before must be reported, and the design after must not.
REPORTED: dict[str, tuple[str, ...]] = {
    "02_foursquare": ("SCA010",),
    "03_aws_ebs": ("RES003", "RES007"),
    "06_github_mysql": ("RES010", "CON002"),
    "08_github_fileservers": ("RES013",),
    "12_twilio_redis": ("RES003", "VER001"),
    "21_dynamodb_metadata": ("RES003", "RES006", "RES007"),
    "23_github_power": ("SPF002", "RES013"),
    "27_gitlab": ("SPF001", "RES014"),
    "33_cloud_sql": ("RES005",),
    "38_github_split": ("RES010", "RES011", "RES014"),
    "44_kinesis": ("RES006", "RES007", "RES013"),
    "48_facebook": ("RES009", "RES013"),
    "58_cloudflare": ("SPF002",),
    "60_canva": ("RES034",),
    "61_basecamp": ("SCA033",),
    "62_atlassian": ("DAT015",),
    "63_service_control": ("RES051",),
    "64_heroku": ("RES008", "RES013"),
}

# What made some of them worse and no rule reports, because the number was not published or the language
# has no word for it: see the comments in the designs.
UNREPORTED: dict[str, tuple[str, ...]] = {
    "a check that cannot distinguish load from failure": ("06_github_mysql",),
    "a cold standby": ("06_github_mysql",),
    "clients that all load at once": ("60_canva",),
    "more threads than the system has": ("44_kinesis",),
    "a restart that takes a day": ("44_kinesis", "58_cloudflare"),
    "calls that wait for longer than anyone needs": ("03_aws_ebs", "21_dynamodb_metadata"),
}

# Errors that are right: an acknowledged write is lost by design where copies are asynchronous, and a part
# in one data centre stops callers that run in three.
RIGHT_ERRORS: dict[tuple[str, str], frozenset[str]] = {
    ("06_github_mysql", BEFORE): frozenset({"RES010"}),
    ("12_twilio_redis", BEFORE): frozenset({"VER001"}),
    ("38_github_split", BEFORE): frozenset({"RES010"}),
    ("58_cloudflare", BEFORE): frozenset({"SPF002"}),
    # What has to repair the storage or the store fails with it.
    ("08_github_fileservers", BEFORE): frozenset({"RES013"}),
    ("23_github_power", BEFORE): frozenset({"RES013"}),
    # Every connection waits for the control plane.
    ("33_cloud_sql", BEFORE): frozenset({"RES005"}),
    # The status tool signs people in with the service that fails.
    ("44_kinesis", BEFORE): frozenset({"RES013"}),
    # No key is left for a new event.
    ("61_basecamp", BEFORE): frozenset({"SCA033"}),
    # Every region stops with a policy that the check cannot read.
    ("63_service_control", BEFORE): frozenset({"RES051"}),
}


@cache
def reported(name: str, which: str) -> tuple[Diagnostic, ...]:
    """All that is reported about a design of a pair."""
    project = load_project(OUTAGES / name / f"{which}.design", f"{name}/{which}.design")
    return check(project, registry(), Settings(), TODAY).result.diagnostics


def codes(name: str, which: str) -> set[str]:
    """The codes of all that is reported."""
    return {diagnostic.code for diagnostic in reported(name, which)}


def test_every_pair_is_known_and_whole() -> None:
    folders = {path.name: sorted(p.name for p in path.iterdir()) for path in OUTAGES.iterdir()}
    assert folders == {key: ["after.design", "before.design"] for key in REPORTED}
    assert {name for names in UNREPORTED.values() for name in names} <= REPORTED.keys()


@pytest.mark.parametrize("name", REPORTED)
def test_the_defect_is_reported_before_and_not_after(name: str) -> None:
    assert set(REPORTED[name]) <= codes(name, BEFORE)
    assert not set(REPORTED[name]) & codes(name, AFTER)


@pytest.mark.parametrize("which", [BEFORE, AFTER])
@pytest.mark.parametrize("name", REPORTED)
def test_no_error_is_wrong(name: str, which: str) -> None:
    errors = {d.code for d in reported(name, which) if d.severity is Severity.ERROR}
    assert errors <= RIGHT_ERRORS.get((name, which), frozenset())


@pytest.mark.parametrize("name", REPORTED)
def test_each_finding_comes_with_its_witness(name: str) -> None:
    wanted = [d for d in reported(name, BEFORE) if d.code in REPORTED[name]]
    for finding in wanted:
        assert finding.help
        assert finding.witness or finding.secondary
        assert all(step.text for step in finding.witness)


@pytest.mark.parametrize("which", [BEFORE, AFTER])
@pytest.mark.parametrize("name", REPORTED)
def test_a_file_says_where_it_is_from_and_what_it_shows(name: str, which: str) -> None:
    text = (OUTAGES / name / f"{which}.design").read_text(encoding="utf-8")
    head = text.split("\n\n", 1)[0]
    assert re.search(r"\d{4}-\d{2}-\d{2}", head)
    assert "# Published: " in text
    assert "# Shows: " in text
