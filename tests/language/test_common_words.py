"""Constants, defaults and templates: what they stand for, and where a mistake in one is reported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from designlint.base.source import Source, Span
from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Edit, Fix
from designlint.findings.shared import for_several
from designlint.language.codes import VALUE
from designlint.language.format import format_source
from designlint.language.project import load_project, load_text
from designlint.language.resolve import Resolution, resolve
from designlint.model import Component
from designlint.schema.component import LATENCY, OWNER, REPLICAS
from designlint.testing import TODAY, registry

LONG = """
let everywhere eu.a, eu.b, eu.c
let usual      200ms
let review     2027-06-30
let reason     "Everybody knows."
let goal       99%
region eu { zone a; zone b; zone c }
actor u
component a : service { replicas 3 in everywhere; latency p50 3ms, p99 usual; because reason }
component b : service { replicas 3 in everywhere }
a -> b { timeout usual }
flow f { rate 3 req/s; u -> a; a -> b, timeout usual, retries 1 }
nonfunctional N "Works" { require availability of f >= goal }
scenario s { set a.latency p99 usual; expect latency p99 of f <= usual }
accept SPF004 on eu because reason until review
"""
WRITTEN_OUT = (
    LONG.replace("everywhere", "eu.a, eu.b, eu.c")
    .replace("usual", "200ms")
    .replace("because reason", 'because "Everybody knows."')
    .replace("review", "2027-06-30")
    .replace(">= goal", ">= 99%")
)
WRITTEN_OUT = "\n".join(line for line in WRITTEN_OUT.splitlines() if not line.startswith("let"))


def resolved(text: str) -> Resolution:
    return resolve(load_text(text, "m.design").files, registry().metrics)


def resolved_files(folder: Path, files: Mapping[str, str]) -> Resolution:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    project = load_project(folder / "main.design", "main.design")
    assert project.diagnostics == ()
    return resolve(project.files, registry().metrics)


def mistakes(text: str) -> list[tuple[str, str]]:
    """What is under each mistake, and its message."""
    return [(d.primary.span.text, d.message) for d in resolved(text).diagnostics]


def values(component: Component) -> dict[str, str]:
    return {key.name: repr(known.value) for key, known in component.properties.stated().items()}


def test_a_design_means_the_same_written_out() -> None:
    short, whole = (
        check(load_text(text, "m.design"), registry(), Settings(), TODAY)
        for text in (LONG, WRITTEN_OUT)
    )
    assert [d.message for d in short.result.diagnostics] == [
        d.message for d in whole.result.diagnostics
    ]
    assert [d.message for d in whole.understood.diagnostics] == []
    for path, component in whole.understood.design.components.items():
        assert values(short.understood.design.components[path]) == values(component)


def test_a_constant_may_use_others_in_any_order() -> None:
    found = resolved(
        "let one p50 two, p99 7ms\nlet two 5ms\ncomponent c : service { latency one }\n"
    )
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "under", "message"),
    [
        ("let a b\nlet b a\n", "a", "cycle of constants: a -> b -> a"),
        ("let a a\n", "a", "cycle of constants: a -> a"),
        ("let a 1\nlet a 2\n", "a", "the name `a` is declared twice"),
        ("let a 1\ncomponent a : service\n", "a", "the name `a` is declared twice"),
        ("let timeout 1s\n", "timeout", "`timeout` is a word of the language: choose another name"),
        ("let quorum 2\n", "quorum", "`quorum` is a word of the language: choose another name"),
        ("let min 2\n", "min", "`min` is a word of the language: choose another name"),
        ("let a\n", "", "expected the value of the constant"),
        ("let\n", "", "expected the name of the constant"),
        ("let a.b 3\n", "a.b", "expected the name of the constant"),
        ("let a 3 { x }\n", "{", "`let` takes no block"),
        ("component x : service { let a 3 }\n", "let", "unknown property `let` of a service"),
    ],
)
def test_a_constant_that_cannot_be(text: str, under: str, message: str) -> None:
    assert (under, message) in mistakes(text)


def test_constants_do_not_grow_without_end() -> None:
    lines = ["let a0 1, 1"] + [f"let a{n} a{n - 1}, a{n - 1}" for n in range(1, 200)]
    found = mistakes("\n".join(lines))
    assert any("at most 1_000 words" in message for _, message in found)


def test_a_value_of_the_wrong_type_is_shown_with_its_use() -> None:
    (found,) = resolved("let cap 5GB\ncomponent a : service { latency p99 cap }\n").diagnostics
    assert found.primary.span.text == "5GB"
    assert [label.span.text for label in found.secondary] == ["latency p99 cap"]


def test_a_misspelt_constant_is_suggested() -> None:
    text = "let usual_time 5ms\ncomponent a : service { latency p99 usaul_time }\n"
    (found,) = resolved(text).diagnostics
    assert [h.text for h in found.help][-1] == "did you mean the constant `usual_time`?"


def test_a_name_in_a_value_is_one_of_its_file(tmp_path: Path) -> None:
    found = resolved_files(
        tmp_path,
        {
            "main.design": 'import "p.design" as p\nregion eu { zone a }\n'
            "component x : service { replicas 2 in p.everywhere }\n"
            "component y : service { replicas 2 in everywhere }\n",
            "p.design": "let everywhere eu.a\nregion eu { zone a }\n",
        },
    )
    assert found.diagnostics == ()
    for name in ("x", "y"):
        replicas = found.design.components[name].value(REPLICAS)
        assert replicas is not None
        assert [ref.path for ref in replicas.places] == ["p.eu.a"]


DEFAULTS = """
default component { owner everyone }
default service { latency p99 10ms }
template web : service { latency p99 20ms }
template api : web { owner apis }
group inner {
  default service { latency p99 30ms }
  default component { owner inner }
  component d : service
  component e : api
}
component a : service
component b : api
component c : cache { owner own }
"""


@pytest.mark.parametrize(
    ("path", "latency", "owner"),
    [
        ("a", "10ms", "everyone"),
        ("b", "20ms", "apis"),
        ("c", None, "own"),
        ("inner.d", "30ms", "inner"),
        ("inner.e", "20ms", "apis"),
    ],
)
def test_the_nearest_statement_counts(path: str, latency: str | None, owner: str) -> None:
    found = resolved(DEFAULTS)
    assert found.diagnostics == ()
    component = found.design.components[path]
    stated = component[LATENCY]
    assert (stated.value[0].time.written if stated is not None else None) == latency
    assert component.value(OWNER) == owner


def test_a_template_is_the_kind_that_it_is_of() -> None:
    components = resolved(DEFAULTS).design.components
    assert components["b"].kind == "service"
    assert components["b"].roles == components["a"].roles


def test_what_is_given_stands_where_it_is_stated() -> None:
    found = resolved(DEFAULTS).design.components["a"][LATENCY]
    assert found is not None
    assert found.span is not None
    assert str(found.span) == "m.design:3:19"


def test_defaults_hold_in_their_namespace(tmp_path: Path) -> None:
    found = resolved_files(
        tmp_path,
        {
            "main.design": 'import "p.design" as p\ndefault service { latency p99 1ms }\n'
            "component x : service\ncomponent y : p.web\n",
            "p.design": "default service { owner platform }\ntemplate web : service { latency p99 2ms }\n"
            "component z : web\n",
        },
    )
    assert found.diagnostics == ()
    components = found.design.components
    assert values(components["x"]).keys() == {"latency"}
    assert components["y"][LATENCY] != components["x"][LATENCY]
    assert values(components["p.z"]).keys() == {"owner", "latency"}


@pytest.mark.parametrize(
    ("text", "under", "message"),
    [
        ("default servce { }\n", "servce", "unknown kind `servce` of component; did you mean `service`?"),
        ("default service { x 1 }\n", "x", "unknown property `x` of a service"),
        ("default component { ttl 1s }\n", "ttl", "unknown property `ttl` of a component"),
        ("default service {}\ndefault service {}\n", "service", "the default of `service` is declared twice"),
        ("template websites : website {}\n", "website", "unknown kind `website` of component; did you mean `websites`?"),
        ("template a : b {}\ntemplate b : a {}\n", "a", "cycle of templates: a -> b -> a"),
        ("template cache : service {}\n", "cache", "`cache` is a kind of the language: choose another name"),
        ("template web : service {}\ncomponent web : service\n", "web", "the name `web` is declared twice"),
        ("template website : service {}\ncomponent a : wepsite\n", "wepsite", "unknown kind `wepsite` of component; did you mean `website`?"),
        ("template web : service {}\nflow f { rate 1 req/s; web -> web }\n", "web", "`web` is a template; expected the name of a component, external or actor"),
    ],
)  # fmt: skip
def test_a_default_or_template_that_cannot_be(text: str, under: str, message: str) -> None:
    assert (under, message) in mistakes(text)


def test_a_mistake_in_a_default_is_reported_once() -> None:
    text = "default database { tech potsgres }\n" + "".join(
        f"component c{n} : database\n" for n in range(5)
    )
    assert len(resolved(text).diagnostics) == 1


def test_the_layout_is_settled() -> None:
    text = 'let a 5ms\nlet longer  "x"\ndefault service { latency p99 a }\ntemplate w : service { owner x }\n'
    once = format_source(Source("m.design", text)).text
    assert once.splitlines()[:2] == ["let a      5ms", 'let longer "x"']
    assert format_source(Source("m.design", once)).text == once


def test_a_fix_of_a_default_is_unsafe() -> None:
    source = Source("m.design", "default service { owner a }\ncomponent b : service { owner c }\n")
    extent, edit_in, edit_out = Span(source, 0, 27), Span(source, 24, 25), Span(source, 58, 59)
    for span, safe in ((edit_in, False), (edit_out, True)):
        fix = Fix("write it", (Edit(span, "x"),), safe=True)
        found = VALUE.at(span, problem="x", fix=fix)
        assert for_several(found, (extent,)).fix == fix._replace(safe=safe)
