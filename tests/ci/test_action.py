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
from tests.ci.checkout import ROOT, committed, run

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


@pytest.fixture
def pull_request(tmp_path: Path) -> dict[str, str]:
    """A checkout of a pull request that changes one of two designs, as the environment of a step."""
    folder = tmp_path / "checkout"
    (folder / "designs").mkdir(parents=True)
    for name in ("a", "b"):
        text = f"component {name} : gatway\n"
        (folder / "designs" / f"{name}.design").write_text(text, encoding="utf-8")
    base = committed(folder)
    (folder / "designs" / "a.design").write_text("component a : gatewey\n", encoding="utf-8")
    committed(folder)
    binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        "BASE": base, "PATHS": "designs", "ARGUMENTS": "", "PATH": binaries,
        "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "FOLDER": str(folder),
    }  # fmt: skip


def outputs(environment: dict[str, str]) -> dict[str, str]:
    lines = Path(environment["GITHUB_OUTPUT"]).read_text(encoding="utf-8").split()
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def script(name: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does."""
    words = ("bash", "-eo", "pipefail", "-c", step(name)["run"])
    return run(*words, cwd=Path(environment["FOLDER"]), **environment)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_a_pull_request_is_annotated_where_it_changes_and_uploaded_whole(
    pull_request: dict[str, str],
) -> None:
    done = script("Check the designs", pull_request)
    assert done.returncode == 0, done.stderr
    assert "file=designs/a.design" in done.stdout
    assert "designs/b.design" not in done.stdout
    report = json.loads(Path(outputs(pull_request)["sarif"]).read_text(encoding="utf-8"))
    places = json.dumps(report["runs"][0]["results"])
    assert "designs/a.design" in places
    assert "designs/b.design" in places
    assert outputs(pull_request)["exit-code"] == "1"


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_comparison_is_written_and_its_exit_code_kept(pull_request: dict[str, str]) -> None:
    done = script("Compare with the base", pull_request | {"ARGUMENTS": "--fail-on regression"})
    assert done.returncode == 0, done.stderr
    found = outputs(pull_request)
    assert found["exit-code"] == "1"
    text = Path(found["comment"]).read_text(encoding="utf-8")
    assert text.startswith("<!-- designlint diff -->")
    assert "designs/a.design" in text
    assert Path(pull_request["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8") == text


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("known", "text", "fails", "called"),
    [
        ("", "#### `a.design`", "", ["repos/o/r/issues/7/comments"]),
        ("41\n42", "#### `a.design`", "", ["PATCH repos/o/r/issues/comments/41"]),
        ("41", "0 designs changed", "", ["PATCH repos/o/r/issues/comments/41"]),
        ("", "0 designs changed", "", []),
        ("", "#### `a.design`", "yes", ["repos/o/r/issues/7/comments"]),
    ],
)
def test_a_pull_request_has_one_comment(
    tmp_path: Path, known: str, text: str, fails: str, called: list[str]
) -> None:
    tool, log, comment = tmp_path / "bin" / "gh", tmp_path / "log", tmp_path / "comment.md"
    tool.parent.mkdir()
    tool.write_text(
        "#!/bin/bash\n"
        "if [[ $* == *--paginate* ]]; then printf '%s' \"$KNOWN\"; exit 0; fi\n"
        'words=(); for w in "$@"; do case $w in PATCH|repos/*) words+=("$w");; esac; done\n'
        'echo "${words[*]}" >> "$LOG"\n'
        "[[ $* == *body=@$COMMENT* ]] || exit 9\n"
        '[ -z "$FAILS" ]\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    log.touch()
    comment.write_text(f"<!-- designlint diff -->\n\n{text}\n", encoding="utf-8")
    done = script(
        "Comment on the pull request",
        {
            "FOLDER": str(tmp_path), "COMMENT": str(comment), "NUMBER": "7", "REPOSITORY": "o/r",
            "KNOWN": known, "LOG": str(log), "FAILS": fails,
            "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert log.read_text(encoding="utf-8").splitlines() == called
    assert ("::warning::" in done.stdout) is bool(fails)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_a_base_that_cannot_be_fetched_is_said(pull_request: dict[str, str]) -> None:
    assert script("Fetch the base of the pull request", pull_request).returncode == 0
    assert outputs(pull_request) == {"commit": pull_request["BASE"]}
    done = script("Fetch the base of the pull request", pull_request | {"BASE": "1" * 40})
    assert done.returncode == 0
    assert "::warning::" in done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(("code", "diff", "ends"), [(0, "1", 1), (0, "", 0), (2, "1", 2)])
def test_it_ends_as_the_comparison_did_where_the_check_is_fine(
    tmp_path: Path, code: int, diff: str, ends: int
) -> None:
    words = ("bash", "-c", step("End as the check did")["run"])
    assert run(*words, cwd=tmp_path, CODE=str(code), DIFF=diff).returncode == ends


@pytest.mark.parametrize("code", [0, 1, 2, 3])
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_it_ends_as_the_check_did(tmp_path: Path, code: int) -> None:
    words = step("End as the check did")["run"]
    assert run("bash", "-c", words, cwd=tmp_path, CODE=str(code)).returncode == code


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
