"""The workflow runs what `.ci/run` runs, on every Python that is supported, with few rights."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.ci.checkout import ROOT, run

PATH = Path(".github/workflows/ci.yml")
WORKFLOW: dict[str, Any] = YAML(typ="safe").load((ROOT / PATH).read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = WORKFLOW["jobs"]["check"]
STEPS: list[dict[str, Any]] = JOB["steps"]
PINNED = re.compile(r"[\w-]+/[\w./-]+@(v\d+|[0-9a-f]{40})")


def uses(action: str) -> dict[str, Any]:
    (step,) = [one for one in STEPS if one.get("uses", "").startswith(f"{action}@")]
    return step


def test_it_runs_the_script_and_the_script_runs_the_task() -> None:
    (command,) = [step["run"] for step in STEPS if "run" in step]
    assert command == ".ci/run"
    script = (ROOT / command).read_text(encoding="utf-8")
    assert "grep -m 1 'poe check' README.md" in script
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")
    line = next(line for line in readme if "poe check" in line)
    assert line.startswith("python3 -m venv .venv && ")
    assert line.endswith(" && .venv/bin/poe check")
    assert "test" in PROJECT["tool"]["poe"]["tasks"]["check"]["sequence"]


def test_the_script_can_be_run() -> None:
    modes = run("git", "ls-files", "--stage", ".ci/run", cwd=ROOT).stdout
    assert modes.startswith("100755 ") or (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_it_runs_for_every_pull_request_on_every_supported_python() -> None:
    assert set(WORKFLOW["on"]) == {"push", "pull_request"}
    named = [line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"]]
    supported = [version for version in named if re.fullmatch(r"3\.\d+", version)]
    assert JOB["strategy"]["matrix"]["python"] == supported
    assert JOB["strategy"]["fail-fast"] is False
    assert uses("actions/setup-python")["with"] == {
        "python-version": "${{ matrix.python }}",
        "cache": "pip",
        "cache-dependency-path": "pyproject.toml",
    }


def test_it_may_read_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in JOB
    assert uses("actions/checkout")["with"] == {"persist-credentials": False}
    text = (ROOT / PATH).read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_every_action_is_pinned_and_the_job_ends() -> None:
    for step in STEPS:
        assert ("uses" in step) != ("run" in step)
        assert "uses" not in step or PINNED.fullmatch(step["uses"])
    assert JOB["timeout-minutes"] <= 90


@pytest.mark.skipif(not shutil.which("actionlint"), reason="actionlint is not installed")
def test_actionlint_has_nothing_to_say() -> None:
    done = run("actionlint", "-no-color", PATH, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
