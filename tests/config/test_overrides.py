"""Overrides: for which findings they hold, which of several decides, and how idle ones are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.base.source import Source, Span
from designlint.cli import main
from designlint.config import Override
from tests.config.running import SINGLE, reported, write

NOWHERE = Span(Source("designlint.yaml", ""), 0, 0)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("gate", "gate", True),
        ("gate", "gates", False),
        ("payments", "payments.store", True),
        ("payments.*", "payments.store", True),
        ("payments.*", "payments", False),
        ("*.store", "payments.store", True),
        ("*.store", "a.payments.store", False),
        ("**.store", "a.payments.store", True),
        ("p*", "payments.store.links", True),
        ("g?te", "gate", True),
        ("a.b", "a-b", False),
    ],
)
def test_a_pattern_of_elements(pattern: str, path: str, named: bool) -> None:
    override = Override((), (pattern,), (), {}, NOWHERE)
    assert override.names_element([path]) is named


@pytest.mark.parametrize(
    ("pattern", "name", "named"),
    [
        ("legacy/", "legacy/a.design", True),
        ("legacy/", "new/legacy/a.design", True),
        ("/legacy/", "new/legacy/a.design", False),
        ("*.old.design", "x/a.old.design", True),
        ("a.design", "b.design", False),
    ],
)
def test_a_pattern_of_files(tmp_path: Path, pattern: str, name: str, named: bool) -> None:
    override = Override((pattern,), (), (), {}, NOWHERE, folder=tmp_path)
    assert override.names_file([name]) is named


def test_an_override_for_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, old__a=SINGLE, b=SINGLE, config="overrides: [{files: old/, ignore: SPF}]\n")
    assert {place.split(":")[0] for _, _, place in reported(capsys)} == {"b.design"}


def test_a_file_is_named_from_the_folder_of_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, old__a=SINGLE, config="overrides: [{files: /old/, ignore: SPF}]\n")
    monkeypatch.chdir(tmp_path / "old")
    assert reported(capsys, "a.design") == []


def test_an_override_for_an_element(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    levels = "{SPF: info, SPF001: error}"
    write(tmp_path, a=SINGLE, config=f"overrides: [{{elements: gate, severity: {levels}}}]\n")
    severities = {place: severity for _, severity, place in reported(capsys)}
    assert severities == {"a.design:2:11": "error", "a.design:3:11": "warning"}


def test_both_must_fit_and_the_last_override_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = """
overrides:
  - { elements: gate, severity: { SPF: error } }
  - { elements: g*, files: a.design, severity: { SPF001: info } }
  - { elements: gate, files: b.design, ignore: SPF001 }
"""
    write(tmp_path, a=SINGLE, b=SINGLE, config=config)
    severities = {place: severity for _, severity, place in reported(capsys)}
    assert severities == {
        "a.design:2:11": "info", "a.design:3:11": "warning", "b.design:3:11": "warning",
    }  # fmt: skip


def test_an_override_that_matches_nothing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = """overrides:
  - { files: gone/, ignore: SPF }
  - { elements: gone.*, ignore: SPF }
  - { files: a.design, elements: gate, ignore: SPF }
  - { files: a.design, elements: gone, ignore: SPF }
"""
    write(tmp_path, a=SINGLE, config=config)
    assert main(["check", "--verbose"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("CFG002]") == 3
    assert "this override matches no design file: gone/" in shown
    assert "this override matches no element: gone.*" in shown
    assert "this override matches no element in its files: gone" in shown
    assert "designlint.yaml:3:5" in shown


def test_what_other_designs_may_have_is_not_said_to_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = """overrides:
  - { elements: other, ignore: SPF }
  - { files: b.design, ignore: SPF }
  - { files: c.design, ignore: SPF }
"""
    write(tmp_path, a=SINGLE, b="component other : service\n", config=config)
    assert [row for row in reported(capsys, "a.design") if row[0] == "CFG002"] == [
        ("CFG002", "warning", "designlint.yaml:4:5")
    ]
    reported_of_all = [row[2] for row in reported(capsys) if row[0] == "CFG002"]
    assert reported_of_all == ["designlint.yaml:4:5"]


def test_a_part_counts_as_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "overrides: [{files: part.design, elements: gone, ignore: SPF}]\n"
    write(tmp_path, a='import "part.design"\n', part=SINGLE, config=config)
    assert ("CFG002", "warning", "designlint.yaml:1:13") in reported(capsys, "a.design")


def test_what_is_said_of_an_override_can_be_ignored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = "overrides: [{files: gone/, ignore: SPF}]\nignore: [CFG002, SPF]\n"
    write(tmp_path, a=SINGLE, config=config)
    assert reported(capsys) == []
