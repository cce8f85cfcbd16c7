"""Profiles: chosen by name, with those of a team in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from designlint.diagnostics.diagnostic import Severity
from tests.config.test_settings import load, mistakes

DESIGN = """component a : gateway { replicas 1 }
component b : service { replicas 2 }
flow f { rate 1 req/s; a -> b }
"""
OURS = """
profile: ours
profiles:
  ours: { extends: review, grades: { risk: error } }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.design").write_text(DESIGN)
    return tmp_path


def test_a_profile_of_a_team(project: Path) -> None:
    settings = load(project, OURS)
    assert settings.levels.severity("risk", breaks=False, must=False) is Severity.ERROR
    assert settings.levels.severity("advice", breaks=False, must=False) is Severity.INFO
    assert settings.fails_from is Severity.ERROR
    assert main(["check", "--select", "SPF001", "a.design"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--profile", "sketch"], 0),
        (["--profile", "strict"], 1),
        (["--profile", "strict", "--fail-on", "error"], 0),
    ],
)
def test_the_command_line_chooses(project: Path, arguments: list[str], code: int) -> None:
    assert main(["check", "--select", "SPF001", *arguments, "a.design"]) == code


def test_an_unknown_profile(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--profile", "lax", "a.design"]) == 2
    said = capsys.readouterr().err
    assert said == "designlint: there is no profile `lax`; choose from sketch, review, strict\n"


@pytest.mark.parametrize(
    ("text", "line", "under", "message"),
    [
        (
            "profile: lax\n",
            1,
            "lax",
            "there is no profile `lax`; choose from sketch, review, strict",
        ),
        (
            "profiles: { strict: { extends: review } }\n",
            1,
            "strict",
            "`strict` is a built-in profile",
        ),
        (
            "profiles: { ours: { grades: { deadly: error } } }\n",
            1,
            "deadly",
            "`deadly` is no grade: contradiction, fatal, risk, minor, advice, question, assumed, undecided",
        ),
        (
            "profiles: { ours: { extends: revue } }\n",
            1,
            "revue",
            "unknown profile `revue`; did you mean `review`?",
        ),
    ],
)
def test_mistakes(tmp_path: Path, text: str, line: int, under: str, message: str) -> None:
    assert mistakes(tmp_path, text) == [(line, under, message)]
