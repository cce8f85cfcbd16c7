"""Whatever the text: nothing raises, and what is reported stands inside it."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designlint.base.source import Source
from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import load_text
from designlint.language.syntax.parse import parse
from designlint.model import Design
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import KINDS
from tests.language.reading import read
from tests.support.fixtures import registry
from tests.support.metrics import METRICS

SHORTLINK = (Path(__file__).parents[2] / "examples" / "shortlink.design").read_text("utf-8")
BLOCKS = parse(Source("shortlink", SHORTLINK)).statements
TODAY = date(2026, 1, 1)

QUICK = settings(max_examples=50, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=10_000, suppress_health_check=list(HealthCheck))

WORDS = sorted(
    {
        *DECLARATIONS,
        *KINDS,
        *METRICS,
        *(name for kind in KINDS.values() for name in kind.properties),
        *(name for declaration in DECLARATIONS.values() for name in declaration.properties),
        *[
            "a",
            "b",
            "c",
            "eu",
            "a.b",
            "zone.a",
            "reads",
            "writes",
            "on",
            "miss",
            "of",
            "optional",
            "or",
            "else",
            "from",
            "leader",
            "any",
        ],
        *[
            "require",
            "expect",
            "lose",
            "load",
            "set",
            "parallel",
            "x3",
            "x0",
            "in",
            "to",
            "by",
            "every",
            "per",
            "replica",
            "total",
        ],
        *[
            "yes",
            "no",
            "none",
            "single",
            "leaderless",
            "leader_follower",
            "consensus",
            "lru",
            "redis",
            "postgres",
            "kafka",
        ],
        *[
            "3",
            "0",
            "-1",
            "5%",
            "150%",
            "10x",
            "5ms",
            "5m",
            "2TB",
            "5Mb",
            "40k",
            "40k",
            "req/s",
            "1_000",
            "2..10",
            "9..2",
            "p99",
            "2027-06-30",
        ],
        *[
            '""',
            '"text"',
            '"""long"""',
            '"',
            '"""',
            "->",
            "~>",
            "=>",
            ">=",
            "<=",
            "=",
            ":",
            ",",
            ";",
            "{",
            "}",
            "[",
            "]",
            "#",
            "//",
            "/",
            "%",
            "$",
            "..",
            ".",
            "-",
            "é",
            "\x00",
        ],
        "\n",
        "\r",
        "\t",
        "99.99999999999999999999999999999%",
        "1e400",
        "9" * 400,
    }
)

soup = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
lines = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=40
).map("\n".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The worked example with chunks left out, doubled, moved or put in."""
    text = SHORTLINK
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 80)))
        match draw(st.sampled_from(("delete", "double", "insert", "move"))):
            case "delete":
                text = text[:at] + text[end:]
            case "double":
                text = text[:end] + text[at:]
            case "insert":
                text = text[:at] + draw(st.sampled_from(WORDS) | st.text(max_size=5)) + text[at:]
            case _:
                to = draw(st.integers(0, len(text)))
                chunk, rest = text[at:end], text[:at] + text[end:]
                text = rest[:to] + chunk + rest[to:]
    return text


anything = st.text(max_size=300) | soup | lines | mutated()


@QUICK
@given(anything)
def test_any_text_is_understood_as_far_as_it_goes(text: str) -> None:
    is_reported_inside(text)


@pytest.mark.slow
@LONG
@given(anything)
def test_any_text_at_length(text: str) -> None:
    is_reported_inside(text)


@QUICK
@given(mutated())
def test_any_design_is_checked(text: str) -> None:
    is_checked(text)


@pytest.mark.slow
@LONG
@given(mutated() | lines)
def test_any_design_is_checked_at_length(text: str) -> None:
    is_checked(text)


@QUICK
@given(st.randoms(use_true_random=False))
def test_the_order_of_declarations_does_not_matter(shuffled: random.Random) -> None:
    order_does_not_matter(shuffled)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(st.randoms(use_true_random=False))
def test_the_order_of_declarations_at_length(shuffled: random.Random) -> None:
    order_does_not_matter(shuffled)


@QUICK
@given(st.text(max_size=200))
def test_a_text_in_quotes_is_kept(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    reported, design = read(f'component a : service {{ because "{quoted}" }}')
    assert reported == []
    ((key, known),) = design.components["a"].properties.stated().items()
    assert (key.name, known.value) == ("because", text.replace("\n", " "))


def is_reported_inside(text: str) -> None:
    reported, _ = read(text)
    for diagnostic in reported:
        _is_inside(diagnostic, text)
    assert [d.message for d in reported] == [d.message for d in read(text)[0]]


def is_checked(text: str) -> None:
    result = check(load_text(text, "x.design"), registry(), Settings(), TODAY).result
    broken = [d.message for d in result.diagnostics if d.code.startswith("INT")]
    assert broken == []
    for diagnostic in result.diagnostics:
        _is_inside(diagnostic, text)
    assert result.tally.total >= 0


def order_does_not_matter(shuffled: random.Random) -> None:
    parts = [_text_of(index) for index in range(len(BLOCKS))]
    reported, design = read("\n".join(parts))
    shuffled.shuffle(parts)
    others_reported, other = read("\n".join(parts))
    assert sorted(d.message for d in reported) == sorted(d.message for d in others_reported)
    assert _facts_of(design) == _facts_of(other)


def _text_of(index: int) -> str:
    """One declaration of the worked example, from its first word to where the next begins."""
    starts = [
        block.keyword.start if hasattr(block, "keyword") else block.hops[0].start
        for block in BLOCKS
    ]
    end = starts[index + 1] if index + 1 < len(starts) else len(SHORTLINK)
    return SHORTLINK[starts[index] : end]


def _facts_of(design: Design) -> dict[str, object]:
    return {
        "components": {
            path: (c.kind, sorted((k.name, str(v.value)) for k, v in _stated(c)))
            for path, c in design.components.items()
        },
        "flows": {
            path: [(s.caller.path, s.callee.path, s.share, s.times, s.optional) for s in flow.steps]
            for path, flow in design.flows.items()
        },
        "requirements": {
            path: [claim.text for claim in requirement.claims]
            for path, requirement in design.requirements.items()
        },
        "places": sorted(design.places),
        "relations": sorted((r.caller.path, r.callee.path) for r in design.relations),
        "others": sorted([*design.data, *design.actors, *design.scenarios, *design.decisions]),
        "accepted": [a.code for a in design.acceptances],
    }


def _stated(component: object) -> list[tuple[object, object]]:
    return list(component.properties.stated().items())  # type: ignore[attr-defined]


def _is_inside(diagnostic: Diagnostic, text: str) -> None:
    labels = [diagnostic.primary, *diagnostic.secondary]
    for label in labels:
        assert 0 <= label.span.start <= label.span.end <= len(label.span.source.text)
    assert diagnostic.primary.span.source.text == text or diagnostic.code.startswith("INT")
    line, column = diagnostic.primary.span.position
    assert line >= 1
    assert column >= 1
    assert diagnostic.message
