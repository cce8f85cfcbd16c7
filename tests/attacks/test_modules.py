"""A checkout that has modules with the names of Python's own: none of them runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.test_action import STEPS

PYTHON = re.compile(r"\bpython3? (?!-P )")
SPAWNING = """
import sys
from designlint.__main__ import process
from designlint.runs import pool

if __name__ == "__main__":
    pool.in_processes.__defaults__ = (pool.SPAWN,)
    sys.exit(process())
"""
"""The command, as it is where processes are spawned."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a stranger."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in (*sys.stdlib_module_names, "designlint", "designlint_rules", "lark", "pygraphviz"):
        mark = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\n"
        (folder / f"{name}.py").write_text(mark, encoding="utf-8")
    for number in range(4):
        (folder / f"{number}.design").write_text("component a : service\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("options", [("check", "--no-cache", "--jobs", "2"), ("report", "0.design", "-o", "page.html")])  # fmt: skip
def test_no_module_of_a_checkout_runs(checkout: Path, options: tuple[str, ...]) -> None:
    command = checkout.parent / "command.py"
    command.write_text(SPAWNING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(command), *options], cwd=checkout, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert not (checkout.parent / "ran").exists()


def test_the_action_runs_none_either() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert any("python -P -m designlint" in script for script in scripts)
    assert not [script for script in scripts if PYTHON.search(script)]
