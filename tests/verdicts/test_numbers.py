"""How a number stands beside the target that it is held against."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.quantities.comparison import is_at, show_beside, show_distance
from designlint.quantities.quantity import EXAMPLES, Dimension
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show_availability, show_share, show_value
from tests.analyses.designs import judged

LONGEST = 14
UNITS = (
    "%",
    "x",
    "ms",
    "s",
    "min",
    "h",
    "d",
    "MB",
    "TB",
    " req/s",
    "k msg/s",
    "MB/s",
    " USD",
    "km",
)
TARGETS = st.builds(
    lambda number, decimals, unit: f"{number / 10**decimals:.{decimals}f}{unit}",
    st.integers(1, 99_999),
    st.integers(0, 3),
    st.sampled_from(UNITS),
).map(parse_quantity)
NEARNESS = st.builds(
    lambda sign, size: sign * 10.0**size, st.sampled_from((-1, 1)), st.floats(-15, 3)
)


@given(TARGETS, NEARNESS)
def test_numbers_on_different_sides_never_look_alike(target, nearness) -> None:  # type: ignore[no-untyped-def]
    value = target.value * (1.0 + nearness)
    text = show_beside(value, target)
    if is_at(value, target):
        assert text == target.written
    elif text.startswith("just "):
        assert text.removeprefix("just ").startswith("below" if value < target.value else "above")
    else:
        shown = parse_quantity(text).value
        assert (shown < target.value) == (value < target.value)
        assert shown != target.value


@given(TARGETS, NEARNESS)
def test_no_number_is_long(target, nearness) -> None:  # type: ignore[no-untyped-def]
    value = target.value * (1.0 + nearness)
    for text in (show_beside(value, target), show_distance(value, target)):
        if not text.startswith("just "):
            assert len(re.sub(r"\D", "", text)) <= LONGEST


@given(st.floats(1e-18, 1.0))
def test_no_availability_is_long_or_whole_that_is_not(missing: float) -> None:
    text = show_availability(missing)
    assert len(re.sub(r"\D", "", text)) <= LONGEST
    assert text != "100%"


@given(st.floats(1e-3, 1e15), st.sampled_from(list(EXAMPLES)))
def test_what_rounds_to_the_next_unit_is_shown_in_it(value: float, dimension: Dimension) -> None:
    # The longest unit of a length is the kilometre, so there may be a thousand of it.
    shown = show_value(value, dimension, "req").removesuffix("km")
    number = re.match(r"[\d.]+(?=[kMGTP]|m?s\b| req/s)", shown)
    assert number is None or float(number[0]) != 1000.0


@pytest.mark.parametrize(
    ("value", "target", "shown", "distance"),
    [
        (1 - 1.57e-14, "99.9%", "99.9999999999%", "0.1 percentage points"),
        (0.99899999999, "99.9%", "just below 99.9%", ""),
        (0.999, "99.9%", "99.9%", "0 percentage points"),
        (1 - 2e-14, "99.9999999999%", "just above 99.9999999999%", ""),
        (999.9999, "1k req/s", "999.9999 req/s", "8.64 req/day"),
        (3600.0, "60min", "60min", "0s"),
        (5400.0, "60min", "90min", "30min"),
        (86_400.0, "1h", "1d", "23h"),
        (-11.3456, "0%", "-1135%", "1135 percentage points"),
        (0.0001, "1ms", "0.1ms", "0.9ms"),
        (3_999_999.9999999, "3MB/s", "4MB/s", "1MB/s"),
    ],
)
def test_a_number_beside_its_target(value: float, target: str, shown: str, distance: str) -> None:
    asked = parse_quantity(target)
    assert (show_beside(value, asked), show_distance(value, asked)) == (shown, distance)


def test_nothing_is_infinite() -> None:
    assert show_share(math.inf) == "unbounded"


@pytest.mark.parametrize(
    "claim", ["headroom of a >= {}", "availability of f >= {}", "cost of a <= {}"]
)
@pytest.mark.parametrize("met", [True, False])
def test_room_is_positive_for_every_metric(claim: str, *, met: bool) -> None:
    design = (
        "actor u\ncomponent a : service { replicas 1; capacity 100 req/s; availability 99%; "
        "cost 10 USD/month }\nflow f { rate 40 req/s peak; u -> a }"
    )
    targets = {"headroom": ("50%", "70%"), "availability": ("98%", "99.5%"), "cost": ("20 USD/month", "5 USD/month")}  # fmt: skip
    target = targets[claim.split(maxsplit=1)[0]][0 if met else 1]
    margin = judged(design, claim.format(target)).margin
    assert margin.startswith("+" if met else "-")
