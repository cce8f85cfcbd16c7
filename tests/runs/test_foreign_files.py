"""What lies where designs and results are looked for, and is none of ours: links, pipes, huge files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from designlint.base import cache
from designlint.cli import main
from designlint.language.texts import MAX_BYTES

DESIGN = "component shop : service { replicas 2 }\n"
UNIX = pytest.mark.skipif(os.name != "posix", reason="links and pipes of Unix")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a design."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.design").write_text(DESIGN, encoding="utf-8")
    return tmp_path


@UNIX
@pytest.mark.parametrize(
    "command", [["check", "--no-cache"], ["verify"], ["format"], ["report", "-o", "x.html"]]
)
def test_a_cycle_of_links_is_no_file(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.design").symlink_to("b.design")
    assert main([*command, "b.design"]) == 2
    printed = capsys.readouterr()
    assert "there is no file `b.design`" in printed.out + printed.err
    assert main(["check", "--no-cache", "."]) == 0


@UNIX
def test_a_huge_file_is_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "huge.design").open("wb") as file:
        file.truncate(200 * MAX_BYTES)
    assert main(["check", "huge.design"]) == 2
    assert "a design file has at most" in capsys.readouterr().out


@UNIX
def test_pipes_are_not_opened(folder: Path) -> None:
    for name in ("b.design", ".gitignore"):
        os.mkfifo(folder / name)
    os.mkfifo(folder / "c.yaml")
    assert main(["check", "--no-cache", "."]) == 0
    assert main(["check", "--no-cache", "b.design"]) == 2
    assert main(["check", "--no-cache", "--config", "c.yaml", "a.design"]) == 2


def cached(folder: Path) -> int:
    """Check with a cache."""
    return main(["check", "--quiet", "--cache-dir", str(folder), "a.design"])


def test_the_cache_removes_its_own_files_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 1)
    results = folder / "build" / "results"
    results.mkdir(parents=True)
    foreign = [results / "main.o", results / ("0" * 39), results / f"{'0' * 40}.txt"]
    for path in foreign:
        path.write_text("mine", encoding="utf-8")
    for number in range(4):
        (folder / "a.design").write_text(f"{DESIGN}# {number}\n", encoding="utf-8")
        assert cached(folder / "build") == 0
    assert [path.read_text(encoding="utf-8") for path in foreign] == ["mine"] * 3
    assert not (folder / "build" / "CACHEDIR.TAG").exists()


@UNIX
def test_the_cache_follows_no_link(folder: Path) -> None:
    target = folder / "target"
    target.mkdir()
    (folder / "cache").mkdir()
    (folder / "cache" / "results").symlink_to(target)
    assert cached(folder / "cache") == 0
    assert list(target.iterdir()) == []


@UNIX
def test_a_cache_of_pipes_and_folders_is_passed_over(folder: Path) -> None:
    assert cached(folder / "cache") == 0
    for entry in (folder / "cache" / "results").iterdir():
        entry.unlink()
        if len(entry.name) == 40:
            os.mkfifo(entry)
    assert cached(folder / "cache") == 0
    (folder / "plain").write_text("a file", encoding="utf-8")
    assert cached(folder / "plain") == 0
