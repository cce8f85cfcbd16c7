"""Every number that a design can state: zero and absurd values mean what is documented, or are refused."""

from __future__ import annotations

from typing import Any

import pytest

from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.check import check
from designlint.config import Settings
from designlint.language.codes import CONTRADICTIONS
from designlint.language.project import load_text
from designlint.quantities.quantity import EXAMPLES
from designlint.schema.bounds import ABOVE_ZERO, AT_LEAST_ONE, ZERO_MEANS
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import KINDS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import DIMENSIONS, Literal, Maybe, Part, compile_shape
from tests.language.samples import WORLD
from tests.support.fixtures import TODAY, registry

NUMERIC = {*DIMENSIONS, "count", "instances", "votes", "range"}
ABSURD = ("0", "1", "999999999")
OF_KINDS = {key: kind.name for kind in KINDS.values() for key in kind.properties.values()}
OF_CALLS = dict.fromkeys(RELATION_PROPERTIES, "call")
OF_DECLARATIONS = {
    key: declaration.keyword
    for declaration in DECLARATIONS.values()
    for key in declaration.properties.values()
}
OWNERS = {**OF_DECLARATIONS, **OF_CALLS, **OF_KINDS}
DETAILS = {detail: key for key in OWNERS for detail in key.details.values()}


def is_numeric(key: Property[Any]) -> bool:
    return any(slot.type in NUMERIC for slot in compile_shape(key.shape).slots)


KEYS = sorted({key for key in (*OWNERS, *DETAILS) if is_numeric(key)}, key=lambda key: key.name)
CLAIMS = "\n".join(
    f'nonfunctional N{number} "x" {{ require {claim} }}'
    for number, claim in enumerate((
        "availability of run >= 99%", "headroom of run >= 0%", "throughput of run >= 1 req/s",
        "latency p99 of run <= 1s", "rto of run <= 1h", "rpo of item <= 1h", "storage of it <= 1TB",
        "staleness of item <= 1s", "durability of item >= 99%", "cost <= 1k USD/month",
        "availability of run >= 99% at 10x", "headroom of run >= 0% at 10x",
    ))
)  # fmt: skip


def stated(key: Property[Any], number: str) -> str:
    """A property with every number in it the same."""
    return f"{key.name} {_say(compile_shape(key.shape).parts, number)}".strip()


def _say(parts: tuple[Part, ...], number: str) -> str:
    said = []
    for part in parts:
        if isinstance(part, Literal):
            said.append(part.text)
        elif isinstance(part, Maybe):
            if any(not isinstance(one, Maybe) and _is_number(one) for one in part.parts):
                said.append(_say(part.parts, number))
        elif part.choices:
            said.append(part.choices[0])
        elif part.type in DIMENSIONS:
            example = EXAMPLES[DIMENSIONS[part.type][0]]
            digits = "".join(c for c in example if c.isdigit() or c == ".")
            share = "100" if "%" in example and number not in ("0", "1") else number
            said.append(example.replace(digits, share, 1))
        else:
            said.append(
                {"count": number, "instances": number[:4], "votes": number, "range": f"{number[:4]}..{number[:4]}",
                 "percentile": "p99", "node": "other", "place": "near", "component": "other", "word": "thing",
                 "requirement": "FR", "data": "item", "label": "thing", "text": '"x"'}.get(part.type, "thing")
            )  # fmt: skip
    return " ".join(said)


def _is_number(part: Part) -> bool:
    return not isinstance(part, Literal | Maybe) and part.type in NUMERIC


def design(key: Property[Any], number: str) -> str:
    """A design that states a property with a number, and asks for what may come of it."""
    statement = stated(key, number)
    holder = DETAILS.get(key)
    outer = key if holder is None else holder
    if holder is not None:
        head = stated(holder, "3").replace("single", "leader_follower")
        statement = f"{head} {{ {statement} }}"
    owner = OWNERS[outer]
    own, call, more = "", "", ""
    kind = owner if owner in KINDS else "database"
    if owner in KINDS:
        own = statement
    elif owner == "call":
        call = f"user -> it {{ {statement} }}"
    elif owner == "flow":
        more = statement
    others = {
        "actor": f"actor it2 {{ {statement} }}", "data": f"data more {{ {statement} }}",
        "design": f"design all {{ {statement} }}", "zone": f"zone far {{ {statement} }}",
        "api": f"component it3 : service {{ api open {{ {statement} }} }}",
    }  # fmt: skip
    place = owner if owner not in ("provider", "region", "host", "domain") else "zone"
    holds = "holds item" if "holds" in KINDS[kind].properties else ""
    return (
        f"{WORLD}actor user\n{others.get(place, '')}\n"
        f"component it : {kind} {{ {holds}\n{own} }}\n{call}\n"
        f"flow run {{ {more}\n{'' if 'rate ' in more else 'rate 10 req/s peak'}\n"
        f"user -> it writes item\nuser -> it reads item }}\n{CLAIMS}\n"
        'scenario dark "x" { lose near.z1; expect availability of run >= 1% }\n'
    )


def test_every_number_has_a_bound_or_a_meaning_of_zero() -> None:
    tables = [set(ABOVE_ZERO), set(AT_LEAST_ONE), set(ZERO_MEANS)]
    assert {key.name for key in set(KEYS) - set().union(*tables)} == set()
    assert sum(map(len, tables)) == len(set().union(*tables)), "a property is in one table"
    assert {key.name for key in set().union(*tables) - set(KEYS)} == set()


@pytest.mark.parametrize("number", ABSURD)
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_number_is_meaningful_or_refused(key: Property[Any], number: str) -> None:
    text = design(key, number)
    checked = check(load_text(text, "test.design"), registry(), Settings(), TODAY)
    assert not checked.result.broken, checked.result.traces
    codes = {d.code for d in checked.result.diagnostics}
    refused = number == "0" and (key in ABOVE_ZERO or key in AT_LEAST_ONE)
    assert not refused or codes & CONTRADICTIONS, text
    judged = [*checked.facts[verdicts], *checked.facts[expectations]]
    shown = [d.message for d in checked.result.diagnostics]
    shown += [f"{v.judgement.value} {v.judgement.margin} {v.judgement.reason}" for v in judged]
    assert [one for one in shown if "inf%" in one or "nan" in one.split()] == []
