"""Amounts in a sentence."""

from __future__ import annotations

import pytest

from designlint.prose import Statement
from designlint.prose.amounts import amounts
from designlint.quantities.quantity import Dimension

CASES = (
    ("within 2 seconds", Dimension.TIME, 2),
    ("in under 100 ms", Dimension.TIME, 0.1),
    ("within two minutes", Dimension.TIME, 120),
    ("within an hour", Dimension.TIME, 3600),
    ("a 2-second answer", Dimension.TIME, 2),
    ("A day of work is lost at most", Dimension.TIME, 86_400),
    ("at most 10 minutes per year", Dimension.TIME, 600),
    ("in half a second", Dimension.TIME, 0.5),
    ("one day of downtime per year", Dimension.SHARE, 364 / 365),
    ("within 3 working days", Dimension.TIME, 259_200),
    ("works 99.9% of the time", Dimension.SHARE, 0.999),
    ("95 percent of them", Dimension.SHARE, 0.95),
    ("the 99th percentile", Dimension.SHARE, 0.99),
    ("p99.9 below it", Dimension.SHARE, 0.999),
    ("eleven nines", Dimension.SHARE, 1 - 1e-11),
    ("A fifth is free", Dimension.SHARE, 0.2),
    ("three times the load", Dimension.FACTOR, 3),
    ("10x the load", Dimension.FACTOR, 10),
    ("twice the load", Dimension.FACTOR, 2),
    ("1k requests per second", Dimension.RATE, 1000),
    ("240 posts a second", Dimension.RATE, 240),
    ("500 rps", Dimension.RATE, 500),
    ("86,400 orders per day", Dimension.RATE, 1),
    ("200 GB/s", Dimension.BANDWIDTH, 2e11),
    ("500 GB of disk", Dimension.SIZE, 5e11),
    ("3 megabytes", Dimension.SIZE, 3e6),
    ("$400", Dimension.MONEY, 400),
    ("1.2M USD a month", Dimension.SPENDING, 1.2e6 / 2_592_000),
    ("1 million users", Dimension.NUMBER, 1e6),
    ("10 000 concurrent users", Dimension.NUMBER, 10_000),
    ("in less than a quarter of a second", Dimension.TIME, 0.25),
    ("within three quarters of an hour", Dimension.TIME, 2700),
    ("half of a minute", Dimension.TIME, 30),
    ("a minute and a half", Dimension.TIME, 90),
    ("one and a half seconds", Dimension.TIME, 1.5),
    ("in 1 hour and 30 minutes", Dimension.TIME, 5400),
    ("two hundred and fifty milliseconds", Dimension.TIME, 0.25),
    ("twenty-five minutes", Dimension.TIME, 1500),
    ("1,5 seconds", Dimension.TIME, 1.5),
    ("half the 300 ms of today", Dimension.TIME, 0.15),
    ("a sub-second answer", Dimension.TIME, 1),
    ("Ninety-nine point nine percent", Dimension.SHARE, 0.999),
    ("three and a half nines", Dimension.SHARE, 0.9995),
    ("five 9s", Dimension.SHARE, 0.99999),
    ("one in ten thousand calls", Dimension.SHARE, 1e-4),
    ("nine out of ten calls", Dimension.SHARE, 0.9),
    ("5 errors per 10,000 calls", Dimension.SHARE, 5e-4),
    ("half of the capacity", Dimension.SHARE, 0.5),
    ("two thirds of the users", Dimension.SHARE, 2 / 3),
    ("the median answer", Dimension.SHARE, 0.5),
    ("a quarter of an hour of downtime a month", Dimension.SHARE, 1 - 900 / 2_592_000),
    ("at triple load", Dimension.FACTOR, 3),
    ("a tenfold growth in traffic", Dimension.FACTOR, 10),
    ("twice today's 50 orders per second", Dimension.RATE, 100),
    ("two thousand five hundred orders per second", Dimension.RATE, 2500),
    ("EUR 3000 a month", Dimension.SPENDING, 3000 / 2_592_000),
    ("a monthly bill of 3.000 euros", Dimension.SPENDING, 3000 / 2_592_000),
    ("half a million users", Dimension.NUMBER, 5e5),
)


@pytest.mark.parametrize(("text", "dimension", "value"), CASES, ids=[case[0] for case in CASES])
def test_an_amount(text: str, dimension: Dimension, value: float) -> None:
    (amount,) = amounts(text)
    assert amount.dimension is dimension
    assert amount.value == pytest.approx(value)
    assert text[amount.words.start : amount.words.end] == amount.words.text


@pytest.mark.parametrize(
    "text",
    ["TLS 1.3 and AES-256", "open 24/7", "24 hours per day, 365 days per year", "version 1.2.3", "at 10:30",
     "step 2 of the second part", "step 2 of 3", "a double room", "a third party",
     "two replicas in 3 zones", "in the second half of the day", "twenty-four hours a day", "once a day", "FR2 and p1"],
)  # fmt: skip
def test_no_amount(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    "text", ["in the first 30 days", "over 5 minutes", "a 30 day window", "every 60 seconds"]
)
def test_a_period_is_no_bound(text: str) -> None:
    (amount,) = amounts(text)
    assert amount.is_period


def test_a_long_text_is_read_in_no_time() -> None:
    """Patterns that go back and forth over a text would not end."""
    text = "a 1 and the " * 5_000
    statement = Statement(text)
    assert statement.amounts == ()
    assert statement.second_obligation is None
    assert statement.qualities == ()
