"""What a fingerprint is made of, and what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.diagnostic import Diagnostic, Label, Severity
from designlint.fingerprint import fingerprint, numbered
from designlint.source import Source, Span

CLAIM = "availability of save >= 99.9%"


def finding(
    message: str = "`NFR1` does not hold: it is 99.38%",
    words: str = CLAIM,
    *,
    code: str = "VER001",
    element: str = "NFR1",
    before: str = "",
    file: str = "a.design",
) -> Diagnostic:
    source = Source(file, f"{before}{words} and more")
    span = Span(source, len(before), len(before) + len(words))
    return Diagnostic(code, Severity.ERROR, message, Label(span), element=element)


SAME = fingerprint(finding())


@pytest.mark.parametrize(
    "other",
    [
        finding(before="\n\n# lines above\n"),
        finding(file="moved/b.design"),
        finding("`NFR1` does not hold: it is 98%"),
        finding("`NFR1` fails, in other words: 1 point"),
        finding(words="availability of save >= 99.95%"),
        finding(words="availability  of save\t>= 99.9%"),
        finding()._replace(
            severity=Severity.INFO, help=("other",), secondary=(Label(Span(Source("", ""), 0, 0)),)
        ),
    ],
)
def test_what_may_change(other: Diagnostic) -> None:
    assert fingerprint(other) == SAME


@pytest.mark.parametrize(
    "other",
    [
        finding(code="VER002"),
        finding(element="NFR2"),
        finding("`NFR1` does not hold in `zone_dark`: it is 99.38%"),
        finding(words="latency p99 of save >= 99.9%"),
        finding(words="availability of save2 >= 99.9%"),
    ],
)
def test_what_makes_another_finding(other: Diagnostic) -> None:
    assert fingerprint(other) != SAME


def test_a_rules_finding_about_the_whole_design_is_one() -> None:
    six = finding("6 choices have no reason: `a`, `b`", "a", code="DEC001", element="")
    five = finding("5 choices have no reason: `b`, `c`", "b", code="DEC001", element="")
    assert fingerprint(six) == fingerprint(five)
    one, other = (
        finding(f"unused acceptance: no `{n}`", n, code="ACC002", element="") for n in "ab"
    )
    assert fingerprint(one) != fingerprint(other)


def test_dates_and_units_are_numbers() -> None:
    one = finding(words="accept SPF001 until 2026-01-31 at 10k req/s")
    other = finding(words="accept SPF001 until 2027-12-01 at 400 req/s")
    assert fingerprint(one) == fingerprint(other)


def test_it_is_the_same_on_every_machine() -> None:
    assert SAME == "94ae7a729011810b264e13dd40365303"


def test_equal_findings_are_counted() -> None:
    prints = numbered([finding(), finding(code="X1"), finding(), finding()])
    assert prints[0] == SAME
    assert len(set(prints)) == 4


@given(st.lists(st.text(max_size=6), min_size=2, max_size=2, unique=True))
def test_no_two_elements_have_one_fingerprint(elements: list[str]) -> None:
    one, other = (fingerprint(finding("m", element=element)) for element in elements)
    assert one != other
