"""A repository of a test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.repository import Repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository, which is the working folder."""
    folder = tmp_path / "repository"
    folder.mkdir()
    return Repository(folder, monkeypatch)
