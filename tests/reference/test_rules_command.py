"""`designlint rules`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.findings.core_codes import core_codes
from designlint.registry import load_registry
from tests.plugins.fakes import Plugin, entry, flagging
from tests.reference.pages import registry


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def listed(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, dict]:
    assert main(["rules", "--json", *options]) == 0
    reported = json.loads(capsys.readouterr().out)
    assert reported["failures"] == []
    return {rule["code"]: rule for rule in reported["rules"]}


def configure(text: str) -> None:
    Path("designlint.yaml").write_text(text, encoding="utf-8")


def test_all_codes_are_listed_and_active(capsys: pytest.CaptureFixture[str]) -> None:
    rules = listed(capsys)
    assert set(rules) == {*registry().rules, *(c.code for c in core_codes())}
    assert list(rules) == sorted(rules)
    assert all(rule["active"] and not rule["reason"] for rule in rules.values())
    assert rules["SPF001"] == {
        "code": "SPF001",
        "name": "spof-single-replica",
        "severity": ["error", "warning", "info"],
        "active": True,
        "reason": "",
        "fixes": [],
        "summary": "A flow stops when one replica stops.",
    }
    assert rules["ACC002"]["fixes"] == []
    assert rules["LNG005"]["fixes"] == ["safe"]
    assert rules["LNG009"]["fixes"] == ["safe", "unsafe"]


def test_options_choose(capsys: pytest.CaptureFixture[str]) -> None:
    rules = listed(capsys, "--select", "ACC", "--ignore", "ACC002", "--severity", "ACC=info")
    assert rules["ACC001"]["active"]
    assert rules["ACC001"]["severity"] == ["info"]
    assert rules["ACC002"]["reason"] == "ignored"
    assert rules["SPF001"]["reason"] == "not selected"
    assert rules["SPF001"]["severity"] == ["error", "warning", "info"]


def test_the_configuration_chooses(capsys: pytest.CaptureFixture[str]) -> None:
    configure("ignore: [SPF, LNG013, INT]\nseverity: { ACC003: error }\n")
    rules = listed(capsys)
    assert rules["SPF001"]["reason"] == "ignored"
    assert rules["LNG013"]["reason"] == "ignored"
    assert rules["LNG001"]["active"]
    assert rules["INT001"]["active"]
    assert rules["ACC003"]["severity"] == ["error"]


def test_what_is_wrong_with_the_text_is_shown_whatever_is_selected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rules = listed(capsys, "--select", "SPF")
    active = {code for code, rule in rules.items() if rule["active"]}
    assert active == {c for c in rules if c.startswith(("SPF", "LNG", "INT", "CFG", "BAS"))}


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--ignore", "SPF001"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].split() == ["code", "severity", "active", "fixes", "rule"]
    row = next(line for line in lines if line.startswith("SPF001"))
    assert row.split()[:6] == [
        "SPF001",
        "error",
        "to",
        "info",
        "ignored",
        "spof-single-replica:",
    ]
    total = len(registry().rules) + len(core_codes())
    assert f"{total - 1} of {total} are active." in lines


def test_a_plugin_that_failed_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [entry("bad", OSError("gone")), entry("good", Plugin(rules=[flagging("ACME001")]))]
    registry = load_registry(entries)
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    assert main(["rules"]) == 3
    shown = capsys.readouterr().out
    assert "plugin acme:bad failed: OSError: gone" in shown
    assert "ACME001" in shown
    assert main(["rules", "--json"]) == 3
    failures = json.loads(capsys.readouterr().out)["failures"]
    assert failures == [{"plugin": "plugin acme:bad", "problem": "OSError: gone"}]


def test_a_wrong_configuration_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure("ignored: [SPF]\n")
    assert main(["rules"]) == 2
    out, message = capsys.readouterr()
    assert out == ""
    assert "error[CFG001]: unknown key `ignored`; did you mean `ignore`?" in message
    assert "--> designlint.yaml:1:1" in message
    assert main(["rules", "--config", "nowhere.yaml"]) == 2
    assert "no configuration file `nowhere.yaml`" in capsys.readouterr().err
