"""Errors that a Markdown fixture cannot hold, or of which more than the message matters."""

from __future__ import annotations

import pytest

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.codes import TOO_DEEP, TOO_MANY_ERRORS
from designlint.language.syntax.parse import MAX_DEPTH, MAX_ERRORS
from designlint.model import Design
from tests.language.reading import read
from tests.language.syntax_errors import CASES, Case


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_error_is_reported_once_and_parsing_resumes(case: Case) -> None:
    reported, design = read(case.text)
    assert [(d.message, d.primary.span.text) for d in reported] == [(case.message, case.under)]
    if case.hint is not None:
        assert case.hint in map(str, reported[0].help)
    assert [name for name in case.known if design.element(name) is None] == []


def test_a_property_behind_the_slip_holds() -> None:
    _, design = read("component a : service { replicas = 3; needs 2; owner team }")
    assert _stated(design, "a") == ["needs", "owner"]


def test_a_statement_before_a_foreign_comment_holds() -> None:
    _, design = read("component a : service {\n  needs 2 // of three\n  owner team\n}")
    assert _stated(design, "a") == ["needs", "owner"]


def test_a_wrong_arrow_does_not_shift_the_others() -> None:
    reported, design = read(
        "component a : service\ncomponent b : service\nflow f { x -> a ~> b x2 }"
    )
    assert [d.code for d in reported] == ["LNG007"]
    (step,) = design.flows["f"].steps
    assert (step.caller.path, step.waits, step.times) == ("a", False, 2.0)


def test_names_of_what_was_passed_over_are_not_unknown() -> None:
    reported, _ = read("component [ a : service\ncomponent b : service\nflow f { b -> a }")
    assert [d.code for d in reported] == ["LNG001"]


def test_deep_nesting_is_refused_at_its_brace() -> None:
    deep = "group g {" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1)
    reported, design = read(f"{deep}\ncomponent a : service")
    assert [(d.code, d.primary.span.text) for d in reported] == [(TOO_DEEP.code, "{")]
    assert list(design.components) == ["a"]


def test_as_deep_as_allowed_is_read() -> None:
    depth = MAX_DEPTH - 1
    text = "".join(f"group g{n} {{" for n in range(depth)) + "component a : service" + "}" * depth
    reported, design = read(text)
    assert reported == []
    assert len(design.components) == 1


def test_many_errors_end_with_one_that_says_so() -> None:
    reported, design = read(
        "component [ : service\n" * (MAX_ERRORS * 3) + "component a : service\n"
    )
    assert len(reported) == MAX_ERRORS + 1
    assert reported[-1].code == TOO_MANY_ERRORS.code
    assert reported[-1].message == f"more than {MAX_ERRORS} syntax errors; the others are not shown"
    assert list(design.components) == ["a"], "what follows is read all the same"


def test_a_duplicate_shows_the_first() -> None:
    reported, design = read("component a : service { needs 1 }\ndata a { size 5B }\n")
    (label,) = reported[0].secondary
    assert (label.text, label.span.position) == ("first declared here, as component", (1, 11))
    assert list(design.components) == ["a"]
    assert list(design.data) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_messages_are_terse(case: Case) -> None:
    reported, _ = read(case.text)
    for diagnostic in reported:
        _is_terse(diagnostic)


def _is_terse(diagnostic: Diagnostic) -> None:
    assert "\n" not in diagnostic.message
    assert len(diagnostic.message) < 160
    assert not diagnostic.message.endswith(".")
    assert " should " not in diagnostic.message
    assert all(len(str(line)) < 160 for line in diagnostic.help)


def _stated(design: Design, path: str) -> list[str]:
    return [key.name for key in design.components[path].properties.stated()]


@pytest.mark.parametrize("behind", ["0", "60s", '"x"', ":", "->", "{}", "} 0", "{} {} 0"])
def test_what_stands_behind_a_block_leaves_the_block_whole(behind: str) -> None:
    text = f'component a : service "x" {{ replicas 2 }} {behind}\ncomponent b : service\n'
    reported, design = read(text)
    assert 1 <= len(reported) <= 3
    assert set(design.components) == {"a", "b"}
    replicas = design.components["a"].properties.stated()
    assert [key.name for key in replicas] == ["replicas"]


def test_errors_of_one_sign_are_all_parsed_to_the_end() -> None:
    """Every sign put in at every place of a small design: reading comes to an end."""
    small = 'component e : cdn "x" { tech c; ttl 60s }\nflow f { a -> b reads d, on miss of e }\n'
    signs = ("{", "}", "{}", '"', '""', ";", "#", ",", "\n", ":", "->", "0", "=")
    for at in range(len(small) + 1):
        for sign in signs:
            reported, _ = read(small[:at] + sign + small[at:])
            assert all(diagnostic.message for diagnostic in reported)
