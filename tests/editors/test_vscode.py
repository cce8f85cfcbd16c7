"""The extension for Visual Studio Code: its grammar is that of the schema, its snippets are designs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import designlint
from designlint.diagnostics.diagnostic import Severity
from designlint.schema.declarations import DECLARATIONS
from tests.editors.textmate import grammar, written
from tests.language.reading import read
from tests.support.fixtures import registry

FOLDER = Path(__file__).parents[2] / "grammar" / "vscode"
_PLACE = re.compile(r"\$\{\d+:((?:[^{}]|\$\{\d+:[^{}]*\})*)\}|\$\d+")


def filled(text: str) -> str:
    """A snippet whose places are left as they are."""
    while _PLACE.search(text):
        text = _PLACE.sub(lambda place: place[1] or "", text)
    return text


def test_the_grammar_is_made_from_the_schema() -> None:
    for path, text in written().items():
        assert path.read_text("utf-8") == text, "run python -m tests.editors"


def test_every_declaration_and_metric_has_its_colour() -> None:
    parts = grammar()["repository"]
    for word in DECLARATIONS:
        assert re.search(rf"[(|]{word}[)|]", parts["declaration"]["match"]), word
    for metric in registry().metrics:
        assert re.search(rf"[(|]{metric}[)|]", parts["metric"]["match"]), metric


def test_the_whole_design_of_the_snippets_is_one() -> None:
    snippets = json.loads((FOLDER / "snippets" / "design.json").read_text("utf-8"))
    text = filled("\n".join(snippets["A whole design"]["body"])) + "\n"
    found, _ = read(text)
    assert [d for d in found if d.severity is Severity.ERROR] == []


def test_every_snippet_can_be_parsed() -> None:
    snippets = json.loads((FOLDER / "snippets" / "design.json").read_text("utf-8"))
    for name, snippet in snippets.items():
        found, _ = read(filled("\n".join(snippet["body"])) + "\n")
        assert [d.message for d in found if d.code in ("LNG001", "LNG006")] == [], name


def test_the_versions_agree() -> None:
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert package["version"] == designlint.__version__


@pytest.mark.slow
def test_the_extension_is_packaged(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm is here")
    there = tmp_path / "vscode"
    shutil.copytree(FOLDER, there, ignore=shutil.ignore_patterns("node_modules", "dist"))
    shutil.copy(FOLDER.parents[1] / "LICENSE", there / "LICENSE")
    for command in ("ci", "run grammar", "run package"):
        made = subprocess.run(
            [npm, *command.split()], cwd=there, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stdout + made.stderr
    assert (there / "dist" / "designlint.vsix").stat().st_size > 10_000
