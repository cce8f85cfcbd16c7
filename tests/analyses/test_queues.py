"""Queues: who falls behind, by how much, for how long; against counting second by second."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.load.average import mean_shares
from designlint.analyses.load.backlog import Backlog, backlogs
from designlint.analyses.worlds import at_load
from tests.analyses.designs import facts_of, findings


def text_of(
    worker: str, rate: str = "900 msg/s peak", peak: str = "peak 3x", broker: str = ""
) -> str:
    return (
        f'design s "s" {{ {peak} }}\nactor u\ncomponent q : queue {{ {broker} }}\n'
        f"component w : worker {{ {worker}; capacity 100 msg/s per replica }}\n"
        f"flow put {{ rate {rate}; u ~> q }}\nflow take {{ q ~> w }}\n"
    )


def backlog(text: str) -> Backlog:
    (found,) = facts_of(text)[backlogs]
    return found


def test_a_peak_that_drains() -> None:
    found = backlog(text_of("replicas 4"))
    assert (found.arriving, found.served) == (pytest.approx(900.0), pytest.approx(400.0))
    assert found.average.low == pytest.approx(300.0)
    assert not found.is_unstable
    # An hour leaves 1.8M, and 100 a second more are done than come in.
    assert found.drained_after(3600.0) == pytest.approx(18_000.0)


@given(st.integers(1, 50), st.integers(51, 200), st.integers(1, 100))
def test_a_backlog_by_counting(average: int, served: int, seconds: int) -> None:
    text = text_of("replicas 1", rate=f"{served * 2} msg/s peak")
    found = backlog(text.replace("100 msg/s per", f"{served} msg/s per"))
    found = found._replace(average=found.average._replace(low=average, high=average))
    waiting = 0.0
    for _ in range(seconds):
        waiting += found.arriving - found.served
    drained = 0
    while waiting > 1e-9:
        waiting -= found.served - average
        drained += 1
    drains_after = found.drained_after(seconds)
    assert drains_after is not None
    assert math.ceil(drains_after - 1e-9) == drained


def test_a_consumer_that_never_catches_up() -> None:
    found = backlog(text_of("replicas 2"))
    assert found.is_unstable
    assert found.drained_after(3600.0) == math.inf
    assert "the backlog never drains" in found.lines[-1].text


def test_just_enough_on_average_is_enough() -> None:
    assert not backlog(text_of("replicas 3")).is_unstable


@pytest.mark.parametrize("worker", ["replicas 9", "replicas 2; autoscale 2..9 in 1min on backlog"])
def test_who_keeps_up_has_no_backlog(worker: str) -> None:
    facts = facts_of(text_of(worker))
    assert facts[backlogs] == ()
    assert [b.consumer.component.path for b in at_load(facts, 2.0)[backlogs]] == ["w"]


def test_a_backlog_is_no_overload() -> None:
    facts = facts_of(text_of("replicas 4"))
    assert findings(facts, "SCA001") == []
    assert len(findings(facts, "MSG003")) == 1


def test_an_unknown_mean_is_not_guessed() -> None:
    found = backlog(text_of("replicas 4", peak="growth 1x"))
    assert (found.average.low, found.average.high) == (0.0, pytest.approx(900.0))
    assert not found.is_unstable
    assert found.drained_after(3600.0) is None


def test_means_are_handed_on_through_queues() -> None:
    text = (
        "actor u\ncomponent a : queue\ncomponent b : stream\ncomponent w : worker\n"
        "component v : worker\ncomponent x : queue\n"
        "flow put { rate 5 msg/s average; u ~> a }\nflow on { a ~> w ~> b }\n"
        "flow last { b ~> v }\nflow peaky { rate 5 msg/s peak; u ~> x }\nflow other { x ~> v }\n"
    )
    shares = facts_of(text)[mean_shares]
    assert {path for path, share in shares.items() if share is None} == {"put", "on", "last"}


def test_the_lines_say_when_a_bound_is_reached() -> None:
    found = backlog(text_of("replicas 4", broker="bound 900k"))
    assert [line.text for line in found.lines] == [
        "w: 900 msg/s over 4 x 100 msg/s = 225%",
        "q: the backlog grows by 1.8M messages an hour at peak",
        "q: reaches its bound of 900k after 30min of the peak",
        "the backlog of one hour at peak drains in 5h at the average of 300 msg/s",
    ]


def test_a_low_priority_starves() -> None:
    found = backlog(text_of("replicas 4", broker="order priority"))
    text = "q: low-priority messages wait for as long as the peak lasts"
    assert text in [line.text for line in found.lines]


@pytest.mark.parametrize("limit", ["bound 5", "retention 1d", "max_size 1GB", "on_full drop"])
def test_a_bound_of_any_sort_is_one(limit: str) -> None:
    grown = text_of("replicas 9", peak="growth 5x")
    assert len(findings(facts_of(grown), "MSG001")) == 1
    bounded = facts_of(text_of("replicas 9", peak="growth 5x", broker=limit))
    assert findings(bounded, "MSG001") == []
