"""Layouts of repositories: which configuration holds for which design, and how far imports reach."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from designlint.cli import main
from tests.config.running import SINGLE

SHARED = 'component store : database { because "x" }\n'
USES = f'import "../shared/store.design"\n{SINGLE}flow stored {{ rate 1 req/s; links -> store }}\n'
NO_SPF = "ignore: [SPF]\n"
TOML = '[tool.designlint]\nignore = ["SPF"]\n'
OUTSIDE = "LNG005"


class Layout(NamedTuple):
    """Files, how they are checked, and the designs in which SPF001 is found. `imports` says whether the
    imports are allowed; `prepare` does what git does; `also` are codes that are reported besides."""

    files: Mapping[str, str]
    finds: frozenset[str]
    arguments: tuple[str, ...] = ()
    here: str = "."
    imports: bool = True
    prepare: Callable[[Path], None] | None = None
    also: frozenset[str] = frozenset()


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular, and without the files of the machine."""
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    allowed = ["-c", "protocol.file.allow=always"]
    subprocess.run(["git", *who, *allowed, *arguments], cwd=folder, check=True, capture_output=True)


def repository(folder: Path) -> None:
    """Make a folder a repository with all its files in it."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")


def worktree(folder: Path) -> None:
    """Move the files into a worktree of a repository elsewhere."""
    inner = folder / "main"
    inner.mkdir()
    for path in [*folder.iterdir()]:
        if path != inner:
            path.rename(inner / path.name)
    repository(inner)
    git(inner, "worktree", "add", "-q", "../work")


def submodule(folder: Path) -> None:
    """Put `vendored` into the repository as a submodule."""
    origin = folder.parent / f"{folder.name}-origin"
    (folder / "vendored").rename(origin)
    repository(origin)
    repository(folder)
    git(folder, "submodule", "add", "-q", str(origin), "vendored")


def mark(folder: Path) -> None:
    """A repository as far as anyone can see from outside."""
    (folder / ".git").mkdir()


def names(*found: str) -> frozenset[str]:
    return frozenset(found)


LAYOUTS = {
    "one file at the top holds for all": Layout(
        {"designlint.yaml": NO_SPF, "a/m.design": SINGLE, "b/m.design": SINGLE},
        names(),
        prepare=mark,
    ),
    "a nested file takes its place, and only in its folder": Layout(
        {
            "designlint.yaml": NO_SPF,
            "a/designlint.yaml": "",
            "a/m.design": SINGLE,
            "b/m.design": SINGLE,
        },
        names("a/m.design"),
        prepare=mark,
    ),
    "a nested file extends it": Layout(
        {
            "designlint.yaml": NO_SPF,
            "a/designlint.yaml": "extends: ../designlint.yaml\nignore: [COV]\n",
            "a/m.design": SINGLE,
            "b/m.design": SINGLE,
        },
        names(),
        prepare=mark,
    ),
    "the order of arguments does not matter": Layout(
        {"a/designlint.yaml": NO_SPF, "a/m.design": SINGLE, "b/m.design": SINGLE},
        names("b/m.design"),
        ("a/m.design", "b/m.design"),
    ),
    "nor the other order": Layout(
        {"a/designlint.yaml": NO_SPF, "a/m.design": SINGLE, "b/m.design": SINGLE},
        names("b/m.design"),
        ("b/m.design", "a/m.design"),
    ),
    "a Python project": Layout(
        {
            "pyproject.toml": TOML,
            "a/m.design": SINGLE,
            "b/designlint.yaml": "",
            "b/m.design": SINGLE,
        },
        names("b/m.design"),
        prepare=mark,
    ),
    "a pyproject.toml of another tool is none": Layout(
        {
            "designlint.yaml": NO_SPF,
            "a/pyproject.toml": '[project]\nname = "designlint-user"\n',
            "a/m.design": SINGLE,
        },
        names(),
        prepare=mark,
    ),
    "both kinds in one folder": Layout(
        {"pyproject.toml": TOML, "designlint.yaml": "", "m.design": SINGLE},
        names("m.design"),
        also=names("CFG002"),
    ),
    "a container, from the top": Layout(
        {"shared/store.design": SHARED, "a/m.design": USES, "b/m.design": USES},
        names("a/m.design", "b/m.design"),
    ),
    "a container, one design named": Layout(
        {"shared/store.design": SHARED, "a/m.design": USES}, names("a/m.design"), ("a/m.design",)
    ),
    "a container, a folder named from elsewhere": Layout(
        {"app/shared/store.design": SHARED, "app/a/m.design": USES, "run/x": ""},
        names("../app/a/m.design"),
        ("../app",),
        here="run",
    ),
    "a container, from inside one folder": Layout(
        {"shared/store.design": SHARED, "a/m.design": USES},
        names("m.design"),
        here="a",
        imports=False,
    ),
    "a container, from inside one folder, with a configuration at the top": Layout(
        {"designlint.yaml": "", "shared/store.design": SHARED, "a/m.design": USES},
        names("m.design"),
        here="a",
    ),
    "a container with a configuration for one folder": Layout(
        {
            "a/designlint.yaml": NO_SPF,
            "shared/store.design": SHARED,
            "a/m.design": USES,
            "b/m.design": USES,
        },
        names("b/m.design"),
    ),
    "a repository with a configuration for one folder": Layout(
        {
            "a/designlint.yaml": NO_SPF,
            "shared/store.design": SHARED,
            "a/m.design": USES,
            "b/m.design": USES,
        },
        names("b/m.design"),
        prepare=mark,
    ),
    "a repository, from inside one folder": Layout(
        {"a/designlint.yaml": "", "shared/store.design": SHARED, "a/m.design": USES},
        names("m.design"),
        here="a",
        prepare=mark,
    ),
    "a folder that is a root of its own": Layout(
        {"a/designlint.yaml": "root: .\n", "shared/store.design": SHARED, "a/m.design": USES},
        names("a/m.design"),
        ("a",),
        imports=False,
        prepare=mark,
    ),
    "a root above the configuration": Layout(
        {
            "x/a/designlint.yaml": "root: ..\n",
            "x/shared/store.design": SHARED,
            "x/a/m.design": USES,
        },
        names("x/a/m.design"),
        prepare=mark,
    ),
    "a worktree": Layout(
        {"a/designlint.yaml": "", "shared/store.design": SHARED, "a/m.design": USES},
        names("m.design"),
        here="work/a",
        prepare=worktree,
    ),
    "a submodule is a repository of its own": Layout(
        {"designlint.yaml": NO_SPF, "shared/store.design": SHARED, "vendored/m.design": USES},
        names(),
        imports=False,
        prepare=submodule,
    ),
    "a submodule with a configuration": Layout(
        {"designlint.yaml": NO_SPF, "vendored/designlint.yaml": "", "vendored/m.design": SINGLE},
        names("vendored/m.design"),
        prepare=submodule,
    ),
    "what a nested file excludes": Layout(
        {
            "designlint.yaml": "exclude: [old/]\n",
            "a/designlint.yaml": "exclude: [new/]\n",
            "a/new/m.design": SINGLE,
            "a/old/m.design": SINGLE,
            "b/new/m.design": SINGLE,
            "b/old/m.design": SINGLE,
        },
        names("a/old/m.design", "b/new/m.design"),
        prepare=mark,
    ),
    "a configuration that is named holds for all": Layout(
        {"ci.yaml": NO_SPF, "a/designlint.yaml": "", "a/m.design": SINGLE, "m.design": SINGLE},
        names(),
        ("--config", "ci.yaml", "."),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout(
    layout: Layout,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    top = tmp_path / "top"
    for name, text in layout.files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if layout.prepare is not None:
        layout.prepare(top)
    monkeypatch.chdir(top / layout.here)
    main(["check", "--no-cache", "--format", "short", *layout.arguments])
    lines = capsys.readouterr().out.splitlines()
    found = {line.split(":")[0] for line in lines if "SPF001" in line}
    assert found == layout.finds, lines
    assert any(OUTSIDE in line for line in lines) is not layout.imports, lines
    for code in layout.also:
        assert any(code in line for line in lines), lines


def test_an_import_that_is_refused_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "m.design").write_text(USES, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a")
    main(["check", "--format", "short", "."])
    assert "put designlint.yaml into the folder that holds all designs" in capsys.readouterr().out
    mark(tmp_path)
    (tmp_path / "a" / "designlint.yaml").write_text("root: .\n", encoding="utf-8")
    main(["check", "--format", "short", "."])
    assert "`root` in designlint.yaml sets it" in capsys.readouterr().out
