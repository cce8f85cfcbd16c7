"""The hooks under the real pre-commit, in a repository of a user's."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from designlint.commands import COMMANDS
from tests.ci.checkout import ROOT, checkout, committed, run

GOOD = """component gate : gateway { replicas 2 }
component links : service { replicas 2 }
flow follow { rate 10 req/s; gate -> links }
"""
BAD = "component gate : gatway\n"
OFFLINE = (
    "No matching distribution",
    "Failed to establish",
    "NewConnectionError",
    "Could not find",
)
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


class Repository:
    """A user's repository in which the hooks of this checkout are set up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "user"
        self.home = folder / "home"
        tool = folder / "tool"
        for path in (self.folder, tool):
            path.mkdir()
        revision = checkout(tool)
        hooks = "".join(f"      - id: {hook['id']}\n" for hook in usable())
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: {tool}\n    rev: {revision}\n    hooks:\n{hooks}",
        )
        self.write("main.design", GOOD)
        committed(self.folder)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def hook(self, name: str, *, everything: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one hook on all files, or on what is to be committed."""
        run("git", "add", "-A", cwd=self.folder)
        which = ["--all-files"] if everything else []
        done = run(
            "pre-commit", "run", name, *which, "--color", "never",
            cwd=self.folder, PRE_COMMIT_HOME=str(self.home), NO_COLOR="1",
        )  # fmt: skip
        if any(sign in done.stdout + done.stderr for sign in OFFLINE):
            pytest.skip("pre-commit makes an environment, for which it needs the package index")
        return done


def usable() -> Iterator[dict[str, Any]]:
    """The hooks whose command there is."""
    for hook in HOOKS:
        command = [*hook["entry"].split(), *hook.get("args", ())][1]
        if command in COMMANDS:
            yield hook


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("pre-commit"))


def test_the_hooks_are_the_two_that_are_promised() -> None:
    assert [hook["id"] for hook in HOOKS] == ["designlint", "designlint-format"]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert re.search(hook["files"], "designs/main.design")
        assert not re.search(hook["files"], "designs/main.design.txt")
    assert re.search(HOOKS[0]["files"], "designlint.yaml")
    assert not re.search(HOOKS[0]["files"], "my-designlint.yaml")


@pytest.mark.slow
def test_a_good_design_passes_and_a_bad_one_fails_with_the_finding(
    repository: Repository,
) -> None:
    assert (done := repository.hook("designlint")).returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    repository.write("main.design", BAD)
    done = repository.hook("designlint")
    assert done.returncode == 1
    assert "main.design:1:18" in done.stdout
    assert "gateway" in done.stdout
    repository.write("main.design", GOOD)


@pytest.mark.slow
def test_a_part_is_checked_in_its_design(repository: Repository) -> None:
    """Alone, the part would name what only the main file has."""
    repository.write("main.design", f'import "part.design"\n{GOOD}')
    repository.write("part.design", "flow count { rate 1 req/s; gate -> links }\n")
    assert (done := repository.hook("designlint")).returncode == 0, done.stdout
    repository.write("part.design", "flow count { rate 1 req/s; gate -> likns }\n")
    assert "part.design:1:36" in repository.hook("designlint").stdout
    (repository.folder / "part.design").unlink()
    repository.write("main.design", GOOD)


@pytest.mark.slow
def test_a_commit_shows_the_findings_of_what_it_touches(repository: Repository) -> None:
    repository.write("old.design", BAD)
    run("git", "add", "-A", cwd=repository.folder)
    run("git", "commit", "-q", "--no-verify", "-m", "An old mistake", cwd=repository.folder)
    repository.write("new.design", BAD)
    done = repository.hook("designlint", everything=False)
    assert done.returncode == 1
    assert "new.design:1:18" in done.stdout
    assert "old.design" not in done.stdout
    repository.write("new.design", GOOD)
    assert repository.hook("designlint", everything=False).returncode == 0
    for name in ("old.design", "new.design"):
        (repository.folder / name).unlink()
    committed(repository.folder)


@pytest.mark.slow
@pytest.mark.skipif("format" not in COMMANDS, reason="there is no `designlint format` yet")
def test_the_formatter_rewrites_and_fails_once(repository: Repository) -> None:
    untidy = GOOD.replace("component gate :", "component   gate:")
    repository.write("main.design", untidy)
    assert repository.hook("designlint-format").returncode == 1
    assert (repository.folder / "main.design").read_text(encoding="utf-8") != untidy
    assert repository.hook("designlint-format").returncode == 0
