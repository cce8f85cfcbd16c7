"""Components play the roles of their kinds, and no module asks for the name of a kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from designlint.api import Kind, Property, Role, kind_like
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.model import Component
from designlint.schema.kinds import KINDS
from designlint.schema.store import MODEL
from designlint.testing import diagnose, registry_with
from tests.support.metrics import METRICS

ROOT = Path(__file__).parents[2]
MODULES = [
    path
    for folder in ("designlint", "rules")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "schema" not in path.parts
]
# Facts, sources of values, symbols, pages and basic events have kinds too; those are not kinds of
# components.
OTHERS = ("origin", "source", "symbol", "earlier", "entry", "event")


def is_kind(node: ast.expr) -> bool:
    """Whether an expression is the name of a component's kind: `x.kind`, also changed by a method."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return is_kind(node.func.value)
    if not isinstance(node, ast.Attribute) or node.attr != "kind":
        return False
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return name not in OTHERS


def decisions(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a program does one thing or another by the name of a kind."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                asked = [node.left, *node.comparators]
            case ast.Match():
                asked = [node.subject]
            case ast.Subscript():
                asked = [node.slice]
            case ast.Call(func=ast.Attribute(attr="get"), args=[first, *_]):
                asked = [first]
            case ast.Call(func=ast.Attribute(attr="startswith" | "endswith", value=owner)):
                asked = [owner]
            case _:
                continue
        if any(map(is_kind, asked)):
            yield node


def test_no_module_decides_by_the_name_of_a_kind() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    assert len(trees) > 300
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees.items()
        for node in decisions(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("component.kind == 'cdn'", 1),
        ("'queue' != broker.kind", 1),
        ("[c for c in found if c.kind not in STORES]", 1),
        ("components[path].kind in KEEPERS", 1),
        ("ROLES[component.kind]", 1),
        ("ROLES.get(component.kind)", 1),
        ("component.kind.startswith('object')", 1),
        ("component.kind.replace('_', ' ') == 'load balancer'", 1),
        ("match component.kind:\n    case 'cache':\n        pass", 1),
        ("known.origin.kind == 'benchmark'", 0),
        ("origin.kind == 'benchmark'", 0),
        ("fact.source.kind in ('published', 'assumed')", 0),
        ("f'{component.kind} {component.path}'", 0),
        ("component.kind.replace('_', ' ')", 0),
        ("component.plays(Role.STORE)", 0),
    ],
)
def test_what_is_a_decision(text: str, found: int) -> None:
    assert len(list(decisions(ast.parse(text)))) == found


def component(declared: str, kinds: dict[str, Kind] = KINDS) -> Component:
    """The one component of a design."""
    (found,) = resolve(
        load_text(declared, "a.design").files, METRICS, kinds
    ).design.components.values()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_component_plays_the_roles_of_its_kind(kind: str) -> None:
    found = component(f"component a : {kind}\n")
    assert found.roles == KINDS[kind].roles
    assert [role for role in Role if found.plays(role)] == [r for r in Role if r in found.roles]
    assert found.is_external == (kind == "third_party")


def test_plays_asks_for_any_of_some_roles() -> None:
    stream = component("component a : stream\n")
    assert stream.plays(Role.STORE, Role.BROKER)
    assert not stream.plays(Role.STORE, Role.CACHE)
    assert not stream.plays()


def test_an_external_system_is_run_by_others() -> None:
    found = component("external bank\n")
    assert found.is_external
    assert found.roles == {Role.EXTERNAL}


def test_a_slip_in_a_kind_plays_the_roles_of_what_was_meant() -> None:
    assert component("component a : databse\n").plays(Role.STORE)
    assert component("component a : zzz\n").plays(Role.APPLICATION)
    assert component("component a\n").plays(Role.APPLICATION)


@pytest.mark.parametrize("role", Role)
def test_a_role_says_what_it_means_and_some_kind_plays_it(role: Role) -> None:
    assert role.doc[0].isupper()
    assert role.doc.endswith(".")
    assert Role(role.value) is role
    assert any(role in kind.roles for kind in KINDS.values())


def test_the_technologies_of_the_kind_that_it_is_like_fit_a_kind() -> None:
    ledger = kind_like("database", "ledger", "Keeps entries.")
    plain = ledger._replace(name="plain", like=None)
    given = registry_with(kinds=[ledger, plain])
    fits, misfit = (diagnose(f"component a : {k} {{ tech postgres }}", given=given)
                    for k in ("ledger", "plain"))  # fmt: skip
    assert "LNG012" not in {found.code for found in fits}
    assert [f.message for f in misfit if "is not a technology for a plain" in f.message]
    found = component("component a : ledger { tech postgres }\n", {**KINDS, "ledger": ledger})
    original = component("component a : database { tech postgres }\n")
    assert found.value(MODEL) == original.value(MODEL) == "relational"


def test_a_kind_like_another_has_more_properties_and_nothing_less() -> None:
    sealed = Property("sealed", "<yes_no>", "Whether an entry can be proved to be unchanged.")
    ledger = kind_like("database", "ledger", "Keeps entries.", sealed)
    original = KINDS["database"]
    assert ledger.properties == {**original.properties, "sealed": sealed}
    assert (ledger.name, ledger.like) == ("ledger", "database")
    assert (ledger.assumed, ledger.roles) == (original.assumed, original.roles)
    with pytest.raises(KeyError):
        kind_like("databse", "ledger", "Keeps entries.")
