"""All formats show the same findings, at the same places, equally grave, in the same order."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Help, Label, Severity, Step
from designlint.diagnostics.result import Result
from designlint.render.formats import FORMATS
from tests.render.cases import CASES, PLACES, SHORTLINK
from tests.render.reading import READERS, Reported

# What a message is made of; text that is meant to do harm has tests of its own.
WORDS = st.text(string.ascii_letters + string.digits + "`.,;=<>&[]*_", min_size=1, max_size=8)
MESSAGES = (
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join).filter(lambda m: m.count("`") % 2 == 0)
)


@st.composite
def plain_results(draw: st.DrawFn) -> Result:
    """Results about ASCII text, where a column is a character for everybody."""
    diagnostics = draw(st.lists(plain_diagnostics(), max_size=5))
    return Result(tuple(sorted(diagnostics, key=lambda d: d.sort_key)), 2)


@st.composite
def plain_diagnostics(draw: st.DrawFn) -> Diagnostic:
    start = draw(st.integers(0, len(SHORTLINK.text)))
    end = draw(st.integers(start, len(SHORTLINK.text)))
    name = draw(st.sampled_from(["a.design", "b/c d.design", "ü.design"]))
    span = Span(Source(name, SHORTLINK.text), start, end)
    return Diagnostic(
        draw(st.sampled_from(["SPF001", "VER002", "ACME9"])),
        draw(st.sampled_from(Severity)),
        draw(MESSAGES),
        Label(span, draw(WORDS)),
        witness=(Step(draw(WORDS), span, draw(WORDS)),),
        help=tuple(
            [Help(text, bool(n)) for n, text in enumerate(draw(st.lists(WORDS, max_size=2)))]
        ),
        element=draw(WORDS),
    )


def expected(result: Result, names: dict[str, str]) -> list[Reported]:
    """What has to be reported, from the result itself."""
    return [
        Reported(
            d.code,
            names[str(d.severity)],
            d.primary.span.source.name,
            *d.primary.span.position,
            d.message,
        )
        for d in result.diagnostics
    ]


def test_every_format_that_is_no_picture_is_read_here() -> None:
    assert set(READERS) == set(FORMATS) - {"terminal"}


@pytest.mark.parametrize("format_", READERS)
@given(result=plain_results())
def test_a_format_reports_every_finding(format_: str, result: Result) -> None:
    read, names = READERS[format_]
    assert read(result) == expected(result, names)


@pytest.mark.parametrize("format_", READERS)
@pytest.mark.parametrize("case", ["typical", "nothing", "other_files", "lines_apart", "multi_line"])
def test_a_format_reports_the_cases(format_: str, case: str) -> None:
    read, names = READERS[format_]
    assert read(CASES[case]) == expected(CASES[case], names)


def test_no_two_severities_are_swapped_by_any_format() -> None:
    for _, names in READERS.values():
        order = [names[str(severity)] for severity in sorted(Severity)]
        assert order == sorted(order, key=order.index), "equal ones stand together"


def test_columns_count_what_each_format_says() -> None:
    span = Span(PLACES, PLACES.text.index("一"), PLACES.text.index("一") + 1)
    result = Result((Diagnostic("A1", Severity.ERROR, "m", Label(span)),), 1)
    (characters,), (utf8,) = READERS["sarif"][0](result), READERS["rdjson"][0](result)
    before = "\tzone 東京"
    assert characters.column == len(before) + 1
    assert utf8.column == len(before.encode()) + 1
