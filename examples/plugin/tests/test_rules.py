"""The rules of Acme find what their fixtures say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from acme_designlint import LEDGER, MODEL_SERVER, no_owner

from designlint.testing import diagnose, registry_with, rule_problems

HERE = Path(__file__).parent
GIVEN = registry_with(no_owner, kinds=[MODEL_SERVER, LEDGER])


def test_no_owner() -> None:
    assert rule_problems(no_owner, HERE / "no_owner.md", GIVEN) == []


def test_kinds_that_need_no_owner() -> None:
    options = replace(no_owner.options, except_kinds=("cache",))
    given = registry_with(no_owner._replace(options=options))
    text = "component hot : cache\ncomponent cart : service\n"
    found = [d.element for d in diagnose(text, given=given) if d.code == "ACME001"]
    assert found == ["cart"]


def test_a_ledger_is_judged_as_a_database() -> None:
    text = "actor clerk\ncomponent books : {} {{ owner finance }}\nflow look {{ clerk -> books }}\n"
    found = {kind: diagnose(text.format(kind), given=GIVEN) for kind in ("database", "ledger")}
    codes = {kind: [d.code for d in diagnostics] for kind, diagnostics in found.items()}
    assert "SEC002" in codes["ledger"]
    assert codes["ledger"] == codes["database"]
