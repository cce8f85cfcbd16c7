"""First guesses of newcomers: each message names the text that is right, and that text is understood."""

from __future__ import annotations

import pytest

from designlint.language.first_guesses import kind_of
from designlint.language.guess_words import (
    DECLARED_AS,
    KINDS_AS,
    LEFT_OUT,
    METRICS,
    RENAMED,
    VALUES_AS,
)
from designlint.schema.choices import properties_with
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.relation import RELATION_PROPERTIES
from tests.language.reading import read
from tests.support.fixtures import registry

AROUND = (
    "actor u\ncomponent other : service\ncomponent store : database\nregion eu { zone a; zone b }\n"
)
TOP = {
    "service cart {}": "write `component cart : service`",
    'service cart "The cart" { replicas 2 }': "write `component cart : service`",
    "database db": "write `component db : database`",
    "queue jobs": "write `component jobs : queue`",
    "microservice cart": "write `component cart : service`",
    "redis sessions": "write `component sessions : cache { tech redis }`",
    "user customer": "write `actor customer`",
    'requirement R1 "Fast."': 'write `nonfunctional R1 "..." { require METRIC of FLOW >= VALUE }`',
    'nfr R1 "Fast."': 'write `nonfunctional R1 "..." { require METRIC of FLOW >= VALUE }`',
    "system Shop": 'write `design Shop "..."`',
    "team shop": "write `owner shop` in a component, a group or the design",
    "az c": "write `zone c`",
    "component g : api_gateway": "write `gateway`",
    "component g : db { holds d }\ndata d": "write `database`",
    "component g : postgres": "`postgres` is a technology: write `database { tech postgres }`",
    "component g : kafka { partitions 12 }": "`kafka` is a technology: write `stream { tech kafka }`",
    "component a : service { replicas 2 } component b : service": "put `component` on a new line or behind `;`",
    "component a : service { replicas 2 in eu.* }": (
        "a place stands for all that is in it: write its name, without `.*`"
    ),
    "flow f { u calls other }": "write `u -> other`",
    "flow f { u => other }": "write `u -> other`, or `u ~> other` for an asynchronous call",
    "other => store": "write `other -> store`, or `other ~> store` for an asynchronous call",
    "scenario s { load x10 }": "write 10x",
    "scenario s { kill store }": "write `lose store`",
    'design Shop { purpose "Sell things" }': (
        'the text stands behind the name: `design NAME "Sell things"`'
    ),
    "data order { pii yes }": "write `contains personal` in the block of the data",
    'nonfunctional N "Up." { availability >= 99.9% }': "write `require availability of FLOW >= 99.9%`",
    "data order : pii": "write `contains personal` in the block of the data",
    "data order : table": 'the form is `data NAME ["TEXT"]`',
    'flow f { u -> other }\nnonfunctional N "Fast." { require latency p99 < 200ms }': "such as `of f`",
    'nonfunctional N "Up." { require availability >= 99.9% }': "such as `of other`",
    "flow f { u -> other; if miss other -> store }": (
        "what depends on a miss or a chance is a step with a clause: `a -> b, on miss of CACHE` or"
        " `a -> b, 5%`"
    ),
    "other -> store : sync": (
        "`->` is a synchronous call, `~>` an asynchronous one; more stands behind a comma: `a -> b,"
        " retries 2`"
    ),
    "frobnicate x": "declarations are component, actor, external",
}
SERVICE = {
    "depends other": "write the call as a step of a flow: `NAME -> other`",
    "memory 2GB": "no analysis needs `memory`: leave it out, or write it behind `#`",
    "instances 3": "write `replicas 3`",
    "rps 100": "write `capacity 100 req/s`",
    "engine postgres": "write `tech postgres`",
    "region eu": "write `in eu`, the name of a declared region or zone",
    "max_retries 3": "`retries` belongs to a call: `a -> b { retries 3 }`",
    'description "x"': 'the text stands behind the name: `component NAME : service "x"`',
    "replicas 2-10": "a range is written `autoscale 2..10`",
    "replicas 2, cost 5 USD/month": "properties are separated by `;` or lines: write `; cost`",
    "frobnicate 3": "`designlint explain service` lists the properties of a service",
}


def helped(text: str) -> list[str]:
    (first, *_) = [d for d in read(AROUND + text + "\n")[0] if d.primary.span.start >= len(AROUND)]
    return [str(one) for one in first.help]


@pytest.mark.parametrize(("text", "said"), TOP.items(), ids=TOP)
def test_a_declaration_is_answered(text: str, said: str) -> None:
    assert any(one.startswith(said) for one in helped(text))


@pytest.mark.parametrize(("text", "said"), SERVICE.items(), ids=SERVICE)
def test_a_property_is_answered(text: str, said: str) -> None:
    assert said in helped(f"component a : service {{ {text} }}")


def test_a_property_is_answered_by_its_owner() -> None:
    assert "write `dead_letter yes`" in helped("component q : queue { dlq yes }")
    assert "write `size 4 GB`" in helped("component c : cache { memory 4 GB }")


def test_a_value_alone_is_answered_by_its_property() -> None:
    assert "write `topology leader_follower`" in helped(
        "component d : database { leader_follower }"
    )
    assert "write `topology multi_leader`" in helped("component d : database { active_active }")
    assert "write `write_policy write_behind`" in helped("component c : cache { write_back }")


def test_the_load_of_an_actor_is_the_rate_of_its_flow() -> None:
    said = "how often they act is the `rate` of their flow: `rate 100 req/s`"
    assert said in helped("actor a { load 100 req/s }")
    assert said in helped("actor a { rps }")


def test_a_metric_is_answered_by_a_requirement() -> None:
    said = (
        'what is wanted is a requirement: `nonfunctional NAME "..." { require rpo of NAME 5min }`'
    )
    assert said in helped("data d { rpo 5min }")
    said = 'what is wanted is a requirement: `nonfunctional NAME "..." { require residency of NAME eu }`'
    assert said in helped("data d { residency eu }")


def test_what_stands_beside_a_property_is_not_in_its_block() -> None:
    said = "`failover` stands beside `topology`, in the block around it"
    assert said in helped(
        "component d : database { topology leader_follower { failover auto 9s } }"
    )


def test_what_is_answered_exists() -> None:
    kinds = registry().kinds
    assert set(KINDS_AS.values()) <= set(kinds)
    assert {keyword for keyword, _ in DECLARED_AS.values() if keyword} <= set(DECLARATIONS)
    known = {name for kind in kinds.values() for name in kind.properties}
    known |= {name for d in DECLARATIONS.values() for name in d.properties}
    known |= {key.name for key in RELATION_PROPERTIES} | {"lose", "load", "expect", "require"}
    assert {name.split()[0] for names in RENAMED.values() for name in names} <= known
    assert set(registry().metrics) >= METRICS


def test_a_known_word_is_no_guess() -> None:
    kinds = registry().kinds
    assert not set(DECLARED_AS) & set(DECLARATIONS)
    assert not set(KINDS_AS) & set(kinds)
    assert not LEFT_OUT & {name for kind in kinds.values() for name in kind.properties}
    assert kind_of("frobnicate", kinds) == ("", "")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("service cart {}", "component cart : service {}"),
        ("component a : s3", "component a : object_store { tech s3 }"),
        ("component a : redis { size 1GB }", "component a : cache { tech redis; size 1GB }"),
        ("component a : service { instances 3 }", "component a : service { replicas 3 }"),
        ("component a : queue { dlq yes }", "component a : queue { dead_letter yes }"),
    ],
)
def test_a_guess_is_fixed(text: str, fixed: str) -> None:
    (found,) = [d for d in read(AROUND + text + "\n")[0] if d.fix is not None]
    assert found.fix is not None
    assert not found.fix.safe
    made = AROUND + text + "\n"
    for edit in sorted(found.fix.edits, key=lambda e: e.span.start, reverse=True):
        made = made[: edit.span.start] + edit.text + made[edit.span.end :]
    assert made == AROUND + fixed + "\n"
    assert read(made)[0] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("component a : load_balancer { routes_by least_connections }", "`least_loaded`"),
        ("component a : database { topology master_slave }", "`leader_follower`"),
        ("component a : cache { write_policy write_back }", "`write_behind`"),
        ("data d { contains pii }", "`personal`"),
        ("component a : stream { delivers at_least_once }", "a word of `delivery`"),
    ],
)
def test_a_word_for_a_choice_elsewhere_is_known(text: str, said: str) -> None:
    assert any(said in line for line in helped(text))


def test_the_words_for_choices_are_of_choices() -> None:
    known = {word for words in VALUES_AS.values() for word in words}
    assert [word for word in known if not properties_with(word)] == []
    assert [word for word, values in VALUES_AS.items() if word in values] == []
