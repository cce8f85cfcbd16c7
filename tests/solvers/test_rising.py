"""Where rising functions reach 1: lines, steps, and what never does."""

from __future__ import annotations

import math

import pytest

from designlint.solvers.rising import reaches_one


@pytest.mark.parametrize("near", [1e-3, 1.0, 300.0, 1e6])
def test_a_line(near: float) -> None:
    assert reaches_one(lambda x: x / 300.0, near) == 300.0
    assert reaches_one(lambda x: 0.25 + x / 400.0, near) == pytest.approx(300.0, rel=1e-9)


@pytest.mark.parametrize("near", [1.0, 50.0, 1e4])
def test_a_bend_and_a_step(near: float) -> None:
    assert reaches_one(lambda x: max(x / 1000.0, (x - 100.0) / 50.0), near) == 150.0
    assert reaches_one(lambda x: x / 1000.0 if x <= 40.0 else math.inf, near) == pytest.approx(40.0)
    assert reaches_one(lambda x: x / 1000.0 if x <= 1000.0 else 5.0, near) == 1000.0


def test_the_ends() -> None:
    assert reaches_one(lambda _: 1.5, 1.0) == 0.0
    assert reaches_one(lambda _: math.inf, 1.0) == 0.0
    assert reaches_one(lambda _: 0.5, 1.0) == math.inf
    assert reaches_one(lambda _: 1.0, 1.0) == math.inf
