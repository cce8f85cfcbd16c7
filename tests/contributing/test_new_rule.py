"""A rule that `poe new-rule` begins loads, and fails its tests until its author has written it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contributing import new_rule as task
from tests.contributing.changes import CHANGELOG, CHANGES, ROOT, UNFINISHED, fragments, problems
from tests.contributing.new_rule import NewRule, NewRuleError, families, next_code, unfinished
from tests.contributing.public_names import LIST
from tests.support.fixtures import registry

MODULE = "designlint_rules.spof.scheduler_alone"
RULE = Path("rules/spof/scheduler_alone.py")
FIXTURE = Path("tests/rules/spof/scheduler_alone.md")
FRAGMENT = CHANGES / "+spof-scheduler-alone.added.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a rule belongs to, in a folder of its own."""
    folders = ("rules", "tests/rules", "tests/support", "tests/contributing", ".docs/changes")
    for folder in folders:
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=left_out)
    modules = ("tests/__init__.py", "tests/conftest.py", "tests/snapshot.py")
    for file in (CHANGELOG, LIST, "pyproject.toml", *modules):
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / "designlint_rules").symlink_to(tmp_path / "rules", target_is_directory=True)
    return tmp_path


@pytest.fixture
def begun(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy in which the task has begun a rule."""
    monkeypatch.setattr(task, "ROOT", copy)
    assert task.main(["SPF", "scheduler-alone"]) == 0
    return copy


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy, whose rules stand in for those that are installed."""
    return subprocess.run(
        [sys.executable, *words], cwd=copy, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def outcome(copy: Path, *options: str) -> str:
    """What the tests of the rule print, with an exit code that says whether they passed."""
    chosen = ("-q", "-n", "0", "-p", "no:cacheprovider", "tests/rules", "-k", "scheduler-alone")
    done = run(copy, "-m", "pytest", *chosen, *options)
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def test_the_rule_loads_and_finds_nothing(begun: Path) -> None:
    done = run(begun, "-m", "designlint", "rules", "--select", "SPF")
    assert "spof-scheduler-alone: FILL IN" in done.stdout
    example = ROOT / "examples" / "shortlink.design"
    checked = run(begun, "-m", "designlint", "check", "--format", "short", str(example))
    assert "SPF001" in checked.stdout
    assert "INT001" not in checked.stdout
    assert UNFINISHED not in checked.stdout


def test_its_tests_fail_and_name_what_is_unfinished(begun: Path) -> None:
    output = outcome(begun)
    assert output.startswith("1\n"), output
    assert "test_fixture[spof-scheduler-alone-Bad: FILL IN" in output
    assert "test_documented_example[spof-scheduler-alone-Bad:]" in output
    left = unfinished(MODULE, begun)
    assert {line.split(":")[0] for line in left} == {RULE.as_posix(), FIXTURE.as_posix()}
    for line in left:
        assert line in output
    (fragment,) = [f for f in fragments(begun) if f.file == FRAGMENT.name]
    assert "unfinished" in "".join(problems(fragment))


def test_they_pass_when_it_is_written(begun: Path) -> None:
    """With everything replaced that the template marks, and by nothing else."""
    rule = (begun / RULE).read_text(encoding="utf-8")
    rule = rule.replace("FILL IN the condition", "Alone")
    rule = rule.replace("component links : service", 'component links : service "Alone"', 1)
    (begun / RULE).write_text(rule.replace("FILL IN", "written"), encoding="utf-8")
    fixture = (begun / FIXTURE).read_text(encoding="utf-8")
    fixture = fixture.replace("component links : service", 'component links : service "Alone"', 1)
    fixture = fixture.replace("FILL IN a part of the message", "`links` written")
    (begun / FIXTURE).write_text(fixture.replace("FILL IN", "written"), encoding="utf-8")
    assert unfinished(MODULE, begun) == []
    outcome(begun, "--update-snapshots")
    output = outcome(begun)
    assert output.startswith("0\n"), output
    assert " passed" in output


def test_the_code_is_the_next_one_and_is_listed_with_the_files(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(task, "ROOT", copy)
    assert task.main(["decision", "choice-without-date"]) == 0
    highest = max(code for code in registry().rules if code.startswith("DEC"))
    code = f"DEC{int(highest[3:]) + 1:03}"
    shown = capsys.readouterr().out
    assert shown.startswith(f"{code} decision-choice-without-date\n")
    for path in NewRule(code, "decision", "choice-without-date").files:
        assert f"\n  {path}\n" in shown
        text = (copy / path).read_text(encoding="utf-8")
        assert code in text
        assert "$" not in text
    assert "pytest -q tests/rules -k decision-choice-without-date\n" in shown


@pytest.mark.parametrize("place", [LIST, CHANGELOG, CHANGES / "+gone.removed.md"])
def test_the_code_of_a_removed_rule_is_not_used_again(copy: Path, place: Path) -> None:
    with (copy / place).open("a", encoding="utf-8") as file:
        file.write("DEC041\n")
    assert next_code(copy, "DEC", "decision") == "DEC042"


def test_every_family_has_its_folder() -> None:
    found = families(ROOT)
    assert found == {r.family: r.module.split(".")[1] for r in registry().rules.values()}


@pytest.mark.parametrize(
    ("family", "name", "problem"),
    [
        ("XYZ", "alone", "choose one of API (interface), ARC (structure)"),
        ("SPF", "Alone", "'Alone' is no name of a rule"),
        ("SPF", "alone_here", "'alone_here' is no name of a rule"),
        ("SPF", "import", "'import' is no name of a rule"),
        ("SPF", "spof-alone", "leave the family out of the name: 'alone'"),
        ("spof", "single-replica", "there is a file rules/spof/single_replica.py already"),
    ],
)
def test_what_cannot_be_begun_is_refused(family: str, name: str, problem: str) -> None:
    with pytest.raises(NewRuleError, match=re.escape(problem)):
        task.new_rule(ROOT, family, name)


def test_the_task_ends_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert task.main(["SPF", "Alone"]) == 2
    assert capsys.readouterr().err.startswith("new-rule: 'Alone' is no name")


def test_the_templates_are_laid_out_and_linted(begun: Path) -> None:
    for words in (("check",), ("format", "--check")):
        done = run(begun, "-m", "ruff", *words, "--no-cache", str(RULE))
        assert done.returncode == 0, done.stdout
