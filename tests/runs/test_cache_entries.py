"""The files of the cache: where they are, how many there may be, and what is none of ours."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from designlint.base import cache
from designlint.base.cache import cache_folder
from designlint.base.digests import digest
from designlint.cli import main
from tests.config.running import SINGLE
from tests.runs.conftest import Project


def packed(body: bytes) -> bytes:
    """An entry with another content."""
    data = zlib.compress(body)
    return digest(data).encode() + b"\n" + data


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda _: b"\xff" * 100,
        lambda _: packed(b"[1]"),
        lambda _: packed(b"{}"),
        lambda _: packed(b"[" * 9_999),
        lambda _: packed(b'[[],["Popen"]]'),
        lambda _: digest(b"[1]").encode() + b"\n[1]",
        lambda _: packed(b"[1]")[:-4],
    ],
)
def test_a_damaged_or_foreign_entry_is_replaced(
    project: Project, checks: list[str], damage: Any
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert project.check() == first
    assert entry.read_bytes() == whole
    assert len(checks) == 2


def test_an_entry_that_unpacks_without_end_is_ignored(
    project: Project, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    monkeypatch.setattr(cache, "MAX_ENTRY", 100_000)
    entry.write_bytes(packed(b" " * 100_000_000))
    assert project.check() == first
    assert len(checks) == 2


def test_a_folder_in_the_place_of_an_entry_is_ignored(project: Project) -> None:
    project.write("a.design", SINGLE)
    first = project.check()
    (entry,) = project.entries
    entry.unlink()
    entry.mkdir()
    assert project.check() == first


def test_a_cache_that_cannot_be_written_is_ignored(project: Project) -> None:
    project.write("a.design", SINGLE)
    project.cache.write_text("a file", encoding="utf-8")
    assert "SPF001" in project.check()
    assert project.cache.read_text(encoding="utf-8") == "a file"


def test_the_cache_is_bounded(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 3)
    for number in range(5):
        project.write(f"{number}.design", f"actor a{number}\n")
    project.check()
    assert len(project.entries) == 3


def test_the_cache_is_bounded_in_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("a.design", SINGLE)
    project.check()
    (first,) = project.entries
    monkeypatch.setattr(cache, "MAX_TOTAL", first.stat().st_size * 3 // 2)
    project.write("a.design", SINGLE.replace("gate", "port"))
    project.check()
    (second,) = project.entries
    assert second != first


def test_a_result_of_many_findings_is_kept(project: Project, checks: list[str]) -> None:
    project.write("a.design", "".join([f"component c{n} : servce\n" for n in range(2_000)]))
    first = project.check()
    assert len(first) > 1_000_000
    assert project.check() == first
    assert len(checks) == 1


def test_a_cache_in_the_checkout_is_not_used(
    project: Project, checks: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who writes the design could write its result, too."""
    (project.folder / ".git").mkdir()
    project.write("a.design", SINGLE)
    inside = project._replace(cache=project.folder / "build")
    for _ in range(2):
        inside.check("--verbose")
    assert checks == ["a.design"] * 2
    assert inside.entries == []
    main(["check", "--quiet", "--cache-dir", str(project.folder.parent / "cache")])
    assert len(project.entries) == 1


def test_nothing_is_written_into_the_repository(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cache, "cache_folder", cache_folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    for number in range(20):
        project.write(f"{number}.design", SINGLE)
    before = sorted(project.folder.rglob("*"))
    assert main(["check", "--quiet", "--jobs", "1"]) == 0
    assert sorted(project.folder.rglob("*")) == before
    results = tmp_path / "home" / "designlint" / "results"
    assert len(list(results.glob("*"))) == 21
    assert (results / "CACHEDIR.TAG").is_file()


def test_the_folder_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "designlint"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / ".cache" / "designlint"
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "designlint"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert cache_folder() is None
