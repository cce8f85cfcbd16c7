"""What plugins add through each hook, and what becomes of those that fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from designlint.api import Facts, Finding, Kind, Property, properties, rule
from designlint.check import check
from designlint.cli import main
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.language.project import load_text
from designlint.reference.hooks import hooks
from designlint.registry import Registry, installed, load_registry
from designlint.schema.kinds import KINDS
from tests.plugins.fakes import Plugin, entry, flagging, hanging, raising

DESIGN = "component shop : service { replicas 2 }\n"
TODAY = date(2026, 1, 1)
TESTED_HOOKS = {
    "designlint_formats",
    "designlint_importers",
    "designlint_kinds",
    "designlint_metrics",
    "designlint_properties",
    "designlint_rules",
    "designlint_technologies",
}


def reported(registry: Registry, text: str = DESIGN) -> list[Diagnostic]:
    checked = check(load_text(text, "a.design"), registry, Settings(), TODAY)
    return list(checked.result.diagnostics)


def test_every_hook_is_tested_here() -> None:
    assert set(hooks()) == TESTED_HOOKS


def test_a_plugin_adds_a_rule() -> None:
    registry = load_registry([entry("one", Plugin(rules=[flagging("ACME001")]))])
    assert registry.failures == ()
    (diagnostic,) = reported(registry)
    assert (diagnostic.code, diagnostic.message) == ("ACME001", "`shop` is there")
    assert diagnostic.primary.span.text == "shop"


def test_a_plugin_adds_a_kind_with_a_property() -> None:
    precision = Property("precision", "<share>", "The share of its answers that are right.")
    common = {p.name: p for p in properties.component.EVERY_COMPONENT}
    kind = Kind("model_server", "Answers with a model.", {**common, "precision": precision}, {})
    registry = load_registry([entry("one", Plugin(kinds=[kind]))])
    text = "component brain : model_server { precision 97%; replicas 2 }\n"
    checked = check(load_text(text, "a.design"), registry, Settings(), TODAY)
    assert checked.result.diagnostics == ()
    component = checked.facts.design.components["brain"]
    assert component.kind == "model_server"
    assert component[precision].value.value == pytest.approx(0.97)
    assert "model_server" not in KINDS


def test_a_plugin_replaces_a_kind() -> None:
    shelf = Property("shelf", "<word>", "Where it stands.")
    cache = KINDS["cache"]
    more = cache._replace(properties={**cache.properties, "shelf": shelf}, replaces=True)
    registry = load_registry([entry("one", Plugin(kinds=[more]))])
    assert reported(registry, "component hot : cache { shelf upper; ttl 5min }\n") == []


def test_a_plugin_that_fails_to_load_is_reported_and_the_others_run() -> None:
    broken = entry("broken", ImportError("no module named 'acme'"))
    registry = load_registry([broken, entry("fine", Plugin(rules=[flagging("ACME001")]))])
    (failure,) = registry.failures
    assert failure[:2] == ("plugin acme:broken", "ImportError: no module named 'acme'")
    assert failure.trace.startswith("Traceback (most recent call last):")
    internal, found = reported(registry)
    assert {internal.code, found.code} == {"INT001", "ACME001"}


@pytest.mark.parametrize("hook", sorted(TESTED_HOOKS))
def test_a_hook_that_raises_is_reported_and_the_others_run(hook: str) -> None:
    argument = hook.removeprefix("designlint_")
    broken = Plugin(**{argument: RuntimeError("out of order")})
    registry = load_registry(
        [entry("broken", broken), entry("fine", Plugin(rules=[flagging("ACME001")]))]
    )
    assert [f[:2] for f in registry.failures] == [
        ("plugin acme:broken", "RuntimeError: out of order")
    ]
    assert list(registry.rules) == ["ACME001"]


def test_of_two_plugins_with_one_code_the_first_by_name_has_it() -> None:
    first = entry("a", Plugin(rules=[flagging("ACME001", "first")]))
    second = entry("b", Plugin(rules=[flagging("ACME001", "second"), flagging("BETA002")]))
    for order in ([first, second], [second, first]):
        registry = load_registry(order)
        assert registry.rules["ACME001"].name == "first"
        assert "BETA002" in registry.rules
        (failure,) = registry.failures
        assert failure.what == "plugin acme:b"
        assert "ACME001" in failure.problem


def test_a_plugin_without_distribution_has_a_name() -> None:
    registry = load_registry([entry("lost", ValueError("no"), dist=None)])
    assert [f[:2] for f in registry.failures] == [("plugin ?:lost", "ValueError: no")]


def test_a_rule_that_raises_is_reported_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = load_registry(
        [entry("one", Plugin(rules=[raising("ACME001"), flagging("ACME002")]))]
    )
    codes = {d.code: d.message for d in reported(registry)}
    assert set(codes) == {"INT001", "ACME002"}
    assert "rule ACME001" in codes["INT001"]
    assert "no such thing" in codes["INT001"]
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    path = tmp_path / "a.design"
    path.write_text(DESIGN, encoding="utf-8")
    assert main(["check", "--format", "short", str(path)]) == 3
    shown = capsys.readouterr().out
    assert "INT001" in shown
    assert "ACME002" in shown


def test_a_rule_that_hangs_for_a_second_is_named_and_its_findings_are_shown() -> None:
    rules = [hanging("ACME001", 1.01), flagging("ACME002")]
    found = reported(load_registry([entry("one", Plugin(rules=rules))]))
    assert [d.code for d in found] == ["ACME001", "ACME002", "INT002"]
    slow = found[-1]
    assert slow.severity is Severity.WARNING
    assert slow.message == "rule ACME001 of tests.plugins.fakes took 1.0 s by itself"


def test_what_analyses_take_is_not_held_against_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designlint.check.SLOW", 0.05)

    def slow_analysis(facts: Facts) -> int:
        time.sleep(0.1)
        return len(facts.design.components)

    @rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme")
    def quick(facts: Facts) -> Iterator[Finding]:
        if facts[slow_analysis]:
            yield from ()

    assert reported(load_registry([entry("one", Plugin(rules=[quick]))])) == []
    late = load_registry([entry("one", Plugin(rules=[hanging("ACME002", 0.1)]))])
    assert [d.code for d in reported(late)] == ["ACME002", "INT002"]


def test_four_plugins_that_fail_are_each_named_and_the_rest_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("designlint.check.SLOW", 0.05)
    entries = [
        entry("broken", ImportError("no module named 'gone'"), "a"),
        entry("first", Plugin(rules=[flagging("ACME001")]), "b"),
        entry("second", Plugin(rules=[flagging("ACME001")]), "c"),
        entry("raising", Plugin(rules=[raising("DELTA002")]), "d"),
        entry("hanging", Plugin(rules=[hanging("ECHO003", 0.06)]), "e"),
    ]
    registry = load_registry([*entries, *installed()])
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    path = tmp_path / "a.design"
    path.write_text(
        "component gate : gateway { replicas 1 }\nflow f { rate 1 req/s; gate -> x }\n"
        "component x : service { replicas 2 }\n",
        encoding="utf-8",
    )
    assert main(["check", "--format", "short", str(path)]) == 3
    shown = capsys.readouterr().out
    for part in (
        "plugin a:broken failed: ImportError: no module named 'gone'",
        "plugin c:second failed: its rule ACME001 is already that of",
        "rule DELTA002 of tests.plugins.fakes failed: LookupError: no such thing",
        "warning[INT002] rule ECHO003 of tests.plugins.fakes took 0.1 s",
        "warning[ACME001] `gate` is there",
        "warning[ECHO003] `gate` was waited for",
        "warning[SPF001] `f` stops when `gate` stops",
    ):
        assert part in shown
