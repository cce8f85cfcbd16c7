"""The JSON Schema and the reader agree on what a configuration may say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from designlint.cli import main
from designlint.config import ConfigError, load_settings
from designlint.config.json_schema import json_schema
from designlint.config.options import with_options
from designlint.reference.configuration import EXAMPLE
from designlint.testing import registry

ROOT = Path(__file__).parents[2]
SCHEMA = json_schema(registry().rules)
RIGHT = [
    EXAMPLE,
    "{}",
    "select:\n",
    "select: SPF\nignore: [SPF001]\n",
    "severity: { SPF: info, DEC001: error }\nfail-on: undecided\n",
    "options: { DEC001: { one_by_one: 0 }, SPF005: { importance: low }, ACME001: { x: 1 } }\n",
    "plugins: { enable: acme, disable: [a, b] }\ncatalogue: tech\n",
    "overrides: [{ files: [a/], elements: b.*, ignore: SPF, severity: { SPF: info } }]\n",
]
WRONG = [
    "selct: SPF\n",
    "select: spf\n",
    "select: [[SPF]]\n",
    "severity: { SPF: eror }\n",
    "severity: [SPF]\n",
    "fail-on: never\n",
    "options: { DEC001: { one_by_one: -1 } }\n",
    "options: { DEC001: { one_by: 1 } }\n",
    "options: { SPF005: { importance: huge } }\n",
    "options: { SPF: {} }\n",
    "overrides: { files: a }\n",
    "overrides: [{ fils: a, ignore: SPF }]\n",
    "plugins: [acme]\n",
    "- SPF\n",
]


def by_schema(text: str) -> bool:
    value: Any = YAML(typ="safe", pure=True).load(text)
    return not list(Draft202012Validator(SCHEMA).iter_errors({} if value is None else value))


def by_reader(folder: Path, text: str) -> bool:
    path = folder / "designlint.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        with_options(registry().rules, load_settings(path, path.name))
    except ConfigError:
        return False
    return True


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_passes_both(tmp_path: Path, text: str) -> None:
    assert by_schema(text)
    assert by_reader(tmp_path, text)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_passes_neither(tmp_path: Path, text: str) -> None:
    assert not by_schema(text)
    assert not by_reader(tmp_path, text)


def test_it_is_written_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    written = (ROOT / ".docs" / "designlint.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == SCHEMA
    assert main(["config", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
