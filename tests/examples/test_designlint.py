"""The design of designlint itself is true: its parts are modules, its calls imports, its limits those
of the code. `NO_PART` and `NOT_IMPORTED` are the places to adapt when modules move."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from designlint.base.cache import MAX_ENTRIES, MAX_TOTAL
from designlint.cli import main, parser_for
from designlint.commands import COMMANDS
from designlint.language import project, texts
from designlint.language.syntax import parse
from designlint.model import Component
from designlint.schema.component import LIMIT
from designlint.schema.context import COUNT, SIZE_OF_ONE
from designlint.schema.relation import TIMEOUT
from designlint.solvers import bdd, zbdd
from tests.examples.own_design import OWN, PACKAGE, ROOT, modules_of, own_design, parts, path_of

# What is no part of its own: values that parts hand on, data, and doors for developers.
NO_PART = {
    "values": ("base", "diagnostics", "document", "drawing", "quantities"),
    "data": ("technologies", "templates"),
    "doors": ("colours", "testing"),
}
# Components that are no code of this program.
NO_MODULE = {"repository", "plugin"}
# Calls that no import shows, since what is called is found by entry points.
NOT_IMPORTED = {("plugins", "checks.rules"), ("checks.story", "checks.rules")}

COMPONENTS = own_design().components


def test_every_component_names_modules_that_exist() -> None:
    assert set(COMPONENTS) - set(parts()) == NO_MODULE
    named = [module for owner in _owners() for module in modules_of(owner)]
    assert [module for module in named if not path_of(module).exists()] == []
    assert len(set(named)) == len(named)


def test_every_module_is_a_part_or_known_to_be_none() -> None:
    named = {path_of(module) for owner in _owners() for module in modules_of(owner)}
    left_out = {path_of(module) for modules in NO_PART.values() for module in modules}
    assert [str(path) for path in left_out if not path.exists() or path in named] == []
    inside = {folder for path in named for folder in path.parents}
    loose = [path for path in _modules() if path not in named | left_out | inside]
    assert [path.relative_to(PACKAGE).as_posix() for path in loose] == []


def test_every_call_is_an_import() -> None:
    calls = {
        (step.caller.path, step.callee.path)
        for flow in own_design().flows.values()
        for step in flow.steps
        if {step.caller.path, step.callee.path} <= set(parts())
    }
    assert calls >= NOT_IMPORTED
    missing = [call for call in calls - NOT_IMPORTED if not _imports(*call)]
    assert missing == []


def test_every_flow_is_a_command() -> None:
    assert set(own_design().flows) - set(COMMANDS) == {"check_all", "extend"}


@pytest.mark.parametrize(
    ("component", "limit", "number"),
    [
        ("language.reader", "file_size", texts.MAX_BYTES),
        ("language.reader", "files", project.MAX_FILES),
        ("language.syntax", "depth", parse.MAX_DEPTH),
        ("checks.solvers", "nodes", bdd.BUDGET),
        ("checks.solvers", "nodes", zbdd.BUDGET),
    ],
)
def test_limits_are_those_of_the_code(component: str, limit: str, number: int) -> None:
    stated = {
        known.value.name: known.value.value for known in COMPONENTS[component].properties.all(LIMIT)
    }
    assert stated[limit].value == number


@pytest.mark.parametrize("command", ["diagram", "report"])
def test_timeouts_are_the_defaults_of_the_command(command: str) -> None:
    (step,) = [s for s in own_design().flows[command].steps if s.callee.path == "output.layout"]
    known = step.properties[TIMEOUT]
    assert known is not None
    assert known.value.value == parser_for([command]).parse_args([command, "a.design"]).timeout


def test_the_cache_is_as_large_as_it_may_be() -> None:
    result = own_design().data["result"]
    assert result[COUNT].value.value == MAX_ENTRIES
    assert result[COUNT].value.value * result[SIZE_OF_ONE].value.value == MAX_TOTAL


def test_there_is_nothing_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OWN), "--fail-on", "info", "--quiet", "--no-cache"]) == 0
    assert capsys.readouterr().out == ""


def _owners() -> Iterator[Component]:
    for component in COMPONENTS.values():
        yield component
        yield from component.apis


def _modules() -> Iterator[Path]:
    """The modules at the top of the package, and all packages below it."""
    for path in sorted(PACKAGE.glob("*.py")):
        if not path.name.startswith("__"):
            yield path
    for init in sorted(PACKAGE.glob("*/__init__.py")):
        yield init.parent


def _imports(caller: str, callee: str) -> bool:
    """Whether a part imports another one: itself, or by the public surface that is not its own."""
    wanted = tuple(map(_name, _paths(callee)))
    found = _imported(caller)
    if any(_is_in(name, "designlint.api") for name in found):
        found |= {name for file in (PACKAGE / "api").glob("*.py") for name in _names_in(file)}
    return any(_is_in(name, module) for name in found for module in wanted)


@cache
def _imported(part: str) -> frozenset[str]:
    files = [
        file for path in _paths(part) for file in (path.rglob("*.py") if path.is_dir() else (path,))
    ]
    return frozenset(name for file in files for name in _names_in(file))


@cache
def _names_in(file: Path) -> frozenset[str]:
    """The modules, and the names in them, that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def _paths(part: str) -> list[Path]:
    """The files and folders of a component, those of its interfaces too."""
    component = COMPONENTS[part]
    owners = (component, *component.apis)
    return [path_of(module) for owner in owners for module in modules_of(owner)]


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _is_in(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")
