"""Pages are written whole, checked, and removed when nothing makes them any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.reference.__main__ import main
from designlint.reference.entry import Page
from designlint.reference.writing import stale, write

PAGES = [
    Page("README.md", "Index", "", "One."),
    Page("rules/AAA001.md", "AAA001", "", "Two."),
]


def test_pages_are_written_and_fresh_then(tmp_path: Path) -> None:
    assert stale(tmp_path, PAGES) == ["README.md", "rules/AAA001.md"]
    assert write(tmp_path, PAGES) == ["README.md", "rules/AAA001.md"]
    assert stale(tmp_path, PAGES) == []
    assert write(tmp_path, PAGES) == []
    assert (tmp_path / "rules" / "AAA001.md").read_text("utf-8").endswith("\n# AAA001\n\nTwo.\n")
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_a_changed_page_is_stale(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    (tmp_path / "README.md").write_bytes(b"\xff\xfe")
    assert stale(tmp_path, PAGES) == ["README.md"]


def test_what_is_no_longer_made_is_removed_and_what_others_wrote_stays(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    (tmp_path / "benchmark.md").write_text("# Benchmark\n", encoding="utf-8")
    assert write(tmp_path, PAGES[:1]) == ["rules/AAA001.md"]
    assert not (tmp_path / "rules" / "AAA001.md").exists()
    assert (tmp_path / "benchmark.md").exists()


def test_the_command_checks_and_rewrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--folder", str(tmp_path)]
    assert main(["--check", *folder]) == 1
    output = capsys.readouterr().out
    assert f"{tmp_path / 'kinds.md'} is stale: run `python -m designlint.reference`" in output
    assert list(tmp_path.iterdir()) == []
    assert main(folder) == 0
    assert str(tmp_path / "rules" / "SPF001.md") in capsys.readouterr().out
    assert main(["--check", *folder]) == 0
    assert capsys.readouterr().out == ""
