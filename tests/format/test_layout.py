"""The canonical layout, case by case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.base.source import Source
from designlint.language.format import format_source
from tests.support.fixtures import cases

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
EXAMPLES = sorted((ROOT / "examples").rglob("*.design"))


def formatted(text: str) -> str:
    result = format_source(Source("test.design", text))
    assert result.diagnostics == ()
    return result.text


def pairs() -> list[tuple[str, str, str]]:
    found: dict[str, list[str]] = {}
    for case in cases((FOLDER / "layout.md").read_text(encoding="utf-8")):
        found.setdefault(case.heading, []).append(f"{case.text}\n")
    return [(heading, texts[0], texts[-1]) for heading, texts in found.items()]


@pytest.mark.parametrize(("heading", "before", "after"), pairs(), ids=[p[0] for p in pairs()])
def test_layout(heading: str, before: str, after: str) -> None:
    assert formatted(before) == after
    assert formatted(after) == after


def test_a_syntax_error_leaves_the_text_alone() -> None:
    text = "component   a : cache {\n"
    result = format_source(Source("test.design", text))
    assert result.text == text
    assert [d.code for d in result.diagnostics] == ["LNG001"]


@pytest.mark.parametrize("text", ["", "\n", "   \n\n", "\t"])
def test_nothing_is_nothing(text: str) -> None:
    assert formatted(text) == ""


def test_the_last_line_ends() -> None:
    assert formatted("actor a") == "actor a\n"
    assert formatted("# only a comment") == "# only a comment\n"


def test_wide_characters_count_twice() -> None:
    before = (
        'actor a  "読者" { count 1 }\nactor b "ab" { count 1 }\nactor c "e\u0301"  { count 1 }\n'
    )
    lines = formatted(before).split("\n")
    assert lines[:3] == [
        'actor a "読者" { count 1 }',
        'actor b "ab"   { count 1 }',
        'actor c "e\u0301"    { count 1 }',
    ]


def test_a_line_is_broken_beyond_100_columns() -> None:
    head = f'data link "{"x" * 66}" '
    fits, breaks = ("{ size 1kB; count " + "9" * n + " }" for n in (1, 2))
    assert len(head + fits) == 100
    assert formatted(head + fits) == f"{head}{fits}\n"
    assert formatted(head + breaks) == f"{head}{{\n  size 1kB; count 99\n}}\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    result = format_source(Source(path.name, text))
    assert result.text == text, f"designlint format {path}"


def test_designs_in_the_readme_are_in_order() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for text in re.findall(r"^```design [^\n]*\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE):
        assert formatted(text) == text
