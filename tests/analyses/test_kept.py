"""Facts that outlast an edit: of what requirements, decisions and acceptances state, the system is the same."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from designlint import analyses, model
from designlint.analyses.facts import Facts
from designlint.analyses.kept import OF_THE_SYSTEM, SEEN, STATEMENTS, keep
from designlint.analyses.load.load import loads
from designlint.analyses.success.success import success
from designlint.analyses.verdicts.verdicts import verdicts
from designlint.model import Design
from tests.language.reading import clean

ANALYSES = Path(analyses.__path__[0])
MODEL = Path(model.__path__[0])
DESIGN = """
component shop : service { replicas 2; availability 99.9%; capacity 100 req/s per replica }
functional FR1 "A buyer orders." { priority must }
nonfunctional NFR1 "It works." { require availability of buy >= 99% }
flow buy serves FR1 { rate 10 req/s; user -> shop }
actor user "Buys"
decision D1 "One shop" about shop { because "It is enough." }
"""


# What analyses of the system rest on.
BELOW = {"budget", "facts", "graph", "judgement", "measure", "worlds"}


def readers_of_statements() -> set[str]:
    """What looks at what is stated: the tables, and the methods of a design that do."""
    found, trees = set(STATEMENTS), [ast.parse(p.read_text("utf-8")) for p in MODEL.glob("*.py")]
    methods = [
        one
        for tree in trees
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef) and kind.name in ("Design", "Declarations")
        for one in kind.body
        if isinstance(one, ast.FunctionDef)
    ]
    while more := {one.name for one in methods if one.name not in found and read_in(one) & found}:
        found |= more
    return found


def read_in(tree: ast.AST) -> set[str]:
    """The attributes that are read; many things have an `element`, a design alone gives one."""
    called = {id(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}
    return {
        one.attr
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute) and (one.attr != "element" or id(one) in called)
    }


def modules() -> list[Path]:
    named = [ANALYSES / name for name in OF_THE_SYSTEM.names | BELOW]
    files = [path.with_suffix(".py") for path in named if not path.is_dir()]
    return files + [file for path in named if path.is_dir() for file in path.rglob("*.py")]


def test_what_reads_statements_is_found_in_the_model() -> None:
    some = {"must_flows", "priority_of", "claims_on", "is_explained", "parts_of"}
    assert some <= readers_of_statements()


def test_no_analysis_of_the_system_looks_at_statements() -> None:
    forbidden = {name for name in readers_of_statements() if not name.startswith("_")}
    found = {
        path.relative_to(ANALYSES).as_posix(): names
        for path in modules()
        if (names := read_in(ast.parse(path.read_text("utf-8"))) & forbidden)
    }
    of_claims, of_mentions = {"claims_on"}, {"requirements", "decisions"}
    assert found.pop("latency/asked.py") == of_claims, "for what draws flows"
    assert found.pop("graph/doubts.py") == found.pop("graph/mentions.py") == of_mentions
    assert set(found) == {"budget.py", "graph/coverage.py", "load/needed_messages.py"}
    assert {
        f"{one.__module__.removeprefix('designlint.analyses.').replace('.', '/')}.py"
        for one in SEEN
    } == set(found)


def test_no_analysis_of_the_system_asks_one_that_does() -> None:
    parts = OF_THE_SYSTEM.names | BELOW
    for path in modules():
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = one.module or "" if isinstance(one, ast.ImportFrom) else ""
            if name.startswith("designlint.analyses."):
                assert name.split(".")[2] in parts
                assert not name.endswith((".graph.doubts", ".latency.asked"))
                if isinstance(one, ast.ImportFrom) and name.endswith(".graph.mentions"):
                    assert {alias.name for alias in one.names} <= {"places_called", "places_named"}


def edited(design: Design, table: str, old: str, new: str) -> Design:
    """A design with one table as it is after an edit: a server keeps the objects of the others."""
    assert old in DESIGN
    return replace(design, **{table: getattr(clean(DESIGN.replace(old, new)), table)})


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        pytest.param("requirements", ">= 99%", ">= 98%", id="a number of a requirement"),
        pytest.param("requirements", "It works.", "It works all day.", id="a text"),
        pytest.param("decisions", "One shop", "One shop only", id="a decision"),
    ],
)
def test_an_edit_of_a_statement_keeps_the_facts_of_the_system(
    table: str, old: str, new: str
) -> None:
    before = Facts(clean(DESIGN))
    assert before[verdicts]
    after = Facts(edited(before.design, table, old, new))
    keep(after, before)
    assert after[success] is before[success]
    assert after[loads] is before[loads]
    assert after[verdicts] is not before[verdicts]
    later = Facts(edited(after.design, table, old, f"{new} "))
    keep(later, after)
    assert later.earlier is before


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        pytest.param("components", "capacity 100", "capacity 90", id="the system"),
        pytest.param("requirements", "priority must", "priority wont", id="what is to be built"),
        pytest.param(
            "requirements", ">= 99%", ">= 99%; require headroom of shop >= 1%", id="another claim"
        ),
    ],
)
def test_another_edit_keeps_none(table: str, old: str, new: str) -> None:
    before = Facts(clean(DESIGN))
    assert before[verdicts]
    after = Facts(edited(before.design, table, old, new))
    keep(after, before)
    assert after.earlier is None
    assert after[loads] is not before[loads]
