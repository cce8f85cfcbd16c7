"""No property without a reader: each is read by an analysis, a rule, a view or a command, or it is
marked as informative and says so on its page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from designlint import schema
from designlint.cli import main
from designlint.reference.lookup import Lookup
from designlint.schema.property import Property
from tests.reference.pages import registry, texts

ROOT = Path(__file__).parents[2]
PACKAGES = {"designlint": ROOT / "designlint", "designlint_rules": ROOT / "rules"}
# These say what may be stated, parse what is stated, and document both: they read no value for it.
NO_READERS = ("designlint.schema", "designlint.language", "designlint.reference")


@cache
def declared() -> dict[Property[Any], str]:
    """Every property of the schema with its module and constant."""
    found: dict[Property[Any], str] = {}
    for path in sorted(Path(*schema.__path__).glob("*.py")):
        for name, value in vars(import_module(f"designlint.schema.{path.stem}")).items():
            if isinstance(value, Property):
                found.setdefault(value, f"schema/{path.name}: {name}")
    return found


@cache
def read() -> frozenset[Property[Any]]:
    """Every property whose constant is used in code that may read it."""
    return frozenset(
        value for path in _readers() for value in _used(ast.parse(path.read_text(encoding="utf-8")))
    )


def _readers() -> Iterator[Path]:
    for package, root in PACKAGES.items():
        for path in root.rglob("*.py"):
            module = ".".join([package, *path.relative_to(root).with_suffix("").parts])
            if not module.startswith(NO_READERS):
                yield path


def _used(tree: ast.Module) -> Iterator[Property[Any]]:
    """The properties that a module names besides importing them, by themselves (`HIT`) or as what
    another module has (`store.HIT`, `properties.store.HIT`)."""
    names = _imported(tree)
    for node in ast.walk(tree):
        value: object = None
        if isinstance(node, ast.Name):
            value = names.get(node.id)
        elif isinstance(node, ast.Attribute):
            value = _attribute(node, names)
        if isinstance(value, Property):
            yield value


def _attribute(node: ast.expr, names: dict[str, object]) -> object:
    """What a dotted name stands for, where it leads through modules alone."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if not isinstance(node, ast.Attribute):
        return None
    holder = _attribute(node.value, names)
    return getattr(holder, node.attr, None) if isinstance(holder, ModuleType) else None


def _imported(tree: ast.Module) -> dict[str, object]:
    """What the names stand for that a module imports from this project, wherever it does."""
    found: dict[str, object] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PACKAGES:
            holder = import_module(str(node.module))
            for alias in node.names:
                value = getattr(holder, alias.name, None)
                found[alias.asname or alias.name] = value
    return found


def test_what_nothing_reads_is_marked() -> None:
    unread = [where for key, where in declared().items() if key not in read()]
    marked = [where for key, where in declared().items() if key.informative]
    assert unread == marked, "an analysis reads it, or `informative=True` says that none does"


def test_readers_are_found() -> None:
    names = {key.name for key in read()}
    assert {"replicas", "coalesce", "bake", "rtt", "chosen"} <= names


@pytest.mark.parametrize(
    "key", [key for key in declared() if key.informative], ids=lambda key: str(key.name)
)
def test_the_page_says_so(key: Property[Any]) -> None:
    (entry,) = [e for e in Lookup(registry()).find(key.name) if e.kind == "property"]
    assert (
        "no analysis or rule reads the value yet." in entry.body.split(key.doc)[1].split("Form:")[0]
    )


def test_only_their_pages_say_so() -> None:
    assert texts()["properties.md"].count("**Informative**") == len(
        [key for key in declared() if key.informative]
    )


def test_explain_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "pacelc"]) == 0
    assert "no analysis or rule reads the value yet" in capsys.readouterr().out
