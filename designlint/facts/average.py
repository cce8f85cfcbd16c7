"""Rates over a day: what is a rate at peak elsewhere, brought back to its mean."""

from __future__ import annotations

from designlint.facts.facts import Facts
from designlint.facts.load import Part
from designlint.facts.measure import Interval, exactly
from designlint.model import Design, Known
from designlint.quantity import Quantity
from designlint.schema.context import PEAK, RATE


def peak_factor(design: Design) -> Known[Quantity] | None:
    """The load at peak as a multiple of the mean."""
    return design.header[PEAK] if design.header else None


def average_rate(facts: Facts, part: Part) -> Interval:
    """The mean rate of a step's calls, per second.

    Where the design states the load at peak as a multiple of the mean, that; of a flow whose mean
    is stated, the mean; else somewhere between none and the rate at peak.
    """
    factor = peak_factor(facts.design)
    if factor is not None and factor.value.value > 0.0:
        return part.rate * (1.0 / factor.value.value)
    rate = facts.design.flows[part.flow][RATE]
    if rate is not None and rate.value.when == "average":
        return exactly(part.rate.low)
    return Interval(0.0, part.rate.high)
