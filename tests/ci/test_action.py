"""The GitHub Action: its shape, its scripts as a runner runs them, and what actionlint says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from designlint.cli import parser_for
from tests.ci.checkout import ROOT, run

FOLDER = ROOT / ".github" / "actions" / "designlint"
ACTION: dict[str, Any] = YAML(typ="safe").load((FOLDER / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
WORKFLOW = """
name: designs
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  designlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: lint
        uses: ./.github/actions/designlint
        with:
          paths: designs
          arguments: --fail-on warning
      - run: echo "$CODE"
        env:
          CODE: ${{ steps.lint.outputs.exit-code }}
"""


def step(name: str) -> dict[str, Any]:
    return next(one for one in STEPS if one.get("name") == name)


def has_reports() -> bool:
    return "sarif" in parser_for(["check"]).format_help() or "sarif" in _help()


def _help() -> str:
    done = run(sys.executable, "-m", "designlint", "check", "--help", cwd=ROOT)
    return done.stdout


def test_it_is_a_composite_action_with_documented_inputs() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for name, given in {**ACTION["inputs"], **ACTION["outputs"]}.items():
        assert given["description"], name
    assert all("shell" in one for one in STEPS if "run" in one)


def test_no_input_is_pasted_into_a_script() -> None:
    """Text of a user's would run there; it goes through the environment."""
    for one in STEPS:
        assert "${{" not in one.get("run", "")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_every_script_is_one() -> None:
    for one in STEPS:
        if "run" in one:
            done = subprocess.run(["bash", "-n"], input=one["run"], text=True, check=False)
            assert done.returncode == 0


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.skipif(not has_reports(), reason="there is no `--output sarif=FILE` yet")
@pytest.mark.parametrize(
    ("design", "arguments", "code"),
    [
        ("component gate : gatway\n", "", 1),
        ("component gate : gateway { replicas 2 }\n", "--ignore COV", 0),
    ],
)
def test_the_check_writes_its_reports_and_its_exit_code(
    tmp_path: Path, design: str, arguments: str, code: int
) -> None:
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs" / "a.design").write_text(design, encoding="utf-8")
    outputs, summary = tmp_path / "outputs", tmp_path / "summary"
    binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = run(
        "bash", "-eo", "pipefail", "-c", step("Check the designs")["run"], cwd=tmp_path,
        PATHS="designs", ARGUMENTS=arguments, PATH=binaries, RUNNER_TEMP=str(tmp_path),
        GITHUB_OUTPUT=str(outputs), GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = outputs.read_text(encoding="utf-8").split()
    assert written == [f"sarif={tmp_path}/designlint.sarif", f"exit-code={code}"]
    report = json.loads((tmp_path / "designlint.sarif").read_text(encoding="utf-8"))
    assert bool(report["runs"][0]["results"]) is bool(code)
    assert summary.read_text(encoding="utf-8").strip()
    assert ("::error" in done.stdout) is bool(code)


@pytest.mark.parametrize("code", [0, 1, 2, 3])
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_it_ends_as_the_check_did(tmp_path: Path, code: int) -> None:
    script = step("End as the check did")["run"]
    assert run("bash", "-c", script, cwd=tmp_path, CODE=str(code)).returncode == code


@pytest.mark.skipif(not shutil.which("actionlint"), reason="actionlint is not installed")
def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / ".github" / "actions" / "designlint")
    workflow = tmp_path / ".github" / "workflows" / "designs.yml"
    workflow.parent.mkdir()
    workflow.write_text(WORKFLOW, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    done = run("actionlint", "-no-color", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    workflow.write_text(WORKFLOW.replace("paths:", "pahts:"), encoding="utf-8")
    assert 'input "pahts" is not defined' in run("actionlint", "-no-color", cwd=tmp_path).stdout
