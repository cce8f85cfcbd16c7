"""The plugin of the examples installs, its own tests pass, and it is there in every command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "examples" / "plugin"
DESIGN = """component cart : service { replicas 2 }
component hot : cache { replicas 2 }
component brain : model_server { precision 97%; owner data }
"""


class Installed:
    """A folder with the plugin installed beside this designlint, and a copy of its tests."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.copy = folder / "plugin"
        shutil.copytree(PLUGIN, self.copy, ignore=shutil.ignore_patterns("__pycache__"))
        installed = self.run(
            "-m", "pip", "install", "-q", "--no-deps", "--target", str(self.site), str(self.copy)
        )
        assert installed.returncode == 0, installed.stderr

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.site), "COLUMNS": "100"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("plugin"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "a.design").write_text(DESIGN, encoding="utf-8")
    return tmp_path


def test_its_own_tests_pass(plugin: Installed) -> None:
    done = plugin.run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=plugin.copy)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_check_has_its_rule_and_its_kind(plugin: Installed, work: Path) -> None:
    done = plugin.run("-m", "designlint", "check", "--format", "short", cwd=work)
    assert done.returncode == 0, done.stderr
    found = [line.split(": ", 1)[1] for line in done.stdout.splitlines()]
    assert [line for line in found if "ACME001" in line] == [
        "warning[ACME001] nobody answers for `cart`",
        "warning[ACME001] nobody answers for `hot`",
    ]
    assert not [line for line in found if "LNG" in line]


def test_its_option_is_configured_and_checked(plugin: Installed, work: Path) -> None:
    config = work / "designlint.yaml"
    config.write_text("options: { ACME001: { except_kinds: cache } }\n", encoding="utf-8")
    done = plugin.run("-m", "designlint", "check", "--select", "ACME", cwd=work)
    assert "`cart`" in done.stdout
    assert "`hot`" not in done.stdout
    config.write_text("options: { ACME001: { except_kind: cache } }\n", encoding="utf-8")
    done = plugin.run("-m", "designlint", "check", cwd=work)
    assert done.returncode == 2
    assert "did you mean `except_kinds`?" in done.stdout


def test_it_can_be_left_out_by_name(plugin: Installed, work: Path) -> None:
    config = work / "designlint.yaml"
    config.write_text("plugins: { disable: acme-designlint }\n", encoding="utf-8")
    done = plugin.run("-m", "designlint", "rules", cwd=work)
    assert done.returncode == 0
    assert "ACME001" not in done.stdout
    assert "SPF001" in done.stdout


def test_its_pages_are_explained(plugin: Installed, work: Path) -> None:
    page = plugin.run("-m", "designlint", "explain", "ACME001", cwd=work).stdout
    assert "the alert has to reach a team" in page
    assert "except_kinds" in page
    assert "trained model" in plugin.run("-m", "designlint", "explain", "model_server").stdout
    assert "except_kinds" in plugin.run("-m", "designlint", "config", "--schema").stdout
