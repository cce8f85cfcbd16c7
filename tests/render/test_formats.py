"""The promises of the formats that no picture shows: shapes, costs, and what is not loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step
from designlint.diagnostics.result import Result, Tally
from designlint.render import json_format, short, terminal, timings
from tests.render.cases import CASES, one

ROOT = Path(__file__).parents[2]


def closed(schema: Any) -> Any:
    """A schema that allows no key but those that it names."""
    if isinstance(schema, dict):
        inner = {key: closed(part) for key, part in schema.items()}
        return {**inner, "additionalProperties": False} if schema.get("type") == "object" else inner
    return [closed(part) for part in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("name", CASES)
def test_json_has_its_shape(name: str) -> None:
    report = json.loads(json_format.render(CASES[name]))
    schema = json_format.json_schema()
    Draft202012Validator(closed(schema)).validate(report)
    published = json.loads((ROOT / ".docs" / "findings.schema.json").read_text(encoding="utf-8"))
    assert published == schema
    assert report["version"] == json_format.VERSION


def test_json_shortens_nothing() -> None:
    place = Label(Span(Source("a.design", "x"), 0, 1))
    many = Diagnostic("TST001", Severity.INFO, "m", place, (place,) * 30, (Step("s"),) * 30)
    (found,) = json.loads(json_format.render(Result((many,), 1)))["diagnostics"]
    assert (len(found["labels"]), len(found["witness"])) == (30, 30)
    assert "and 23 more" in terminal.render(
        Result((many,), 1), width=80, colour=False, seconds=None
    )


def test_json_counts() -> None:
    summary = json.loads(json_format.render(CASES["typical"]))["summary"]
    assert summary["findings"] == 3
    assert summary["severities"] == {"error": 2, "warning": 0, "undecided": 1, "info": 0}
    counted = summary["requirements"]
    assert (counted["total"], counted["met"]) == (6, 4)
    assert (counted["violated"], counted["undecided"]) == (1, 1)
    assert {counted[word] for word in counted if "_" in word} == {0}


def test_short_of_nothing_is_nothing() -> None:
    assert short.render(Result((), 1)) == ""


def test_timings_of_nothing_are_a_total() -> None:
    assert timings.render(()) == "what   name   ms\ntotal        0.0\n"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.004, "(0.00 s)"), (9.87, "(9.87 s)"), (12.34, "(12.3 s)")]
)
def test_the_time_is_shown(seconds: float, shown: str) -> None:
    text = terminal.render(Result((), 1), width=80, colour=False, seconds=seconds)
    assert text == f"no findings in 1 file      {shown}\n"


def test_without_a_time_none_is_shown() -> None:
    text = terminal.render(Result((), 2), width=80, colour=False, seconds=None)
    assert text == "no findings in 2 files\n"


def test_a_narrow_terminal_breaks_the_summary_between_its_parts() -> None:
    result = Result(CASES["typical"].diagnostics, 1, Tally(4000, 1000, 1000), accepted=2)
    text = terminal.render(result, width=40, colour=False, seconds=1)
    assert text.split("\n\n")[-1] == (
        "3 findings in 1 file: 2 errors,\n"
        "1 undecided; 2 accepted\n"
        "6000 requirements: 4000 met,\n"
        "1000 violated, 1000 undecided\n"
        "(1.00 s)\n"
    )


def test_a_language_error_cannot_be_accepted() -> None:
    text = terminal.render(CASES["typical"], width=80, colour=False, seconds=None)
    assert "explain LNG006" in text
    assert "accept LNG006" not in text


def test_a_very_long_word_stands_alone() -> None:
    word = "w" * 100
    result = one("gate", "gate", "", message=f"this {word} is long")
    lines = terminal.render(result, width=80, colour=False, seconds=None).split("\n")
    assert [line.strip() for line in lines[:3]] == ["warning[TST001]: this", word, "is long"]


@pytest.mark.parametrize("text", ["👩\u200d" * 20_000, "\u0301" * 100_000, "\x1b" * 100_000])
def test_a_hostile_line_is_cut_to_the_width(text: str) -> None:
    span = Span(Source("a.design", text), 5000, 5001)
    result = Result((Diagnostic("A", Severity.ERROR, "m", Label(span, "here")),), 1)
    shown = terminal.render(result, width=80, colour=False, seconds=None)
    assert "^" in shown
    assert len(shown) < 10_000


LIGHT = """
import sys
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step
from designlint.render import json_format, short, terminal
from designlint.diagnostics.result import Result
from designlint.base.source import Source, Span
span = Span(Source("a.design", "gate " * 100), 200, 204)
result = Result((Diagnostic("A", Severity.ERROR, "m", Label(span, "here")),), 1)
assert "…" in terminal.render(result, width=80, colour=True, seconds=0.1)
print(*sorted({"wcwidth", "unicodedata", "lark", "ruamel", "textwrap"} & set(sys.modules)))
"""


def test_ascii_needs_no_tables_of_characters() -> None:
    run = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"
