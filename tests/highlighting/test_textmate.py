"""The TextMate grammar: its words are those of the language, its texts and comments those of the scanner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from designlint.language.syntax.parse import terms_of
from designlint.plugins import load_registry
from designlint.reference.textmate import grammar
from designlint.schema.declarations import DECLARATIONS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.design"))
GRAMMAR: Any = grammar(load_registry())


def regex(pattern: str) -> re.Pattern[str]:
    """A pattern of Oniguruma as Python has it: classes of Unicode are those of words here."""
    plain = pattern.replace(r"[\p{L}\p{N}\p{M}_]", r"\w").replace(r"[\p{L}_]", r"[^\W\d]")
    plain = plain.replace(r"[\p{L}\p{N}_]", r"\w").replace(r"\p{L}", r"[^\W\d_]")
    return re.compile(plain.replace("(?:^|(?<=[;{}]))", "(?:(?<![^\\n])|(?<=[;{}]))"), re.MULTILINE)


RULES = [GRAMMAR["repository"].get(one.get("include", "#")[1:], one) for one in GRAMMAR["patterns"]]


def coloured(text: str) -> Iterator[tuple[int, int, str]]:
    """The pieces of a text with the scopes of the grammar, as an editor finds them: the first rule at the
    leftmost place."""
    at = 0
    rules = [(regex(rule.get("match") or rule["begin"]), rule) for rule in RULES]
    while at < len(text):
        found = [(m.start(), n) for n, (r, _) in enumerate(rules) if (m := r.search(text, at))]
        if not found:
            return
        start, number = min(found)
        pattern, rule = rules[number]
        begin = pattern.search(text, at)
        assert begin is not None
        end = begin.end()
        if "end" in rule:
            closing = re.compile(r"(?:\\.|[^\\])*?(" + rule["end"] + ")", re.DOTALL | re.MULTILINE)
            closed = closing.match(text, end)
            end = closed.end() if closed is not None else len(text)
        yield start, end, rule.get("name", "word")
        at = max(end, start + 1)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_texts_and_comments_are_those_of_the_scanner(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {text[a:b] for a, b, scope in coloured(text) if scope.startswith("string.")}
    strings = {term.text for term in terms_of(text) if term.type in ("STRING", "LONG_STRING")}
    if path.name != "syntax_slips.design":
        assert found == strings
    comments = [text[a:b] for a, b, scope in coloured(text) if scope.startswith("comment.")]
    assert all(comment.startswith("#") for comment in comments)


def test_every_declaration_kind_and_metric_is_a_word_of_it() -> None:
    words = [regex(rule["match"]) for rule in RULES if "captures" in rule]
    registry = load_registry()
    for keyword in DECLARATIONS:
        assert any(word.match(f"{keyword} x") for word in words)
    for kind in registry.kinds:
        assert any(word.search(f"component a : {kind} {{") for word in words)
    for metric in registry.metrics:
        (found,) = [
            m for word in words if (m := word.match(f"require {metric} of a")) and m.lastindex == 2
        ][:1]
        assert found[2] == metric
