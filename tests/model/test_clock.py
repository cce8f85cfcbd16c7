"""The clock: every second is counted once, with a time that the tests set."""

from __future__ import annotations

import pytest

from designlint.base import clock as clocks
from designlint.base.clock import ANALYSIS, OTHER, RULE, STAGE, Clock


class Time:
    """Seconds that pass only when a test lets them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(clocks, "perf_counter", time)
    return time


def table(clock: Clock) -> dict[tuple[str, str], float]:
    return {(t.what, t.name): t.seconds for t in clock.timings()}


def test_what_runs_inside_is_not_counted_twice(time: Time) -> None:
    clock = Clock()
    with clock.stage("rules"):
        time.passes(1)
        with clock.timed(RULE, "X001"):
            time.passes(2)
            with clock.timed(ANALYSIS, "loads"):
                time.passes(4)
        with clock.timed(RULE, "X002"):
            time.passes(8)
    assert table(clock) == {
        (ANALYSIS, "loads"): 4,
        (RULE, "X001"): 2,
        (RULE, "X002"): 8,
        (STAGE, "rules"): 1,
        (STAGE, OTHER): 0,
    }


def test_the_rest_is_other_so_that_all_add_up_to_the_time_elapsed(time: Time) -> None:
    clock = Clock()
    time.passes(1)
    with clock.stage("read"):
        time.passes(2)
    time.passes(4)
    with clock.stage("read"):
        time.passes(8)
        open_stage = table(clock)
    assert table(clock) == {(STAGE, "read"): 10, (STAGE, OTHER): 5}
    assert open_stage == {(STAGE, "read"): 2, (STAGE, OTHER): 13}
    assert sum(table(clock).values()) == clock.elapsed == 15


def test_a_lap_takes_what_no_stage_took(time: Time) -> None:
    clock = Clock()
    time.passes(1)
    with clock.stage("read"):
        time.passes(2)
    time.passes(4)
    clock.lap("start-up")
    assert table(clock) == {(STAGE, "read"): 2, (STAGE, "start-up"): 5, (STAGE, OTHER): 0}


def test_the_clock_of_a_design_counts_for_the_run_too(time: Time) -> None:
    run = Clock()
    with run.stage("check"):
        for seconds in (1, 2):
            design = Clock(run)
            with design.stage("resolve"):
                time.passes(seconds)
            time.passes(10)
            assert design.seconds(STAGE, "resolve") == seconds
    assert table(run) == {(STAGE, "resolve"): 3, (STAGE, "check"): 20, (STAGE, OTHER): 0}
    assert run.seconds(RULE, "X001") == 0


def test_a_stage_that_fails_is_counted(time: Time) -> None:
    clock = Clock()

    def fail() -> None:
        with clock.stage("read"):
            time.passes(3)
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert clock.seconds(STAGE, "read") == 3


def test_each_stage_is_reported_as_it_ends(time: Time) -> None:
    ended: list[tuple[str, float]] = []
    run = Clock(ended=lambda name, seconds: ended.append((name, seconds)))
    time.passes(1)
    run.lap("start-up")
    with run.stage("outer"):
        time.passes(2)
        with Clock(run).stage("inner"):
            time.passes(4)
        with run.timed(RULE, "X001"):
            time.passes(8)
    assert ended == [("start-up", 1), ("inner", 4), ("outer", 14)]
