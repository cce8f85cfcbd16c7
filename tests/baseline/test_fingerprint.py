"""What a fingerprint is made of, and what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity
from designlint.diagnostics.fingerprint import Home, fingerprint, kind, numbered, stamped

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
        finding("`NFR1` does not hold, because `gate` and `store` fail: it is 99.38%"),
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
    assert SAME == "ba768b3394ae7a729011810b264e13dd"


def test_equal_findings_are_counted() -> None:
    prints = numbered([finding(), finding(code="X1"), finding(), finding()])
    assert prints[0] == SAME
    assert len(set(prints)) == 4


def test_an_error_of_the_language_is_known_by_its_names_without_what_is_suggested() -> None:
    one, suggested, other = (
        fingerprint(finding(message, "db", code="LNG007", element=""))
        for message in (
            "no component is named `db`",
            "no component is named `db`; did you mean `dc`?",
            "no place is named `eu`",
        )
    )
    assert one == suggested != other


def test_equal_findings_of_a_design_are_counted_by_what_they_say() -> None:
    some = [finding(f"`{name}` calls", before="\n" * at) for at, name in enumerate("cab")]
    marks = dict(zip("cab", map(fingerprint, stamped(some, home)), strict=True))
    assert len(set(marks.values())) == 3
    moved = [some[at]._replace(primary=some[at - 1].primary) for at in (2, 0, 1)]
    assert dict(zip("bca", map(fingerprint, stamped(moved, home)), strict=True)) == marks
    assert [*map(kind, map(fingerprint, stamped(moved[2:], home)))] == [kind(marks["a"])]


def test_a_file_of_another_name_changes_the_first_part_alone() -> None:
    (one,), (other,) = (
        stamped([finding()], lambda _, name=name: Home(name)) for name in ("a", "b")
    )
    assert fingerprint(one) != fingerprint(other)
    assert kind(fingerprint(one)) == kind(fingerprint(other)) == kind(SAME)
    assert stamped([one], lambda _: Home("c")) == [one], "what has an identity keeps it"


def home(_: Diagnostic) -> Home:
    return Home("a.design")


@given(st.lists(st.text(max_size=6), min_size=2, max_size=2, unique=True))
def test_no_two_elements_have_one_fingerprint(elements: list[str]) -> None:
    one, other = (fingerprint(finding("m", element=element)) for element in elements)
    assert one != other
