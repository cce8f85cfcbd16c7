"""Matching, whatever the findings: each entry hides one finding of its kind and no other."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.baseline import BaselineError, Folder, entries_of, match, may_wait, read, write
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity
from designlint.diagnostics.fingerprint import Home, fingerprint, stamped
from designlint.diagnostics.result import Result

FOLDER = Folder(lambda name: name, lambda _: True)
SOURCE = Source("a.design", "gate store 12 cache")


def always(_: str) -> bool:
    return True


CODES = st.sampled_from(["SPF001", "SCA002", "LNG020", "VER001"])
GRAVE = st.sampled_from([Severity.WARNING, Severity.INFO])
MESSAGES = st.sampled_from(["`gate` stops", "`gate` stops at 5%", "`store` is full", "of `a`, `b`"])
LABELS = st.sampled_from([Label(Span(SOURCE, 0, 4)), Label(Span(SOURCE, 5, 10))])
ELEMENTS = st.sampled_from(["gate", "store", "feed.cache"])
findings = st.tuples(CODES, GRAVE, MESSAGES, LABELS, ELEMENTS).map(
    lambda drawn: Diagnostic(*drawn[:4], element=drawn[4])
)


@st.composite
def runs(draw: st.DrawFn) -> list[Result]:
    """The results of one or two designs, which share no file."""
    names = draw(st.sampled_from([("a.design",), ("a.design", "b.design")]))
    return [result_of(draw(st.lists(findings, max_size=6)), name) for name in names]


def result_of(found: list[Diagnostic], design: str) -> Result:
    return Result(tuple(stamped(found, lambda _: Home(design))), 1, design=design)


@given(runs())
def test_a_baseline_of_a_run_knows_all_of_it(results: list[Result]) -> None:
    entries = read(Source("b.json", write(entries_of(results, FOLDER))))
    matched = match(entries, results, FOLDER, always)
    assert matched.stale == []
    assert [result.diagnostics for result in matched.results] == [()] * len(results)
    assert [result.known for result in matched.results] == [len(r.diagnostics) for r in results]


@given(runs(), runs())
def test_what_is_shown_and_what_is_stale_are_the_differences(
    before: list[Result], after: list[Result]
) -> None:
    matched = match(entries_of(before, FOLDER), after, FOLDER, always)

    def kinds(results: list[Result]) -> Counter[tuple[str, str]]:
        return Counter((r.design, fingerprint(d)) for r in results for d in r.diagnostics)

    checked = {result.design for result in after}
    known = Counter({k: n for k, n in kinds(before).items() if k[0] in checked})
    # What is left of a design that is not checked may stand for its file in another design.
    if len(before) <= len(after):
        assert kinds(matched.results) == kinds(after) - kinds(before)
        stale = Counter((entry.design, entry.fingerprint) for entry in matched.stale)
        assert stale == known - kinds(after)
    total = sum(len(r.diagnostics) + r.known for r in matched.results)
    assert total == sum(len(r.diagnostics) for r in after)


@given(st.permutations(range(6)), st.lists(findings, min_size=6, max_size=6))
def test_the_file_does_not_depend_on_the_order(order: list[int], found: list[Diagnostic]) -> None:
    results = [result_of(found, "a.design")]
    others = [result_of([found[at] for at in order], "a.design")]
    assert write(entries_of(results, FOLDER)) == write(entries_of(others, FOLDER))


@given(st.text('{}[]",:0123"findings""version"\n', max_size=60) | st.text())
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    try:
        entries = read(Source("b.json", text))
    except BaselineError as error:
        span = error.diagnostic.primary.span
    else:
        assert entries == []
        return
    assert 0 <= span.start <= len(text)


@pytest.mark.parametrize(
    ("code", "severity", "may"),
    [
        ("SPF001", Severity.ERROR, True),
        ("LNG020", Severity.WARNING, True),
        ("LNG001", Severity.ERROR, False),
        ("CFG001", Severity.ERROR, False),
        ("INT001", Severity.ERROR, False),
        ("BAS002", Severity.WARNING, False),
    ],
)
def test_what_may_wait(code: str, severity: Severity, may: bool) -> None:
    assert may_wait(Diagnostic(code, severity, "m", Label(Span(SOURCE, 0, 4)))) is may
