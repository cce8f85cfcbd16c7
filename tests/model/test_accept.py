"""Risks taken knowingly: what an acceptance covers, and when it ends."""

from __future__ import annotations

from datetime import date

import pytest

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity
from designlint.findings.accept import apply_acceptances, covers
from designlint.model import Acceptance, Design
from tests.language.reading import clean

SPAN = Span(Source("x", ""), 0, 0)
TODAY = date(2026, 6, 1)
KNOWN = frozenset({"SPF004"})
WORLD = "provider aws { region eu { zone a } }\ncomponent store : database\n"


def finding(code: str, element: str = "", severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(code, severity, "message", Label(SPAN), element=element)


def design(accept: str) -> Design:
    return clean(WORLD + accept)


def one(accept: str) -> Acceptance:
    (acceptance,) = design(accept).acceptances
    return acceptance


@pytest.mark.parametrize(
    ("code", "element", "covered"),
    [
        ("SPF004", "aws", True),
        ("SPF004", "aws.eu", True),
        ("SPF004", "aws.eu.a", True),
        ("SPF004", "awsome", False),
        ("SPF004", "store", False),
        ("SPF004", "", False),
        ("SPF005", "aws", False),
        ("SPF0", "aws", False),
    ],
)
def test_an_acceptance_covers_its_code_on_its_element_and_inside(
    code: str, element: str, covered: bool
) -> None:
    assert covers(one('accept SPF004 on aws because "x"'), finding(code, element)) is covered


def test_without_an_element_it_covers_the_code_everywhere() -> None:
    everywhere = one('accept SPF004 because "x"')
    assert covers(everywhere, finding("SPF004", "anything"))
    assert covers(everywhere, finding("SPF004"))


def test_an_error_of_the_language_is_not_accepted() -> None:
    acceptance = one('accept LNG001 because "x"')
    assert not covers(acceptance, finding("LNG001", severity=Severity.ERROR))
    assert covers(one('accept LNG013 because "x"'), finding("LNG013", severity=Severity.INFO))


def codes(accept: str, *findings: Diagnostic, today: date = TODAY) -> tuple[list[str], int]:
    applied = apply_acceptances(design(accept), findings, today, KNOWN, KNOWN)
    return [diagnostic.code for diagnostic in applied.diagnostics], len(applied.accepted)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 6, 29), []),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), ["SPF004", "ACC001"]),
    ],
)
def test_an_acceptance_holds_until_its_day_has_passed(today: date, shown: list[str]) -> None:
    accept = 'accept SPF004 on aws because "x" until 2026-06-30'
    reported, accepted = codes(accept, finding("SPF004", "aws"), today=today)
    assert (reported, accepted) == (shown, 0 if shown else 1)


def test_the_others_are_shown() -> None:
    accept = 'accept SPF004 on aws because "x"'
    reported, accepted = codes(
        accept, finding("SPF004", "aws"), finding("SPF004", "aws.eu"), finding("SPF004", "store")
    )
    assert (reported, accepted) == (["SPF004"], 2)


def test_one_that_covers_nothing_is_reported() -> None:
    assert codes('accept SPF004 on aws because "x"', finding("SPF004", "store")) == (
        ["SPF004", "ACC002"],
        0,
    )


def test_what_cannot_be_known_is_not_called_unused() -> None:
    unused = design('accept SPF004 on aws because "x"')
    for checked, known in (((), KNOWN), ((), ())):
        assert not apply_acceptances(unused, (), TODAY, checked, known).diagnostics


def test_a_code_that_does_not_exist_is_said() -> None:
    misspelt = design('accept SFP004 on aws because "x"\naccept ACME7 because "y"\n')
    found = apply_acceptances(misspelt, (), TODAY, KNOWN, KNOWN).diagnostics
    assert [d.message for d in found] == [
        "no rule has the code 'SFP004'; did you mean 'SPF004'?",
        "no rule has the code 'ACME7'",
    ]
    assert [d.primary.span.text for d in found] == ["SFP004", "ACME7"]
    assert [d.fix is not None for d in found] == [True, False]
    assert not apply_acceptances(misspelt, (), TODAY, (), ()).diagnostics


def test_one_without_a_reason_holds_and_is_reported() -> None:
    assert codes("accept SPF004 on aws", finding("SPF004", "aws")) == (["ACC003"], 1)


def test_an_expired_one_is_not_also_called_unused() -> None:
    assert codes('accept SPF004 because "x" until 2020-01-01') == (["ACC001"], 0)


def test_of_two_that_cover_one_finding_both_are_used() -> None:
    accept = 'accept SPF004 because "x"\naccept SPF004 on aws because "y"'
    assert codes(accept, finding("SPF004", "aws")) == ([], 1)
