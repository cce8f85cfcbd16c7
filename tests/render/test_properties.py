"""Whatever the text: rendering never fails, marks stand under what they mark, and lines fit."""

from __future__ import annotations

import json
import re
from itertools import product
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

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
from designlint.diagnostics.result import Result, Tally
from designlint.render import json_format, short, terminal
from designlint.render.cells import cells, clean, width
from designlint.render.wrap import wrap

SGR = re.compile(r"\x1b\[[0-9;]*m")
UNSAFE = {"Cc", "Cs", "Zl", "Zp"}
INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
LEAD = 30  # no frame, key, indentation or headline before a word takes more

NASTY = st.sampled_from(
    [
        *"\t\r\n\x00\x1b\x7f\x9b\u0301\u200d\ufe0f\u202e\u1160 ",
        "👩",
        "👍🏽",
        "🇫🇷",
        "東",
        "é",
        "…",
        "\u00a0",
        "\u00a0 ",
        "\x1b[31m",
    ]
)
CHARACTERS = st.one_of(NASTY, st.characters())
TEXTS = st.lists(CHARACTERS, max_size=40).map("".join)
LINES = TEXTS.map(lambda text: text.replace("\n", ""))
WORDS = st.text("abc東é`", min_size=1, max_size=6)
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)
WIDTHS = st.integers(20, 220)


@st.composite
def spans(draw: st.DrawFn, source: Source) -> Span:
    """Any span of a source, empty ones too."""
    ends = st.integers(0, len(source.text))
    start, end = sorted((draw(ends), draw(ends)))
    return Span(source, start, end)


@st.composite
def results(
    draw: st.DrawFn, texts: st.SearchStrategy[str], words: st.SearchStrategy[str]
) -> Result:
    """Any result about two sources, made of these texts and words."""
    sources = [Source("a.design", draw(texts)), Source("b/c.design", draw(texts))]
    places = st.sampled_from(sources).flatmap(spans)
    labels = st.builds(Label, places, words)
    steps = st.builds(Step, words, st.none() | places, words)
    edits = st.builds(Edit, places, words)
    answers = st.builds(Help, words, st.booleans(), words, words, words)
    fixes = st.builds(Fix, words, st.lists(edits, max_size=2).map(tuple), st.booleans())
    consequences = st.builds(
        Diagnostic,
        st.just("VER001"),
        st.sampled_from(Severity),
        words,
        labels,
        element=words,
        fix=st.none(),
        design=words,
        designs=st.lists(words, max_size=2).map(tuple),
        consequences=st.just(()),
        identity=st.just(()),
    )
    diagnostics = st.builds(
        Diagnostic,
        code=st.sampled_from(["SPF001", "LNG001", ""]),
        severity=st.sampled_from(Severity),
        message=words,
        primary=labels,
        secondary=st.lists(labels, max_size=6).map(tuple),
        witness=st.lists(steps, max_size=3).map(tuple),
        help=st.lists(answers, max_size=2).map(tuple),
        element=words,
        fix=st.none() | fixes,
        breaks=st.lists(st.builds(Breach, words, places), max_size=2).map(tuple),
        rule=words,
        owner=words,
        design=words,
        designs=st.lists(words, max_size=2).map(tuple),
        consequences=st.lists(consequences, max_size=1).map(tuple),
        identity=st.just(()),
    )
    tally = Tally(*draw(st.tuples(*[st.integers(0, 10**6)] * 3)))
    shown = draw(st.lists(diagnostics, max_size=3))
    return Result(tuple(shown), 2, tally, accepted=draw(st.integers(0, 3)))


def rendered(result: Result, columns: int) -> str:
    return terminal.render(result, width=columns, colour=False, seconds=0.5)


@given(results(TEXTS, TEXTS), WIDTHS)
def test_any_text_is_rendered_and_does_no_harm(result: Result, columns: int) -> None:
    text = rendered(result, columns)
    for line in text.split("\n"):
        assert line == line.rstrip()
        assert not any(category(char) in UNSAFE for char in line)
        assert not any(char in INVISIBLE for char in line)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("text", ["", "a", "ab\n\n  cd  \r\n", "\t\n", "東\n"])
def test_a_place_outside_of_its_text_is_rendered(text: str) -> None:
    source = Source("a.design", text)
    ends = (-9, -1, 0, 1, len(text) - 1, len(text), len(text) + 9)
    for start, end in product(ends, ends):
        label = Label(Span(source, start, end), "here")
        shown = Diagnostic("LNG015", Severity.ERROR, "x", label, (label,))
        assert "a.design:" in rendered(Result((shown,), 1), 80)


@given(results(TEXTS, TEXTS), WIDTHS)
def test_colour_adds_nothing_but_colour(result: Result, columns: int) -> None:
    coloured = terminal.render(result, width=columns, colour=True, seconds=0.5)
    assert SGR.sub("", coloured) == rendered(result, columns)


@pytest.mark.parametrize("columns", [40, 60, 100])
@pytest.mark.parametrize("word", ["word\u00a0", "\u00a0", f"{'long' * 20}\u00a0"])
def test_a_wrapped_line_does_not_end_in_a_space_that_does_not_break(
    word: str, columns: int
) -> None:
    text = " ".join([word] * 40 + ["end"])
    span = Span(Source("a.design", "component a\n"), 0, 9)
    label, step = Label(span, text), Step(text, span, text)
    answers = (Help(text), Help(text, True))
    shown = Diagnostic(
        "SPF001", Severity.ERROR, text, label, witness=(step,), help=answers, fix=Fix(text, ())
    )
    result = Result((shown,), 1)
    plain = rendered(result, columns)
    assert [line for line in plain.split("\n") if line != line.rstrip()] == []
    coloured = terminal.render(result, width=columns, colour=True, seconds=0.5)
    assert SGR.sub("", coloured) == plain


@given(results(st.lists(WORDS, max_size=200).map(" ".join), SENTENCES), WIDTHS)
def test_lines_of_common_words_fit(result: Result, columns: int) -> None:
    for line in rendered(result, columns).split("\n"):
        assert width(line) <= max(columns, terminal.NARROWEST)


@given(results(TEXTS, TEXTS), WIDTHS)
def test_only_a_word_too_long_sticks_out(result: Result, columns: int) -> None:
    columns = max(columns, terminal.NARROWEST)
    for line in rendered(result, columns).split("\n"):
        if width(line) > columns:
            assert max(width(word) for word in line.split(" ")) > columns - LEAD


@given(LINES, st.sampled_from(["X", "東", "X東"]), st.integers(1, 5), LINES, WIDTHS)
@example("👩\u200d", "東", 1, "", 80)
@example("\t\r👍🏽\t\t\t\x9b", "X", 1, "\t\t\t\t", 40)
@example("\t" * 30, "東", 2, "\u0301" * 50, 40)
def test_the_underline_is_under_what_it_marks(
    before: str, unit: str, count: int, behind: str, columns: int
) -> None:
    marked = unit * count
    line = before.replace("X", "x").replace("東", "京") + marked
    source = Source("a.design", f"{line} {behind.replace('X', 'x').replace('東', '京')}")
    label = Label(Span(source, len(line) - len(marked), len(line)))
    result = Result((Diagnostic("A", Severity.ERROR, "m", label),), 1)
    shown, strokes = rendered(result, columns).split("\n")[3:5]
    assert strokes.lstrip(" |") == "^" * wcswidth(marked)
    assert wcswidth(shown[: shown.index(marked)]) == strokes.index("^")


@given(LINES)
@example("\xa0\u200d\xad")
def test_cells_are_as_wide_as_the_terminal_shows_them(line: str) -> None:
    laid_out = cells(line)
    shown = laid_out.cut(0, laid_out.width)
    assert wcswidth(shown) == laid_out.width
    assert len(laid_out.starts) == len(laid_out.ends) == len(line)
    assert list(laid_out.columns) == sorted(set(laid_out.columns))
    assert all(start < end for start, end in zip(laid_out.starts, laid_out.ends, strict=True))


@given(LINES, st.integers(0, 50), st.integers(0, 50))
def test_a_cut_keeps_its_columns(line: str, start: int, end: int) -> None:
    laid_out = cells(line)
    assert width(laid_out.cut(start, max(start, end))) <= max(0, end - start)


@given(TEXTS, st.integers(1, 60), st.integers(0, 4))
def test_wrapping_keeps_the_words(text: str, room: int, hang: int) -> None:
    words = clean(text)
    lines = wrap(words, room, hang)
    assert " ".join(lines).split() == words.split()


@given(results(TEXTS, TEXTS))
def test_short_is_a_line_for_each_diagnostic(result: Result) -> None:
    text = short.render(result)
    assert len(text.split("\n")) == len(result.diagnostics) + 1
    assert text == "" or text.endswith("\n")


@given(results(TEXTS, TEXTS))
def test_json_has_everything(result: Result) -> None:
    text = json_format.render(result)
    assert text.isascii()
    reported = json.loads(text)["diagnostics"]
    assert [d["message"] for d in reported] == [d.message for d in result.diagnostics]
    assert [d["witness"] for d in reported] == [
        [
            {
                "text": step.text,
                "location": step.span and json_location(step.span),
                "origin": step.origin or None,
                "depth": step.depth,
            }
            for step in d.witness
        ]
        for d in result.diagnostics
    ]


def json_location(span: Span) -> dict[str, object]:
    return {
        "file": span.source.name,
        "start": span.position._asdict(),
        "end": span.end_position._asdict(),
    }
