"""What the pages show can be written: designs are read, the plugin runs."""

from __future__ import annotations

import importlib
import sys
from datetime import date

import pytest

from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from designlint.reference.hooks import KIND_EXAMPLE, METRIC_EXAMPLE, RULE_EXAMPLE
from designlint.reference.metrics import example
from designlint.registry import load_registry
from designlint.testing import metric_problems
from tests.plugins.fakes import Plugin, entry
from tests.reference.pages import fenced, texts
from tests.support.metrics import METRICS

TODAY = date(2026, 1, 1)
CAST = """
actor visitor
component shop : service
component store : database { holds link, orders }
component cache : cache
component edge : cdn
component gate : gateway
component mails : worker
external payments
data link
data orders
flow follow { visitor -> shop }
"""
DESIGNS = fenced(texts()["language.md"], "design")
STEPS, CLAIMS = fenced(texts()["language.md"], "text")


def codes(text: str) -> list[str]:
    checked = check(load_text(text, "page.design"), load_registry([]), Settings(), TODAY)
    return [d.code for d in checked.result.diagnostics if d.code.startswith("LNG")]


@pytest.mark.parametrize("text", DESIGNS)
def test_a_design_is_read(text: str) -> None:
    """An example may name what another one declares, or a file that is not there."""
    assert set(codes(text)) <= {"LNG005", "LNG007"}


def test_the_steps_are_read() -> None:
    assert codes(f"{CAST}flow order {{\n{STEPS}}}\n") == []


def test_the_claims_are_read() -> None:
    flow = "flow order { visitor -> shop }\n"
    assert codes(f'{CAST}{flow}nonfunctional N1 "It works." {{\n{CLAIMS}}}\n') == []


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_the_example_of_a_metric_is_read(metric) -> None:
    assert codes(f'{CAST}nonfunctional N1 "It works." {{ {example(metric)} }}\n') == []


@pytest.fixture
def module(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """The plugin of the page as an installed module."""
    (tmp_path / "acme_designlint.py").write_text(RULE_EXAMPLE.strip() + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield importlib.import_module("acme_designlint")
    del sys.modules["acme_designlint"]


def test_the_plugin_of_the_page_works(module) -> None:
    registry = load_registry([entry("acme", module)])
    assert registry.failures == ()
    assert registry.rules["ACME001"].summary == "A component has no owner."
    bad, good = fenced(registry.rules["ACME001"].doc, "design")
    found = {}
    for name, text in (("bad", bad), ("good", good)):
        checked = check(load_text(text, name), registry, Settings(), TODAY)
        found[name] = [d.message for d in checked.result.diagnostics]
    assert found == {"bad": ["`cart` has no owner"], "good": []}


def test_the_metric_of_the_page_is_whole_and_works() -> None:
    names: dict = {}
    exec(METRIC_EXAMPLE, names)  # noqa: S102  # it is the page's own example
    (metric,) = names["designlint_metrics"]()
    assert metric_problems(metric) == []


def test_the_kind_of_the_page_works() -> None:
    names: dict = {}
    exec(KIND_EXAMPLE, names)  # noqa: S102  # it is the page's own example
    registry = load_registry([entry("acme", Plugin(kinds=names["designlint_kinds"]()))])
    assert registry.failures == ()
    text = "component brain : model_server { precision 97% }\n"
    checked = check(load_text(text, "a.design"), registry, Settings(), TODAY)
    assert checked.result.diagnostics == ()
