"""An output format of a plugin is used as a built-in one is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from designlint.api import Format, Report
from designlint.cli import main
from designlint.console import formats
from designlint.registry import load_registry
from tests.plugins.fakes import Plugin, entry, flagging


def _count(report: Report) -> str:
    return f"{len(report.diagnostics)} at {report.diagnostics[0].element}\n"


@pytest.fixture
def design(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A design, and a plugin that reports one thing about it and has a format."""
    plugin = Plugin(rules=[flagging("ACME001")], formats=[Format("count", "how many", _count)])
    registry = load_registry([entry("one", plugin)])
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    monkeypatch.setattr("designlint.console.reporting.FORMATS", formats.Formats())
    path = tmp_path / "a.design"
    path.write_text("component shop : service { replicas 2 }\n", encoding="utf-8")
    return path


def test_it_is_printed(design: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "count", str(design)]) == 0
    assert capsys.readouterr().out == "1 at shop\n"


def test_it_is_written(design: Path) -> None:
    target = design.with_suffix(".txt")
    assert main(["check", "--quiet", "--output", f"count={target}", str(design)]) == 0
    assert target.read_text("utf-8") == "1 at shop\n"


def test_a_misspelt_name_is_refused(design: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "cuont", str(design)]) == 2
    assert "did you mean `count`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("render", "words"),
    [
        (lambda _: sys.exit(0), "it raised SystemExit: 0"),
        (
            lambda report: report.nothing,
            "AttributeError: 'Report' object has no attribute 'nothing'",
        ),
        (lambda _: None, "it gives NoneType, not text"),
    ],
)
def test_one_that_misbehaves_is_named(
    render: Any,
    words: str,
    design: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    registry = load_registry([entry("one", Plugin(formats=[Format("count", "how many", render)]))])
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    monkeypatch.setattr("designlint.console.reporting.FORMATS", formats.Formats())
    assert main(["check", "--format", "count", str(design)]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"designlint: the format `count` of {__name__} failed: {words}\n"
