"""The memo of facts: computed once, lazily, in its own world, and timed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from designlint.analyses.facts import FactCycleError, Facts, Lazily
from designlint.base.clock import ANALYSIS
from designlint.model import Design


def counting() -> tuple[Callable[[Facts], object], list[Facts]]:
    """An analysis that keeps what it was called with."""
    calls: list[Facts] = []

    def counted(facts: Facts) -> object:
        calls.append(facts)
        return object()

    return counted, calls


def test_a_fact_is_computed_once() -> None:
    analysis, calls = counting()
    facts = Facts(Design())
    assert facts[analysis] is facts[analysis]
    assert calls == [facts]


def test_a_fact_that_failed_is_computed_anew() -> None:
    calls: list[int] = []

    def failing(facts: Facts) -> int:
        calls.append(1)
        raise ValueError("no")

    facts = Facts(Design())
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            facts[failing]
    assert len(calls) == 2


def test_worlds_keep_their_facts_apart() -> None:
    analysis, calls = counting()
    facts = Facts(Design())
    world = facts.other("w", lambda design: design)
    assert facts.other("w", lambda design: design) is world
    assert facts.other("v", lambda design: design) is not world
    assert facts[analysis] is not world[analysis]
    assert calls == [facts, world]


def test_a_cycle_is_named() -> None:
    def first(facts: Facts) -> int:
        return facts[second]

    def second(facts: Facts) -> int:
        return facts[third]

    def third(facts: Facts) -> int:
        return facts[second]

    facts = Facts(Design())
    with pytest.raises(FactCycleError, match=r"^second -> third -> second$"):
        facts[first]
    with pytest.raises(FactCycleError, match=r"^third -> second -> third$"):
        facts[third]


def test_time_is_counted_for_what_takes_it() -> None:
    def inner(facts: Facts) -> None:
        time.sleep(0.05)

    def outer(facts: Facts) -> None:
        facts[inner]
        facts.other("w", lambda design: design)[inner]
        time.sleep(0.02)

    facts = Facts(Design())
    began = time.perf_counter()
    facts[outer]
    whole = time.perf_counter() - began
    assert 0.1 <= facts.clock.seconds(ANALYSIS, "inner") < whole - 0.015
    assert 0.02 <= facts.clock.seconds(ANALYSIS, "outer") < 0.1


def test_tables_compute_what_is_looked_up() -> None:
    asked: list[str] = []

    def compute(key: str) -> str:
        asked.append(key)
        return key.upper()

    table = Lazily({"a": 1, "b": 2}, compute)
    assert list(table) == ["a", "b"]
    assert len(table) == 2
    assert asked == []
    assert (table["b"], table["b"]) == ("B", "B")
    assert asked == ["b"]
    with pytest.raises(KeyError):
        table["c"]
    assert asked == ["b"]
