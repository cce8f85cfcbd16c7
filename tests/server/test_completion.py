"""Completion at a marked place of a design, through a real client."""

from __future__ import annotations

import itertools

import pytest
from lsprotocol import types as lsp

from tests.server.designs import SHOP
from tests.server.editor import Editor, at, place_of

_numbers = itertools.count()


def items(editor: Editor, marked: str) -> dict[str, lsp.CompletionItem]:
    """The items at the `|` of a text, by their labels."""
    text = marked.replace("|", "", 1)
    position = place_of(marked, "|")
    uri = editor.open(editor.folder / f"completion{next(_numbers)}.design", text)
    found = editor.ask("textDocument/completion", lsp.CompletionParams(**at(uri, position)))
    editor.close(uri)
    return {one.label: one for one in found}


@pytest.mark.parametrize(
    ("marked", "offered", "not_offered"),
    [
        pytest.param(f"{SHOP}|", ("component", "flow", "shop"), ("replicas",), id="top level"),
        pytest.param(
            "component a : cache {\n  |\n}", ("ttl", "replicas", "api"), ("flow",), id="kind"
        ),
        pytest.param("component a : cache {\n  t|", ("ttl",), ("flow",), id="no end yet"),
        pytest.param("component a : |", ("database", "cache"), ("replicas",), id="kinds"),
        pytest.param(
            'template mine : cache "M" { }\ncomponent a : |', ("mine",), (), id="templates"
        ),
        pytest.param(
            "component a : database { tech po| }", ("postgres", "redis"), (), id="technologies"
        ),
        pytest.param(
            "component a : database { topology | }", ("leader_follower",), (), id="enumeration"
        ),
        pytest.param(
            "component a : database { replicas 2; failover auto 30| }",
            ("30s", "30min"),
            (),
            id="units",
        ),
        pytest.param("component a : queue { durable | }", ("yes", "no"), (), id="yes or no"),
        pytest.param(
            f"{SHOP}flow see {{ buyer -> | }}", ("shop", "store"), ("order", "FR1"), id="hops"
        ),
        pytest.param(
            f"{SHOP}flow see {{ shop -> store reads | }}",
            ("order",),
            ("shop",),
            id="data of a step",
        ),
        pytest.param(
            f"{SHOP}flow see {{ shop -> store | }}",
            ("reads", "on miss of", "timeout"),
            (),
            id="clauses",
        ),
        pytest.param(f"{SHOP}flow see serves |", ("FR1",), ("shop",), id="requirements"),
        pytest.param(
            f'{SHOP}nonfunctional N "n" {{ require | }}',
            ("availability", "latency"),
            (),
            id="metrics",
        ),
        pytest.param(
            f'{SHOP}nonfunctional N "n" {{ require availability of | }}',
            ("buy", "shop"),
            (),
            id="subjects",
        ),
        pytest.param(
            f"{SHOP}scenario s {{ set store.| }}",
            ("store.replicas",),
            ("store.ttl",),
            id="settings",
        ),
        pytest.param(
            f"{SHOP}scenario s {{ set buy.| }}",
            ("buy.rate",),
            ("buy.ttl",),
            id="settings of a flow",
        ),
        pytest.param(
            f"{SHOP}scenario s {{ set | }}", ("store", "buy", "order"), (), id="what is set"
        ),
        pytest.param(f"{SHOP}scenario s {{ lose | }}", ("store",), ("order",), id="losses"),
        pytest.param(f"{SHOP}accept |", ("SPF001", "VER001"), ("shop",), id="codes"),
        pytest.param(f"{SHOP}accept SPF001 on |", ("store",), (), id="accepted elements"),
        pytest.param(
            f"{SHOP}component b : service {{ capacity | }}", ("busy",), (), id="constants"
        ),
    ],
)
def test_a_place_offers_what_may_stand_there(
    editor: Editor, marked: str, offered: tuple[str, ...], not_offered: tuple[str, ...]
) -> None:
    found = items(editor, marked)
    assert set(offered) <= set(found)
    assert set(not_offered).isdisjoint(found)


@pytest.mark.parametrize("marked", ['actor a "te|xt"', "# a comment |", "actor a # comment |"])
def test_a_text_and_a_comment_offer_nothing(editor: Editor, marked: str) -> None:
    assert items(editor, marked) == {}


def test_a_declaration_is_a_snippet_with_places_to_fill_in(editor: Editor) -> None:
    component = items(editor, "|")["component"]
    assert component.insert_text_format == lsp.InsertTextFormat.Snippet
    assert component.insert_text is not None
    assert component.insert_text.startswith("component ${1:name} : ${2|")
    assert component.insert_text.endswith('"${3:title}" {\n\t$0\n}')


def test_a_technology_brings_its_facts(editor: Editor) -> None:
    found = items(editor, "component a : database { tech | }")["postgres"]
    assert isinstance(found.documentation, lsp.MarkupContent)
    assert "`" in found.documentation.value


def test_a_name_is_as_short_as_it_is_unique(editor: Editor) -> None:
    text = "group a { component x : service { } }\ngroup b { component x : service { } }\n"
    found = items(editor, f"{text}component y : service {{ }}\nflow f {{ y -> | }}")
    assert {"a.x", "b.x", "y"} <= set(found)
    assert "x" not in found
