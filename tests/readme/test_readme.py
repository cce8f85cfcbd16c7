"""What the README shows is what a reader gets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from designlint import __version__
from designlint.cli import parser_for
from tests.readme.blocks import README, ROOT, Written, parts
from tests.readme.session import (
    DIAGRAMS,
    PICTURE,
    current_diagram,
    current_picture,
    outputs,
)

TEXT = README.read_text(encoding="utf-8")


def test_every_output_is_fresh() -> None:
    for shown, output in outputs(TEXT):
        assert shown.output == output, f"designlint {shown.command}: run `poe readme`"


def test_the_picture_is_fresh() -> None:
    assert PICTURE.read_text(encoding="utf-8") == current_picture(), "run `poe readme`"


@pytest.mark.parametrize("file", DIAGRAMS, ids=lambda file: str(file.stem))
def test_a_diagram_is_fresh_and_shown(file: Path) -> None:
    drawn = file.read_text(encoding="utf-8")
    assert contents(drawn) == contents(current_diagram(file)), "run `poe readme`"
    assert f"({file.relative_to(ROOT).as_posix()})" in TEXT


def contents(svg: str) -> list[tuple[str, ...]]:
    """What a picture says and how it is dressed, wherever it stands."""
    return re.findall(r' class="([^"]*)"|<text[^>]*>([^<]*)<| fill="([^"]*)"', svg)


@pytest.mark.parametrize(
    "path",
    [
        "LICENSE",
        ".docs/README.md",
        "examples/shortlink.design",
        "examples/plugin/README.md",
        "examples/designlint/main.design",
        ".docs/configuration.md",
        ".docs/CHANGELOG.md",
        ".docs/deprecation.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
    ],
)
def test_what_is_linked_exists(path: str) -> None:
    assert f"({path})" in TEXT
    assert (ROOT / path).is_file()


def written(name: str) -> Any:
    (text,) = [part.text for part in parts(TEXT) if isinstance(part, Written) and part.name == name]
    return YAML(typ="safe").load(text)


def test_the_hooks_that_are_shown_are_there() -> None:
    there = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = written(".pre-commit-config.yaml")["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in there]


def test_the_action_that_is_shown_is_there_with_its_inputs() -> None:
    *_, step = written(".github/workflows/designs.yml")["jobs"]["designlint"]["steps"]
    path, _, version = step["uses"].removeprefix("OWNER/designlint/").partition("@")
    action = YAML(typ="safe").load((ROOT / path / "action.yml").read_text(encoding="utf-8"))
    assert set(step["with"]) <= set(action["inputs"])
    assert version == f"v{__version__}"
    assert f"rev: v{__version__}" in TEXT
    arguments = step["with"]["arguments"].split()
    parser_for(["check"]).parse_args(["check", *arguments, step["with"]["paths"]])
