"""Fragments are well-formed, and towncrier makes a section of the changelog from them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contributing.changes import (
    CHANGELOG,
    CHANGES,
    GUIDE,
    ROOT,
    Fragment,
    fragments,
    kinds,
    next_minor,
    problems,
    removed_names,
    versions,
)


def test_every_fragment_is_well_formed() -> None:
    assert [problem for one in fragments() for problem in problems(one)] == []


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("scheduler.added.md", "It is new.", "the name is not"),
        ("+scheduler.md", "It is new.", "the name is not"),
        ("+scheduler.news.md", "It is new.", "the name is not"),
        ("+scheduler.added.md", "It is new", "full stop"),
        ("+scheduler.added.md", "- It is new.", "one paragraph"),
        ("+scheduler.added.md", "One.\n\nTwo.", "one paragraph"),
        ("+scheduler.added.md", "See [it](it.md).", "a link"),
        ("+scheduler.added.md", "FILL IN what is new.", "unfinished"),
    ],
)
def test_what_is_wrong_is_named(file: str, text: str, problem: str) -> None:
    (found,) = problems(Fragment(file, text))
    assert found.startswith(f"{file}: ")
    assert problem in found


def test_the_guide_has_every_kind() -> None:
    guide = (ROOT / CHANGES / GUIDE).read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in guide.split("\n") if line.startswith("| `")]
    assert rows == kinds()


def copy(folder: Path) -> Path:
    """The configuration and the changelog of this checkout, with a fragment of each kind."""
    shutil.copytree(ROOT / ".docs" / "changes", folder / CHANGES)
    shutil.copy(ROOT / CHANGELOG, folder / CHANGELOG)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for kind in kinds():
        (folder / CHANGES / f"+one.{kind}.md").write_text(f"This is {kind}.\n", encoding="utf-8")
    return folder


def test_a_release_collects_the_fragments(tmp_path: Path) -> None:
    root = copy(tmp_path)
    before = (root / CHANGELOG).read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--keep", "--version", "9.9.0"],
        cwd=root, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    after = (root / CHANGELOG).read_text(encoding="utf-8")
    assert versions(after) == ["9.9.0", *versions(before)]
    section = after.split("\n## 9.9.0 ")[1].split("\n## ")[0]
    for one in fragments(root):
        assert f"- {one.text.strip()}".replace("\n", "\n  ") in section, one.file
    headings = [line for line in section.split("\n") if line.startswith("### ")]
    assert headings == [f"### {kind.capitalize()}" for kind in kinds()]


def test_the_changelog_has_each_version_once_and_the_newest_first() -> None:
    found = versions((ROOT / CHANGELOG).read_text(encoding="utf-8"))
    assert found
    ordered = sorted(set(found), key=lambda v: [int(part) for part in v.split(".")], reverse=True)
    assert found == ordered


def test_a_change_of_today_is_part_of_the_version_that_is_not_in_the_changelog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / CHANGELOG).parent.mkdir()
    (tmp_path / CHANGELOG).write_text("# Changelog\n\n## 1.4.0\n\nText.\n", encoding="utf-8")
    for version, expected in (("1.4.0", "1.5"), ("1.5.0", "1.5")):
        monkeypatch.setattr("tests.contributing.changes.__version__", version)
        assert next_minor(tmp_path) == expected


def test_removals_are_those_of_the_fragments_and_of_the_newest_version(tmp_path: Path) -> None:
    (tmp_path / CHANGES).mkdir(parents=True)
    (tmp_path / CHANGES / "+a.removed.md").write_text("`a` is gone.", encoding="utf-8")
    (tmp_path / CHANGES / "+b.changed.md").write_text("`b` differs.", encoding="utf-8")
    (tmp_path / CHANGELOG).write_text(
        "## 1.1.0 (2026-01-01)\n\n### Added\n\n- `c`\n\n### Removed\n\n- `d.e`\n\n"
        "### Fixed\n\n- `f`\n\n## 1.0.0\n\n### Removed\n\n- `g`\n",
        encoding="utf-8",
    )
    assert removed_names(tmp_path) == {"a", "d.e"}
