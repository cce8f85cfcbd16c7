"""A run of which nothing says how long it lasts loads whom it calls no less than any that does."""

from __future__ import annotations

from random import Random

import pytest

from designlint.analyses.load.headroom import headroom
from designlint.analyses.measure import Interval
from designlint.analyses.worlds import at_load
from tests.analyses.designs import facts_of

MINUTE, DAY = 60.0, 86_400.0


def _room(
    rate: int, calls: int, capacity: int, lasts: int | None = None, load: float = 1.0
) -> Interval:
    """What is free of a store that each of so many runs a day calls so often, at a multiple of the load."""
    stated = "" if lasts is None else f"; lasts {lasts}s"
    text = (
        f"actor u\ncomponent a : service {{ replicas 1; capacity 10k req/s }}\ndata d\n"
        f"component s : database {{ holds d; replicas 1; topology single; capacity {capacity} req/s }}\n"
        f"flow f {{ rate {rate} job/day{stated}; u -> a; a -> s reads d, x{calls} }}\n"
    )
    return headroom(at_load(facts_of(text), load), "s").value


@pytest.mark.parametrize("seed", range(60))
def test_a_longer_run_leaves_no_less_room(seed: int) -> None:
    chance = Random(seed)
    rate, calls = chance.choice((1, 24, 500, 1439)), chance.choice((2, 100, 10_000, 1_000_000))
    capacity = chance.choice((1, 100, 10_000))
    shorter, longer = sorted(chance.sample((1, 60, 600, 7200, 86_400, 864_000), 2))
    short, long = (_room(rate, calls, capacity, lasts) for lasts in (shorter, longer))
    assert short.low <= long.low + 1e-9
    assert short.high <= long.high + 1e-9
    # A run is never faster than it may be, nor are runs rarer than they are.
    unsaid = _room(rate, calls, capacity)
    even = 1.0 - rate * calls / DAY / capacity
    assert unsaid.high == pytest.approx(even)
    assert unsaid.low == pytest.approx(1.0 - calls / MINUTE / capacity)
    if longer >= MINUTE:
        assert unsaid.low - 1e-9 <= long.low
    assert long.high <= unsaid.high + 1e-9


@pytest.mark.parametrize("seed", range(60))
def test_more_load_takes_as_much_more(seed: int) -> None:
    chance = Random(seed)
    rate, calls = chance.choice((1, 24, 500, 1440, 9000)), chance.choice((1, 2, 100, 1_000_000))
    lasts, load = chance.choice((None, 1, 600, 86_400)), chance.choice((0.5, 2.0, 10.0))
    now, then = (_room(rate, calls, 100, lasts, factor) for factor in (1.0, load))
    assert 1.0 - then.low == pytest.approx(load * (1.0 - now.low))
    assert 1.0 - then.high == pytest.approx(load * (1.0 - now.high))


def test_what_begins_once_a_minute_or_makes_one_call_comes_evenly() -> None:
    assert _room(1440, 100, 1000).is_exact
    assert _room(1, 1, 1000).is_exact
