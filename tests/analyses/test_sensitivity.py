"""Where a verdict turns: on the stated side of the turning point it holds, beyond it it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.verdicts.effort import Effort
from designlint.analyses.verdicts.sensitivity import (
    Sensitivity,
    numbers_behind,
    sensitivities,
    together,
)
from designlint.analyses.verdicts.turning import REACH, Move, Turning
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from tests.analyses.designs import facts_of, judged
from tests.verdicts.judging import drawn
from tests.verdicts.judging import facts_of as facts_of_drawn

DESIGN = """
actor buyer
component gate : gateway {{ replicas 2; capacity {capacity} req/s per replica; availability {up}% }}
component cart : service {{ replicas 2; capacity 1k req/s per replica; availability 99.9% }}
flow buy {{ rate {rate} req/s peak; buyer -> gate -> cart }}
"""


def design(*, capacity: float = 100, up: float = 99, rate: float = 90) -> str:
    return DESIGN.format(capacity=capacity, up=up, rate=rate)


def known(facts: Facts, verdict: Verdict) -> tuple[Sensitivity, ...]:
    """All numbers that a verdict is sensitive to."""
    found = sensitivities(facts, verdict, 100, 100_000)
    assert found.moved == found.numbers
    return found.found


def of(claim: str) -> dict[tuple[str, str], Sensitivity]:
    facts = facts_of(f'{design()}\nnonfunctional N "n" {{ require {claim} }}\n')
    (verdict,) = facts[verdicts]
    return {(found.element, found.property): found for found in known(facts, verdict)}


def test_the_turning_point_is_where_the_verdict_turns() -> None:
    claim = "availability of buy >= 99.9%"
    found = of(claim)["gate", "availability"]
    assert (found.now, found.turns_at[:4]) == ("99%", "96.8")
    turn = float(found.turns_at.rstrip("%"))
    assert judged(design(up=turn + 0.01), claim).status is Status.MET
    assert judged(design(up=turn - 0.01), claim).status is Status.VIOLATED


@pytest.mark.parametrize(
    ("element", "property_", "turns_at"),
    [("gate", "capacity", "90 req/s"), ("buy", "rate", "100 req/s")],
)
def test_headroom(element: str, property_: str, turns_at: str) -> None:
    assert of("headroom of gate >= 50%")[element, property_].turns_at == turns_at


def test_numbers_of_data() -> None:
    """A year of a million items of 1 kB each is 365 GB."""
    text = """
    design x { horizon 1y }
    data order { size 1kB; count 0; growth 1M/day }
    component store : database { replicas 1; holds order }
    nonfunctional N "n" { require storage of order <= 730GB }
    """
    facts = facts_of(text)
    (verdict,) = facts[verdicts]
    found = {one.property: one for one in known(facts, verdict)}
    assert verdict.status is Status.MET
    assert (found["growth"].turns_at, found["size"].turns_at) == ("2M/day", "2kB")


def test_the_most_delicate_comes_first() -> None:
    facts = facts_of(
        f'{design()}\nnonfunctional N "n" {{ require throughput of buy >= 150 req/s }}'
    )
    (verdict,) = facts[verdicts]
    found = known(facts, verdict)
    assert [one.element for one in found] == ["gate", "cart"]
    assert found[0].factor == pytest.approx(200 / 150, rel=1e-4)


def test_an_unknown_value_is_sensitive_to_nothing() -> None:
    facts = facts_of('external bank\nflow f { rate 1 req/s; bank -> bank }\n'
                     'nonfunctional N "n" { require availability of f >= 99% }')  # fmt: skip
    (verdict,) = facts[verdicts]
    assert verdict.status is Status.UNDECIDED
    assert known(facts, verdict) == ()


def test_no_assumed_number_turns_what_is_proved() -> None:
    text = """
    actor buyer
    component gate : gateway { replicas 2; availability 99% total }
    component cart : service { replicas 2 }
    flow buy { rate 1 req/s peak; buyer -> gate -> cart }
    nonfunctional N1 "n" { require availability of buy >= 99.9% }
    nonfunctional N2 "n" { require availability of buy >= 90% }
    """
    violated, met = facts_of(text)[verdicts]
    assert (violated.word, met.word) == ("violated", "met on assumptions")
    facts = facts_of(text)
    assert {one[0].path for one in numbers_behind(facts, violated)} == {"gate", "buy"}
    assert "cart" in {one[0].path for one in numbers_behind(facts, met)}


def test_it_stops_when_the_effort_is_used_up() -> None:
    facts = facts_of(f'{design()}\nnonfunctional N "n" {{ require headroom of gate >= 50% }}')
    (verdict,) = facts[verdicts]
    found = sensitivities(facts, verdict, 100, 50)
    assert 0 <= found.moved < found.numbers


@given(st.integers(0, 400))
def test_groups_hide_nothing(seed: int) -> None:
    """All at once finds what one number after the other does."""
    design = drawn(seed)
    facts = facts_of_drawn(design.text)
    assert facts is not None
    for verdict in facts[verdicts][:2]:
        numbers = numbers_behind(facts, verdict)[:8]
        everything = Turning(facts, verdict, Effort(facts, 1e9))
        alone = [
            move
            for number in numbers
            for end in (REACH, 1.0 / REACH)
            for move in everything.turned([Move(number, end)])
        ]
        found = [m for ends in together(numbers) for m in everything.turned(ends)]
        assert {(id(m.number[2]), m.factor) for m in found} == {
            (id(m.number[2]), m.factor) for m in alone
        }
