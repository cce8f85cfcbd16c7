"""What is kept comes back as it was."""

from __future__ import annotations

import json
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import (
    Breach,
    Diagnostic,
    Edit,
    Fix,
    Help,
    Label,
    Severity,
    Step,
)
from designlint.diagnostics.result import Result, Suppressed, Tally
from designlint.runs import codec

TEXT = "component a : service\n"
FILES = [Source("a.design", TEXT), Source("b.design", TEXT)]
SPANS = st.builds(Span, st.sampled_from(FILES), st.integers(0, 9), st.integers(9, 20))
LABELS = st.builds(Label, SPANS, st.text())
STEPS = st.builds(Step, st.text(), st.none() | SPANS, st.text())
EDITS = st.builds(Edit, SPANS, st.text())
FIXES = st.builds(Fix, st.text(), st.lists(EDITS).map(tuple), st.booleans())
ANSWERS = st.builds(Help, st.text(), st.booleans(), st.text(), st.text(), st.text())
BREACHES = st.builds(Breach, st.text(), SPANS)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.text(),
    st.sampled_from(Severity),
    st.text(),
    LABELS,
    st.lists(LABELS).map(tuple),
    st.lists(STEPS).map(tuple),
    st.lists(ANSWERS, max_size=2).map(tuple),
    st.text(),
    st.none() | FIXES,
    st.lists(BREACHES, max_size=2).map(tuple),
    st.text(),
    st.text(),
    st.text(),
    st.lists(st.text(), max_size=2).map(tuple),
    st.lists(st.text(), max_size=2).map(tuple),
    st.just(()),
)
SUPPRESSED = st.builds(Suppressed, DIAGNOSTICS, st.text())
RESULTS = st.builds(
    Result,
    st.lists(DIAGNOSTICS, max_size=3).map(tuple),
    st.integers(0, 9),
    st.builds(Tally, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    st.booleans(),
    st.booleans(),
    st.integers(0, 9),
    st.just(()),
    st.lists(SUPPRESSED, max_size=2).map(tuple),
    st.integers(0, 9),
    st.text(),
    st.lists(st.integers(0, 9)).map(tuple),
)


def test_every_class_of_a_result_is_known() -> None:
    waiting, seen = [Result], set()
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.add(cls)
        hints = (
            get_type_hints(cls, None, {"Span": Span, "Source": Source}) if cls is not Span else {}
        )
        for hint in hints.values():
            parts = [hint, *get_args(hint), *[b for a in get_args(hint) for b in get_args(a)]]
            waiting += [
                p for p in parts if isinstance(p, type) and issubclass(p, tuple) and p is not tuple
            ]
    # A span has a form of its own.
    assert {cls.__name__ for cls in seen} - {"Span"} == set(codec.SHAPES) - {"Kept"}


@given(RESULTS)
def test_a_result_is_what_it_was(result: Result) -> None:
    text = json.dumps(codec.Codec().encode(result, FILES))
    back = codec.Codec().decode(json.loads(text), FILES)
    assert back == result
    assert type(back) is Result
    assert all(type(d.severity) is Severity for d in back.diagnostics)


def test_a_place_in_no_file_is_not_encoded() -> None:
    with pytest.raises(codec.CannotEncode):
        codec.Codec().encode(Span(Source("c", ""), 0, 0), FILES)
    with pytest.raises(codec.CannotEncode):
        codec.Codec().encode({1}, FILES)


@given(st.binary())
def test_bytes_are_what_they_were(data: bytes) -> None:
    text = json.dumps(codec.Codec().encode(data, FILES))
    assert codec.Codec().decode(json.loads(text), FILES) == data
