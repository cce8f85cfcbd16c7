"""Answers from the cache are those of a check, and nothing that changed is taken for what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from designlint.registry import Registry
from designlint.testing import registry
from tests.config.running import SINGLE
from tests.plugins.fakes import raising
from tests.runs.conftest import Project

ROOT = Path(__file__).parents[2]


def test_all_examples_come_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    kept = ["--cache-dir", str(tmp_path / "cache")]
    codes, shown = [], []
    for number, cached in enumerate((["--no-cache"], kept, kept)):
        files = [tmp_path / f"{number}.{form}" for form in ("short", "json")]
        written = [f"--output={file.suffix[1:]}={file}" for file in files]
        codes.append(main(["check", "examples", "--quiet", "--jobs", "1", *written, *cached]))
        shown.append([capsys.readouterr().out, *(file.read_text("utf-8") for file in files)])
    assert shown[0] == shown[1] == shown[2]
    assert min(map(len, shown[0])) > 1000
    assert codes == [1, 1, 1]


def test_what_has_not_changed_is_not_checked_again(project: Project, checks: list[str]) -> None:
    project.write("a.design", SINGLE)
    project.write("b.design", SINGLE)
    first = project.check()
    project.write("b.design", SINGLE.replace("gate", "port"))
    project.check()
    project.write("b.design", SINGLE)
    assert project.check() == first
    assert checks == ["a.design", "b.design", "b.design"]


def test_a_change_of_an_imported_file_counts(project: Project, checks: list[str]) -> None:
    project.write("main.design", 'import "part.design"\n')
    part = project.write("part.design", SINGLE)
    first = project.check()
    assert project.check() == first
    part.write_text(SINGLE.replace("replicas 1", "replicas 2"), encoding="utf-8")
    assert project.check() != first
    assert checks == ["main.design", "main.design"]


def test_what_could_not_be_imported_may_be_there_the_next_time(
    project: Project, checks: list[str]
) -> None:
    project.write("main.design", 'import "part.design"\n')
    assert "there is no file" in project.check()
    project.write("part.design", "actor x\n")
    assert "there is no file" not in project.check()
    assert len(checks) == 2


def test_what_failed_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("a.design", SINGLE)
    broken: Registry = registry()._replace(rules={"ACME001": raising("ACME001")})
    monkeypatch.setattr("designlint.registry.load_registry", lambda: broken)
    assert "INT001" in project.check()
    assert project.entries == []


def test_timings_are_those_of_a_check(project: Project, checks: list[str]) -> None:
    project.write("a.design", SINGLE)
    project.check()
    project.check("--timings")
    assert len(checks) == 2
