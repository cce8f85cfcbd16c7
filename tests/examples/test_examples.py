"""The examples: what each one shows stays true, and they read without an error of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from designlint.cli import main
from tests.snapshot import check

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SNAPSHOTS = Path(__file__).parent / "snapshots"
BROKEN = sorted(path.stem for path in (EXAMPLES / "broken").glob("*.design"))
OUTAGES = sorted(p.relative_to(EXAMPLES).as_posix() for p in EXAMPLES.glob("outages/*/*.design"))
WHOLE = ("shortlink.design", "photoshare/main.design", "designlint/main.design")
UNREADABLE, INTERNAL = 2, 3

# What the designs themselves say in their comments: see "Left in" in photoshare; designlint keeps
# what it requires of itself.
REQUIREMENTS = {
    "shortlink.design": {"met": 3, "violated": 2, "undecided": 1},
    "photoshare/main.design": {"met": 10, "met_on_assumptions": 3, "violated": 1, "undecided": 2},
    "designlint/main.design": {"met": 5, "met_on_assumptions": 1},
}
LEAST_COMPONENTS = 40


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown as someone at the top of the repository sees them, 100 columns wide."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[str, int]:
    """What a command prints, and its exit code."""
    code = main([*argv, "--color", "never"])
    return capsys.readouterr().out, code


def checked(capsys: pytest.CaptureFixture[str], name: str) -> dict[str, Any]:
    """The check of an example as data."""
    text, code = run(capsys, "check", f"examples/{name}", "--format", "json")
    assert code not in (UNREADABLE, INTERNAL), text
    read: dict[str, Any] = json.loads(text)
    return read


def without_seconds(text: str) -> str:
    """The output without how long it took, which no two runs share."""
    return re.sub(r" +\(\d+\.\d+ s\)$", "", text, flags=re.MULTILINE)


def test_every_example_is_known() -> None:
    loose = {path.name for path in EXAMPLES.glob("*.design")}
    folders = {f"{path.parent.name}/{path.name}" for path in EXAMPLES.glob("*/main.design")}
    assert loose | folders == set(WHOLE)
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} == {
        "services",  # several designs of one repository: see test_services
        "broken",  # one slip or defect each
        "outages",  # pairs of before and after: see test_outages
        "plugin",  # rules of somebody else's: see tests/plugins
        *(name.split("/")[0] for name in WHOLE if "/" in name),
    }


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_design_reads_without_an_error(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reported = checked(capsys, name)["diagnostics"]
    slips = [d for d in reported if d["code"].startswith(("LNG", "INT"))]
    assert slips == []


@pytest.mark.parametrize("path", OUTAGES)
def test_an_outage_reads_without_a_complaint(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    reported = {d["code"] for d in checked(capsys, path)["diagnostics"]}
    assert not [code for code in reported if code.startswith(("LNG", "INT", "ACC"))]


@pytest.mark.parametrize("name", WHOLE)
def test_requirements_come_out_as_the_design_states(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = checked(capsys, name)["summary"]["requirements"]
    assert counted.pop("total") == sum(REQUIREMENTS[name].values())
    assert {word: number for word, number in counted.items() if number} == REQUIREMENTS[name]


def test_all_that_photoshare_tries_out_holds(capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = run(capsys, "verify", "examples/photoshare/main.design", "--json")
    scenarios = {path.split()[1] for path in _declared("scenario")}
    outcome = {
        (v["owner"], v["claim"]): v["status"]
        for v in json.loads(text)["verdicts"]
        if v["owner"] in scenarios
    }
    assert {owner for owner, _ in outcome} == scenarios
    assert set(outcome.values()) == {"met"}


def test_photoshare_is_of_real_size() -> None:
    assert len(_declared("component")) >= LEAST_COMPONENTS
    files = {path.name for path in (EXAMPLES / "photoshare").glob("*.design")}
    main_file = (EXAMPLES / "photoshare" / "main.design").read_text(encoding="utf-8")
    assert set(re.findall(r'import "(.+)"', main_file)) == files - {"main.design"}


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.design")), ids=lambda path: path.stem)
def test_every_file_begins_with_what_it_shows(path: Path) -> None:
    assert re.match(r"# [A-Z].{20,}\n", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", BROKEN)
def test_broken_example_is_small_and_reported_clearly(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = EXAMPLES / "broken" / f"{name}.design"
    assert len(path.read_text(encoding="utf-8").splitlines()) < 25
    text, code = run(capsys, "check", path.relative_to(ROOT).as_posix(), "--verbose")
    assert code not in (UNREADABLE, INTERNAL), text
    check(SNAPSHOTS / f"{name}.txt", without_seconds(text))


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", WHOLE)
def test_output_is_the_same_whatever_the_hash_seed(name: str) -> None:
    first, seeded = (_printed(name, seed) for seed in ("0", "4242"))
    assert first == seeded


def _declared(keyword: str) -> list[str]:
    """The first words of every line of photoshare that declares something of a sort."""
    texts = [p.read_text(encoding="utf-8") for p in (EXAMPLES / "photoshare").glob("*.design")]
    return [
        found for text in texts for found in re.findall(rf"^ *({keyword} \S+)", text, re.MULTILINE)
    ]


def _printed(name: str, seed: str) -> bytes:
    """The JSON that a fresh process prints under a hash seed."""
    argv = ["check", f"examples/{name}", "--format", "json", "--exit-zero"]
    done = subprocess.run(
        [sys.executable, "-m", "designlint", *argv],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return done.stdout
