"""What takes too long for every change runs each night, with few rights."""

from __future__ import annotations

import tomllib
from typing import Any

from ruamel.yaml import YAML

from tests.ci.checkout import ROOT
from tests.ci.test_workflow import PINNED

PATH = ROOT / ".github" / "workflows" / "nightly.yml"
WORKFLOW: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
TASKS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "tool"
]["poe"]["tasks"]
(JOB,) = WORKFLOW["jobs"].values()


def test_it_runs_the_long_tests_the_speed_and_random_inputs() -> None:
    assert WORKFLOW["on"]["schedule"][0]["cron"].endswith(" * * *")
    named = [task.split()[0] for task in JOB["strategy"]["matrix"]["task"]]
    assert named == ["slow", "bench", "fuzz"]
    assert set(named) <= set(TASKS)


def test_it_may_read_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in JOB
    assert "secrets." not in PATH.read_text(encoding="utf-8")


def test_every_action_is_pinned_and_the_job_ends() -> None:
    assert all(PINNED.fullmatch(step["uses"]) for step in JOB["steps"] if "uses" in step)
    assert JOB["timeout-minutes"] <= 360
