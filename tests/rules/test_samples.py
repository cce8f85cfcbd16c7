"""What a finding proposes to state is something that can be stated where it is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.plugins.rule import Rule
from designlint.schema.kinds import KINDS
from tests.support.fixtures import cases, diagnose, fixture_of, registry

RULES = list(registry().rules.values())
DESIGNS = sorted((Path(__file__).parents[2] / "examples").glob("*.design"))
KNOWN = {name for kind in KINDS.values() for name in kind.properties}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_language_has_what_the_findings_of_a_fixture_propose(rule: Rule) -> None:
    text = fixture_of(rule.module).read_text(encoding="utf-8")
    found = [one for case in cases(text) for one in refused(case.text, diagnose(case.text))]
    assert found == []


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_the_language_has_what_the_findings_of_an_example_propose(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert refused(text, diagnose(text)) == []


def test_the_rate_of_what_has_no_limit_is_limited_where_it_is_called() -> None:
    text = """
actor user
component shop : service { replicas 2; capacity 100 req/s per replica; availability 99.9% per replica }
component store : database { replicas 2; capacity 100 req/s per replica; availability 99.9% per replica }
flow see { rate 500 req/s peak; user -> shop; shop -> store }
nonfunctional N1 "Seeing works." { require availability of see >= 20% }
"""
    helps = [str(answer.text) for one in _all(diagnose(text)) for answer in one.help]
    assert "shop -> store { rate_limit 200 req/s }" in helps
    assert refused(text, diagnose(text)) == []


def refused(text: str, found: Iterable[Diagnostic]) -> list[str]:
    """The edits of all findings, samples and what lies beneath others included, that state a property
    which the kind of the component that they are for does not have."""
    kinds = dict(re.findall(r"\bcomponent (\w+) : (\w+)", text))
    wrong = []
    for one in _all(found):
        for answer in one.help:
            place = re.fullmatch(r"`(?:\w+\.)*(\w+)`", answer.place or f"`{one.element}`")
            kind = KINDS.get(kinds.get(place[1], "")) if place is not None else None
            word = answer.text.partition(" ")[0]
            if answer.is_edit and kind is not None and word in KNOWN - set(kind.properties):
                wrong.append(f"{one.code}: {answer.text} in {kind.name} {one.element}")
    return wrong


def _all(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    for one in found:
        yield one
        yield from _all(one.consequences)
