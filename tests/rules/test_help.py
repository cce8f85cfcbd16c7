"""Every answer to a finding is an edit that can be pasted or a sentence, and says which."""

from __future__ import annotations

import pytest

from designlint.diagnostics.diagnostic import Help
from designlint.language.project import load_text
from designlint.plugins.rule import Rule
from designlint.schema import component, context, edge, messaging, relation, store
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.property import Property
from tests.support.fixtures import cases, diagnose, fixture_of, registry

RULES = list(registry().rules.values())
# Where an edit may belong: the text around it.
SURROUNDINGS = (
    "{}",
    "component it : database {{ {} }}",
    "component it : database {{ topology single {{ {} }} }}",
    "flow it {{ {} }}",
    "flow it {} {{ a -> b }}",
    "flow it {{ a -> b {} }}",
    "flow it {{ a -> b, {} }}",
    'nonfunctional it "It holds." {{ {} }}',
    'decision it "It is so." {{ {} }}',
)
CLAUSES = ("from", "optional", "serves", "reads", "writes", "or", "in", "read", "atomic_with")


def words() -> set[str]:
    """The words that a statement or a clause of a step begins with."""
    modules = (component, context, edge, messaging, relation, store)
    parts = [part for module in modules for part in vars(module).values()]
    names = {part.name for part in parts if isinstance(part, Property)}
    return {*names, *DECLARATIONS, *CLAUSES, "require", "option"}


WORDS = words()


def problem(help_: Help) -> str:
    """Why an answer is neither text of the language nor advice; empty if it is one of them."""
    text = help_.text
    if not help_.is_edit:
        is_sentence = len(text.split()) > 2 and "  #" not in text and "{" not in text
        return "" if is_sentence else f"advice that looks like text to paste: {text}"
    for statement in str(help_).split("  #")[0].split("; "):
        first = statement.split()[0]
        if first not in WORDS and "->" not in statement and "~>" not in statement:
            return f"no statement begins with `{first}`: {text}"
    if any(_reads(around.format(str(help_) + "\n")) for around in SURROUNDINGS):
        return ""
    return f"this does not read: {help_}"


def _reads(text: str) -> bool:
    return not any(d.code == "LNG001" for d in load_text(text, "it.design").diagnostics)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_help_is_an_edit_or_advice(rule: Rule) -> None:
    found = [
        answer
        for case in cases(fixture_of(rule.module).read_text(encoding="utf-8"))
        for diagnostic in diagnose(case.text)
        if diagnostic.code == rule.code
        for answer in diagnostic.help
    ]
    assert [said for said in map(problem, found) if said] == []


@pytest.mark.parametrize(
    "help_",
    [
        Help("have another look", True),
        Help("replicas 2 {", True),
        Help("replicas 2"),
        Help("shop -> stock { timeout 1s }"),
    ],
)
def test_what_is_neither_is_noticed(help_: Help) -> None:
    assert problem(help_)
