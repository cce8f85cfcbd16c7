"""Quantities: read as engineers write them, shown so that they can be read again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.quantities.quantity import EXAMPLES, Dimension, Quantity, QuantityError
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show, show_availability, show_share, show_value
from designlint.quantities.units import (
    CURRENCIES,
    LINE_RATES,
    NOUNS,
    PERIODS,
    READINGS,
    SIZES,
    TIMES,
)

DAY = 86_400.0

READ = {
    "3": (3.0, Dimension.NUMBER, ""),
    "-2": (-2.0, Dimension.NUMBER, ""),
    "1_000": (1000.0, Dimension.NUMBER, ""),
    "1.5": (1.5, Dimension.NUMBER, ""),
    "40k": (40_000.0, Dimension.NUMBER, ""),
    "2M": (2e6, Dimension.NUMBER, ""),
    "3bn": (3e9, Dimension.NUMBER, ""),
    "3 bn": (3e9, Dimension.NUMBER, ""),
    "10x": (10.0, Dimension.FACTOR, ""),
    "99.99%": (0.9999, Dimension.SHARE, ""),
    "99.999999999%": (0.99999999999, Dimension.SHARE, ""),
    "100ms": (0.1, Dimension.TIME, ""),
    "5 min": (300.0, Dimension.TIME, ""),
    "250us": (250e-6, Dimension.TIME, ""),
    "250\N{MICRO SIGN}s": (250e-6, Dimension.TIME, ""),
    "30d": (30 * DAY, Dimension.TIME, ""),
    "1mo": (30 * DAY, Dimension.TIME, ""),
    "1y": (365 * DAY, Dimension.TIME, ""),
    "2TB": (2e12, Dimension.SIZE, ""),
    "64GiB": (64 * 2.0**30, Dimension.SIZE, ""),
    "8bit": (1.0, Dimension.SIZE, ""),
    "40k req/s": (40_000.0, Dimension.RATE, "req"),
    "5M/day": (5e6 / DAY, Dimension.RATE, ""),
    "60 messages/min": (1.0, Dimension.RATE, "msg"),
    "5GB/day": (5e9 / DAY, Dimension.BANDWIDTH, ""),
    "10 Gb/s": (1.25e9, Dimension.BANDWIDTH, ""),
    "400 USD": (400.0, Dimension.MONEY, "USD"),
    "1k EUR": (1000.0, Dimension.MONEY, "EUR"),
    "400 USD/month": (400 / (30 * DAY), Dimension.SPENDING, "USD"),
    "800km": (800_000.0, Dimension.LENGTH, ""),
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_quantity_is_read(text: str, expected: tuple[float, Dimension, str]) -> None:
    value, dimension, noun = expected
    read = parse_quantity(text)
    assert (read.dimension, read.noun) == (dimension, noun)
    assert read.value == pytest.approx(value, rel=1e-12)


def test_shares_are_the_nearest_floats() -> None:
    assert parse_quantity("99.99%").value == 0.9999
    assert parse_quantity("99.9%").value == 0.999


@pytest.mark.parametrize("dimension", Dimension)
def test_every_dimension_has_an_example_that_reads(dimension: Dimension) -> None:
    assert parse_quantity(EXAMPLES[dimension]).dimension is dimension


@pytest.mark.parametrize(
    ("text", "message", "hints"),
    [
        ("5m", "the unit `m` can be read in two ways", ("write 5min (minutes) or 5mo (months)",)),
        ("7Mb", "the unit `Mb` can be read in two ways", ("write 7MB (bytes) or 7Mbit (bits)",)),
        ("5mB", "the unit `mB` can be read in two ways", ("write 5MB (megabytes) or 5kB (kilobytes)",)),
        ("5KB", "unknown unit `KB`", ("write kB",)),
        ("5hours", "unknown unit `hours`", ("write h",)),
        ("5G", "unknown unit `G`", ("write bn",)),
        ("5foo", "unknown unit `foo`", ()),
        ("5mss", "unknown unit `mss`", ("did you mean `ms`?",)),
        ("5 req/dya", "unknown unit `dya` after `/`", ("did you mean `day`?",)),
        ("5 reqs/s", "unknown unit `reqs` before `/`", ("did you mean `req`?",)),
        ("1" * 31, "a number has at most 30 digits, this one has 31", ()),
        ("5" + "y" * 1_000, f"unknown unit `{'y' * 20}...`", ()),
        ("x", "`x` is not a quantity", ()),
    ],
)  # fmt: skip
def test_a_text_that_is_no_quantity_is_reported(
    text: str, message: str, hints: tuple[str, ...]
) -> None:
    with pytest.raises(QuantityError) as error:
        parse_quantity(text)
    assert str(error.value) == message
    assert error.value.hints == hints


def test_no_unit_has_two_readings() -> None:
    assert not READINGS.keys() & (TIMES.keys() | SIZES.keys() | CURRENCIES)
    for unit, readings in READINGS.items():
        for reading in readings:
            written = reading.split()[0]
            assert parse_quantity(f"5{written}").value > 0, unit


SHOWN = [
    (0.9999, Dimension.SHARE, "", "99.99%"),
    (0.99995, Dimension.SHARE, "", "99.995%"),
    (0.5, Dimension.SHARE, "", "50%"),
    (1.0, Dimension.SHARE, "", "100%"),
    (0.0, Dimension.SHARE, "", "0%"),
    (0.1, Dimension.TIME, "", "100ms"),
    (0.0, Dimension.TIME, "", "0s"),
    (90.0, Dimension.TIME, "", "90s"),
    (300.0, Dimension.TIME, "", "5min"),
    (30 * DAY, Dimension.TIME, "", "30d"),
    (2e12, Dimension.SIZE, "", "2TB"),
    (40_000.0, Dimension.RATE, "", "40k req/s"),
    (4 / DAY, Dimension.RATE, "order", "4 order/day"),
    (5e9, Dimension.BANDWIDTH, "", "5GB/s"),
    (400 / (30 * DAY), Dimension.SPENDING, "USD", "400 USD/month"),
    (math.inf, Dimension.NUMBER, "", "unbounded"),
    (12.0, Dimension.FACTOR, "", "12x"),
    (800_000.0, Dimension.LENGTH, "", "800km"),
]


@pytest.mark.parametrize(("value", "dimension", "noun", "text"), SHOWN)
def test_a_value_is_shown(value: float, dimension: Dimension, noun: str, text: str) -> None:
    assert show_value(value, dimension, noun) == text


def test_no_nine_is_lost() -> None:
    assert show_availability(1e-11) == "99.999999999%"
    assert show_availability(0.0) == "100%"
    assert show_availability(0.25) == "75%"
    assert show_share(1.0 - 1e-5) == "99.999%"


_VALUES = st.floats(min_value=1e-6, max_value=1e12, allow_nan=False)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    dimension = draw(st.sampled_from(Dimension))
    value = draw(
        st.floats(1e-9, 1.0) | st.just(0.0)
        if dimension is Dimension.SHARE
        else st.just(0.0) | _VALUES
    )
    noun = ""
    if dimension is Dimension.RATE:
        noun = draw(st.sampled_from(sorted(set(NOUNS.values()))))
    if dimension in (Dimension.MONEY, Dimension.SPENDING):
        noun = draw(st.sampled_from(sorted(CURRENCIES)))
    return Quantity(value, dimension, noun)


@given(quantities())
def test_what_is_shown_reads_as_the_same(quantity: Quantity) -> None:
    read = parse_quantity(show(quantity))
    assert (read.dimension, read.noun) == (quantity.dimension, quantity.noun)
    assert read.value == pytest.approx(quantity.value, rel=6e-4, abs=1e-12)


@given(st.text(max_size=20) | st.from_regex(r"-?\d[\d_]{0,40}(\.\d+)?[a-zA-Z%]{0,4}(/[a-z]{1,4})?"))
def test_any_text_is_a_quantity_or_is_reported(text: str) -> None:
    try:
        value, reported = parse_quantity(text).value, ""
    except QuantityError as error:
        value, reported = math.nan, str(error)
    assert math.isfinite(value) or reported


def test_tables_of_units_agree() -> None:
    assert all(PERIODS[unit] == value for unit, value in TIMES.items())
    assert all(LINE_RATES[unit] == value for unit, value in SIZES.items())
