"""A project with a cache beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from designlint import check as checking
from designlint.cli import main


class Project(NamedTuple):
    """A folder with designs and a cache beside it."""

    folder: Path
    cache: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def check(self, *options: str) -> str:
        return self.run("check", "--format", "json", *options)

    def run(self, command: str, *options: str) -> str:
        """What a command prints on both streams."""
        kept = [] if "--no-cache" in options else ["--cache-dir", str(self.cache)]
        main([command, *kept, *options])
        printed = self.capsys.readouterr()
        return printed.out + printed.err

    @property
    def entries(self) -> list[Path]:
        found = (self.cache / "results").glob("*")
        return sorted(path for path in found if len(path.stem) == 40)


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Project:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project(folder, tmp_path / "cache", capsys)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the designs that were really checked."""
    names: list[str] = []
    real = checking.checked

    def counted(known: Any, *rest: Any) -> Any:
        files = known.project.files
        names.append(files[0].source.name if files else "?")
        return real(known, *rest)

    monkeypatch.setattr(checking, "checked", counted)
    return names


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the designs that were really resolved, for whatever question."""
    names: list[str] = []
    real = checking.resolve

    def counted(files: Any, *rest: Any) -> Any:
        names.append(files[0].source.name if files else "?")
        return real(files, *rest)

    monkeypatch.setattr(checking, "resolve", counted)
    return names
