"""The wheel holds all that the commands need, and the README's commands work from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment into which the wheel is installed."""
    work = tmp_path_factory.mktemp("wheel")
    tracked = run("git", "ls-files", "-co", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    for name in tracked:
        source = ROOT / name
        if source.is_file():
            target = work / "source" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    built = run(sys.executable, "-m", "build", "--wheel", "-o", work / "dist", cwd=work / "source")
    assert built.returncode == 0, built.stderr
    venv.create(work / "venv", with_pip=True)
    commands = work / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = (work / "dist").glob("*.whl")
    done = run(commands / "python", "-m", "pip", "install", "-q", wheel, cwd=work)
    assert done.returncode == 0, done.stderr
    return commands


def test_command_works_elsewhere(installed: Path, tmp_path: Path) -> None:
    example = ROOT / "examples" / "shortlink.design"
    done = run(installed / "designlint", "check", "--format", "short", example, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert "INT001" not in done.stdout
    assert "SPF001" in done.stdout


def test_every_rule_page_and_fact_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    rules = run(installed / "designlint", "rules", cwd=tmp_path)
    assert rules.returncode == 0, rules.stderr
    here = {p.stem for p in (ROOT / "rules").glob("*/*.py") if p.stem != "__init__"}
    assert len(here) <= rules.stdout.count("\n")
    page = run(installed / "designlint", "explain", "cassandra", cwd=tmp_path)
    assert "leaderless" in page.stdout, page.stderr


def test_templates_are_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "designlint", "init", "shop", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "shop" / "shop.design").is_file()


def test_documents_are_made_by_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    example = ROOT / "examples" / "shortlink.design"
    for name, begin in (("review.html", "<!doctype html>"), ("review.md", "# URL shortener")):
        done = run(installed / "designlint", "report", example, "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begin)
    # No Graphviz was installed with it, or the machine's own was found; both are well.
    picture = run(installed / "designlint", "diagram", example, "--format", "dot", cwd=tmp_path)
    assert picture.stdout.startswith("digraph")


def test_nothing_but_the_packages_is_installed(installed: Path, tmp_path: Path) -> None:
    code = (
        "import json, importlib.metadata as m;"
        "print(json.dumps(sorted({str(f).split('/')[0] for f in m.files('designlint')})))"
    )
    done = run(installed / "python", "-c", code, cwd=tmp_path)
    names = json.loads(done.stdout)
    roots = {name for name in names if "dist-info" not in name and ".." not in name}
    assert roots == {"designlint", "designlint_rules"}
