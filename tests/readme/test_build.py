"""What the README puts into a build: every command runs and writes the reports it names."""

from __future__ import annotations

import io
import json
import re
import shlex
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from designlint.cli import FINDINGS, main
from tests.readme.blocks import README

TEXT = README.read_text(encoding="utf-8")
SECTION = TEXT.split("\n## In a build\n")[1].split("\n## ")[0]
BAD = """\
region eu { zone a }
actor user
component gate : load_balancer { replicas 1 in eu.a }
flow f { rate 1 req/s; user -> gate }
component gate : cache
"""


def block(language: str) -> str:
    """The one block of a language in that section."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(BAD, encoding="utf-8")


def run(command: str) -> int:
    program, *argv = shlex.split(command)
    assert program == "designlint"
    return main(argv)


def is_read(file: str) -> int:
    """How many findings a report has, by its name."""
    if file.endswith(".xml"):
        return int(ElementTree.parse(file).getroot().attrib["tests"])  # noqa: S314  # our own
    reported: Any = json.loads(Path(file).read_text("utf-8"))
    return len(reported if isinstance(reported, list) else reported["runs"][0]["results"])


def test_a_baseline() -> None:
    Path("a.design").write_text(BAD.rpartition("component")[0], encoding="utf-8")
    lines = block("sh").splitlines()
    assert [run(line) for line in lines] == [0, 0]
    assert len(lines) == 2


def test_gitlab(capsys: pytest.CaptureFixture[str]) -> None:
    job = YAML(typ="safe").load(io.StringIO(block("yaml")))["design"]
    assert [run(command) for command in job["script"]] == [FINDINGS]
    reports = job["artifacts"]["reports"]
    assert set(reports) == {"codequality", "junit"}
    assert [is_read(file) for file in reports.values()] == [2, 2]


def test_jenkins(capsys: pytest.CaptureFixture[str]) -> None:
    text = block("groovy")
    commands = re.findall(r"^ *sh '(.*)'$", text, re.MULTILINE)
    assert [run(command) for command in commands] == [FINDINGS]
    files = [*re.findall(r"junit '(.*)'", text), *re.findall(r"pattern: '(.*?)'", text)]
    assert [is_read(file) for file in files] == [2, 2]


def test_every_command_is_run_here() -> None:
    assert len(re.findall(r"^\W*(?:sh ')?designlint ", SECTION, re.MULTILINE)) == 4
