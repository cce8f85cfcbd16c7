"""The services of one repository: what they share is stated once, and each has its own settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main

SERVICES = Path(__file__).parents[2] / "examples" / "services"
REPEATED = ("replicas 6", "latency p99 40ms", "scales out", "provider")
"""What the platform states for all."""


def test_they_are_checked_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(SERVICES)
    assert main(["check", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {one["severity"] for one in found} == {"info"}
    assert main(["config", "fail-on", "--path", "payments", "--json"]) == 0
    (setting,) = json.loads(capsys.readouterr().out)["settings"]
    assert setting == {"key": "fail-on", "value": "warning", "from": "payments/designlint.yaml:3"}


@pytest.mark.parametrize("name", ["orders", "payments"])
def test_a_service_states_what_is_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (SERVICES / name / "main.design").read_text(encoding="utf-8")
    assert not [words for words in REPEATED if words in text]
    assert main(["verify", str(SERVICES / name)]) == 0
    assert "0 violated, 0 undecided" in capsys.readouterr().out
