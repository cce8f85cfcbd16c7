"""What a plugin may not add: each breach is one diagnostic that names the plugin and its version, and all
else of the plugin is used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from designlint.api import Format, Importer, Kind, Property, hookimpl, kind_like
from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from designlint.registry import load_registry
from designlint.schema.kinds import KINDS
from tests.plugins.fakes import Plugin, entry, flagging

SHELF = Property("shelf", "<word>", "Where it stands.")
GOOD = flagging("ACME001", "acme-good")
PLAIN = Kind("plain", "A plain kind.", {}, {})
TEXT = "title: Acme store\nkinds: [database]\nfacts:\n"


def failures(*plugins: Any) -> list[str]:
    """What is wrong with plugins, each under the name of its entry point `a`, `b`, ..."""
    entries = [entry(name, plugin) for name, plugin in zip("abc", plugins, strict=False)]
    return [f"{one.what}: {one.problem}" for one in load_registry(entries).failures]


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ({"rules": ["no rule"]}, "`'no rule'` is not a rule"),
        ({"rules": [flagging("A1")]}, "its code `A1` is not two to eight capital letters and three digits"),
        ({"rules": [flagging("LNG900")]}, "its rule LNG900 has the letters of designlint: choose letters of your own"),
        (
            {"rules": [flagging("ACME002", "acme-good")]},
            "its rule ACME002 has the name `acme-good` of ACME001",
        ),
        ({"kinds": ["no kind"]}, "`'no kind'` is not a kind"),
        ({"kinds": [PLAIN._replace(name="Two Words")]}, "its kind `Two Words` is not a word of lower-case letters, digits and `_`"),
        (
            {"kinds": [KINDS["cache"]]},
            "its kind `cache` exists already: `replaces=True` says that it takes its place",
        ),
        ({"kinds": [PLAIN._replace(replaces=True)]}, "its kind `plain` replaces none"),
        (
            {"kinds": [PLAIN._replace(like="databas")]},
            "its kind `plain` is like `databas`, which is not a kind; did you mean `database`?",
        ),
        (
            {"kinds": [PLAIN._replace(properties={"other": SHELF})]},
            "its kind `plain` has a property `other` that is not one of that name",
        ),
        ({"properties": {"cach": [SHELF]}}, "`cach` is not a kind; did you mean `cache`?"),
        ({"properties": {"cache": [Property("ttl", "<time>", "x")]}}, "a cache has a property `ttl` already"),
        ({"properties": {"cache": ["shelf"]}}, "`'shelf'` is not a property"),
        ({"properties": {"cache": [Property("Shelf", "<word>", "x")]}}, "its property `Shelf` is not a word of lower-case letters, digits and `_`"),
        ({"technologies": [Path("none.yaml")]}, "`none.yaml` is not a file of a technology (.yaml)"),
        ({"formats": ["no format"]}, "`'no format'` is not a Format"),
        ({"formats": [Format("json", "x", lambda _: "")]}, "its format `json` exists already"),
        ({"formats": [Format("J S", "x", lambda _: "")]}, "its format `J S` is not a word of lower-case letters, digits, `-` and `_`"),
        ({"formats": [Format("js", "", lambda _: "")]}, "its format `js` has no summary, or nothing that can be called"),
        (
            {"importers": [Importer("js", "x", ("json",), str)]},
            "its importer `js` has no suffixes that begin with a dot",
        ),
    ],
)  # fmt: skip
def test_a_breach_is_named(added: dict[str, Any], problem: str) -> None:
    rules = [GOOD, *added.pop("rules", [])]
    assert failures(Plugin(rules=rules, **added)) == [f"plugin acme:a: {problem}"]


def test_the_letters_of_another_plugin_are_its_own() -> None:
    one, two = Plugin(rules=[flagging("ACME001")]), Plugin(rules=[flagging("ACME002", "two")])
    assert failures(one, two) == [
        "plugin acme:b: its rule ACME002 has the letters of acme:a: choose letters of your own"
    ]


def test_a_hook_that_is_none_is_named() -> None:
    plugin = SimpleNamespace(designlint_rule=list, designlint_kinds=list)
    assert failures(plugin) == [
        "plugin acme:a: `designlint_kinds` is not marked with `hookimpl`",
        "plugin acme:a: `designlint_rule` is not a hook; did you mean `designlint_rules`?",
    ]


def test_the_version_of_the_distribution_is_named() -> None:
    plugin = entry("a", Plugin(rules=["no rule"]))
    plugin.dist.version = "1.4"
    registry = load_registry([plugin])
    assert registry.failures[0].what == "plugin acme:a 1.4"
    (reported,) = check(
        load_text("component a : service\n", "a.design"), registry, Settings(), date(2026, 1, 1)
    ).result.diagnostics
    assert reported.code == "INT001"
    assert reported.message == "plugin acme:a 1.4 failed: `'no rule'` is not a rule"


def test_a_plugin_adds_a_property_to_a_kind() -> None:
    registry = load_registry([entry("a", Plugin(properties={"cache": [SHELF]}))])
    assert registry.failures == ()
    text = "component hot : cache { shelf upper; ttl 5min }\n"
    checked = check(load_text(text, "a.design"), registry, Settings(), date(2026, 1, 1))
    assert checked.result.diagnostics == ()
    assert checked.facts.design.components["hot"].value(SHELF) == "upper"
    assert "shelf" not in KINDS["cache"].properties


def test_a_plugin_adds_a_technology(tmp_path: Path) -> None:
    file = tmp_path / "acme.store.yaml"
    fact = "{property: replicas, value: 3, kind: behaviour, source: 'https://example.com', date: 2026-01-01}"
    file.write_text(f"{TEXT}  - {fact}\n", encoding="utf-8")
    registry = load_registry([entry("a", Plugin(technologies=[file]))])
    assert registry.failures == ()
    text = "component books : database { tech acme.store }\n"
    checked = check(load_text(text, "a.design"), registry, Settings(), date(2026, 1, 1))
    (reported,) = [d.message for d in checked.result.diagnostics] or [""]
    assert reported == ""


def test_a_technology_that_does_not_read_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    file.write_text("title: Acme\nkinds: [databas]\nfacts: []\n", encoding="utf-8")
    (problem,) = failures(Plugin(technologies=[file]))
    assert problem.startswith("plugin acme:a: its technology `acme` does not read: acme.yaml:2: ")


def test_an_importer_is_known_by_its_name() -> None:
    reader = Importer("acme", "Acme's inventory", (".acme",), str.upper)
    registry = load_registry([entry("a", Plugin(importers=[reader]))])
    assert registry.importers == {"acme": reader}


def test_kind_like_is_accepted() -> None:
    assert failures(Plugin(kinds=[kind_like("database", "ledger", "Keeps entries.")])) == []


def test_marked_functions_of_other_names_are_refused() -> None:
    class Odd:
        @hookimpl
        def designlint_kind(self) -> list[Kind]:
            return []

    (problem,) = failures(Odd())
    assert "`designlint_kind` is not a hook" in problem
