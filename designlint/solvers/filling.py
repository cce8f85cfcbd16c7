"""When a store is full, and how fast a backlog comes and goes."""

from __future__ import annotations

import math


def time_to_fill(free: float, rate: float, growth: float = 0.0) -> float:
    """The seconds until `free` bytes are taken when `rate` bytes a second are added now and the rate
    grows by the share `growth` a second, compounded: ln(1 + growth free / rate) / growth.

    0 where nothing is free, infinite where nothing is added.
    """
    if free <= 0.0:
        return 0.0
    if rate <= 0.0:
        return math.inf
    if growth <= 0.0:
        return free / rate
    return math.log1p(growth * free / rate) / growth


def growth_rate(factor: float, within: float) -> float:
    """The compound growth a second that multiplies a rate by `factor` `within` so many seconds."""
    return math.log(factor) / within if factor > 1.0 and within > 0.0 else 0.0


def time_to_drain(backlog: float, arriving: float, served: float) -> float:
    """The seconds until a backlog is worked off; infinite when no more is served than arrives."""
    return backlog / (served - arriving) if served > arriving else math.inf
