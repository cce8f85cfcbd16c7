"""The grammar's tables in their file are those of the grammar."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from designlint.base.source import Source
from designlint.language.syntax import parse as parsing
from designlint.language.syntax import tables

SHORTLINK = (Path(__file__).parents[2] / "examples" / "shortlink.design").read_text("utf-8")
BROKEN = SHORTLINK.replace("->", "→", 3).replace("}", "", 2).replace('"', "", 1)


def test_the_file_is_fresh() -> None:
    stored = files("designlint.grammar").joinpath(tables.TABLES).read_text(encoding="utf-8")
    assert json.loads(stored) == json.loads(tables.dump()), (
        "run python -m designlint.language.syntax.tables"
    )


def test_making_them_anew_gives_the_same() -> None:
    assert tables.dump() == tables.dump()


@pytest.mark.parametrize("text", [SHORTLINK, BROKEN], ids=["whole", "broken"])
def test_a_changed_grammar_is_built_anew(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a fresh file the tables come from the grammar itself, and read the same."""
    source = Source("test", text)
    stored = parsing.parse(source)
    monkeypatch.setattr(tables, "TABLES", "nowhere.json")
    parsing._grammar.cache_clear()
    parsing._automaton.cache_clear()
    parsing._scanner.cache_clear()
    try:
        built = parsing.parse(source)
    finally:
        parsing._grammar.cache_clear()
        parsing._automaton.cache_clear()
        parsing._scanner.cache_clear()
    assert built.statements == stored.statements
    assert [d.message for d in built.diagnostics] == [d.message for d in stored.diagnostics]
    assert built.unparsed == stored.unparsed
