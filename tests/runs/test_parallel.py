"""Several processes find what one finds, in the same order."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.config import Settings
from designlint.console.planning import run_again
from designlint.runs.pool import FORK, SPAWN, in_processes
from designlint.runs.question import Check
from designlint.runs.run import Run, _one_of
from designlint.runs.setup import Setup
from designlint.runs.target import Target
from designlint.testing import registry
from tests.config.running import SINGLE

TODAY = "2026-01-01"


def designs(folder: Path, count: int) -> list[Target]:
    for number in range(count):
        text = SINGLE.replace("gate ", f"gate{number} ")
        (folder / f"{number:02}.design").write_text(text, encoding="utf-8")
    return [Target(str(folder / f"{number:02}.design")) for number in range(count)]


@pytest.mark.parametrize("jobs", ["2", "3", "64"])
def test_any_number_of_processes_prints_the_same(tmp_path: Path, jobs: str) -> None:
    designs(tmp_path, 12)
    command = [sys.executable, "-m", "designlint", "check", "--format", "json", "--no-cache", "."]
    one, many = (
        subprocess.run([*command, "--jobs", n], cwd=tmp_path, capture_output=True, check=False)
        for n in ("1", jobs)
    )
    assert one.stdout == many.stdout
    assert one.stderr == many.stderr == b""
    assert one.stdout.count(b"SPF001") >= 12


@pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")
def test_forks_find_the_same(tmp_path: Path) -> None:
    targets = designs(tmp_path, 6)
    run = Run(Check(), Setup(Settings(), registry), TODAY)
    expected = [run.one(target).diagnostics for target in targets]
    found = [r.diagnostics for r in in_processes(run.one, designs(tmp_path, 6), 2, None, FORK)]
    assert [[d.message for d in one] for one in found] == [
        [d.message for d in one] for one in expected
    ]


def test_spawned_processes_find_the_same(tmp_path: Path) -> None:
    targets = designs(tmp_path, 4)
    settings = Settings(ignore=("SPF002",))
    run = Run(Check(), Setup(settings, registry), TODAY)
    there = partial(_one_of, partial(run_again, Check(), settings, None, TODAY))
    found = list(in_processes(_unused, targets, 2, there, SPAWN))
    expected = [run.one(target) for target in targets]
    assert [r._replace(diagnostics=()) for r in found] == [
        r._replace(diagnostics=()) for r in expected
    ]
    assert [len(r.diagnostics) for r in found] == [len(r.diagnostics) for r in expected]


def _unused(target: Target) -> None:
    raise AssertionError(target.name)


@pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")
def test_what_a_killed_worker_leaves_is_done_here(tmp_path: Path) -> None:
    here, done = os.getpid(), []

    def deadly(target: Target) -> str:
        if os.getpid() != here:
            os._exit(9)
        done.append(target.name)
        return target.name

    targets = designs(tmp_path, 4)
    assert list(in_processes(deadly, targets, 2, None, FORK)) == [t.name for t in targets]
    assert len(done) == 4


def test_a_small_check_loads_nothing_for_processes_or_caches(tmp_path: Path) -> None:
    designs(tmp_path, 1)
    code = (
        "import sys; from designlint.cli import main; main(['check', '--no-cache', '00.design']);"
        "print([m for m in ('multiprocessing', 'concurrent', 'designlint.config.load',"
        " 'ruamel.yaml', 'hashlib', 'designlint.runs.pool', 'designlint.runs.store') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "65"])
def test_a_number_of_processes_that_cannot_be(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--jobs", jobs]) == 2
    assert "not a number of processes" in capsys.readouterr().err or jobs == "-1"
