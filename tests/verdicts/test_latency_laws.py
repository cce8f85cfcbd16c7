"""Laws of latency: what makes a system slower never makes a claim on its latency met.

Bounds are compared, so that a law holds for every target at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from designlint.analyses.latency.bounds import latencies
from designlint.analyses.success.success import success
from tests.analyses.designs import facts_of
from tests.verdicts.quick import REGIONS, Quick, quick

PERCENTILES = (0.5, 0.99)
CLOSE = 1.0 + 1e-6


class Bounds(NamedTuple):
    """The bounds at a percentile: certain from below and above, and from above on assumptions."""

    low: float
    high: float
    assumed: float


def bounds(design: Quick) -> list[Bounds]:
    """The bounds of the flow at each percentile."""
    return _bounds(design.text)


# Most laws compare others with the same designs.
@cache
def _bounds(text: str) -> list[Bounds]:
    facts = facts_of(text)
    found = [latencies(facts, "f", percentile) for percentile in PERCENTILES]
    return [
        Bounds(
            min(one.lower.time for one in each),
            max(one.upper.time for one in each),
            max(one.assumed.time for one in each),
        )
        for each in found
    ]


def works(design: Quick) -> tuple[float, float]:
    """The share of runs that succeed: at least and at most."""
    return facts_of(design.text)[success]["f"].value


def quicker(before: list[Bounds], after: list[Bounds], how: str) -> Iterator[str]:
    """What is bounded by less afterwards."""
    for percentile, one, two in zip(PERCENTILES, before, after, strict=True):
        for name, was, now in zip(Bounds._fields, one, two, strict=True):
            # A sum that a timeout ends is bounded from below by a part of it, which may be smaller of more.
            close = 1.01 if name == "low" else CLOSE
            if was > now * close + 1e-9:
                yield f"{how}: {name} at {percentile}: {was} becomes {now}"


def slower_parts(design: Quick) -> Iterator[str]:
    before = bounds(design)
    for name, latency in design.latencies.items():
        slow = re.sub(r"(\d+)ms", lambda found: f"{3 * int(found[1])}ms", latency)
        yield from quicker(before, bounds(design.having("latencies", name, slow)), f"slower {name}")


def more_load(design: Quick) -> Iterator[str]:
    yield from quicker(bounds(design), bounds(replace(design, rate=3 * design.rate)), "more load")


def less_capacity(design: Quick) -> Iterator[str]:
    before = bounds(design)
    for name, capacity in design.capacities.items():
        if capacity:
            less = design.having("capacities", name, "capacity 30 req/s per replica")
            yield from quicker(before, bounds(less), f"less capacity of {name}")


def longer_ways(design: Quick) -> Iterator[str]:
    """All ways twice as long; and each by itself where no call picks the nearest replica."""
    before = bounds(design)
    longer = replace(design, rtts={pair: 2 * time for pair, time in design.rtts.items()})
    yield from quicker(before, bounds(longer), "longer ways")
    if "routes_by" in design.text:
        return
    for pair, time in design.rtts.items():
        alone = design.having("rtts", pair, 3 * time)
        yield from quicker(before, bounds(alone), f"a longer way {pair}")


def shorter_timeouts(design: Quick) -> Iterator[str]:
    """Of calls that the flow needs: neither quicker nor better available."""
    before, up = bounds(design), works(design)
    for pair, stated in design.relations.items():
        step = next(step for step in design.steps if step.startswith(pair))
        again = design.relations.get("a -> b", "") if pair.startswith("b ") else ""
        if "timeout" not in stated or "retries" in stated + again or "optional" in step:
            continue  # an attempt that is made again early may be the quicker one
        less = design.having("relations", pair, re.sub(r"timeout \w+", "timeout 2ms", stated))
        yield from quicker(before, bounds(less), f"a shorter timeout of {pair}")
        low, high = works(less)
        if low > up[0] + 1e-9 or high > up[1] + 1e-9:
            yield f"a shorter timeout of {pair}: {up} becomes {low, high}"


def what_is_not_declared(design: Quick) -> Iterator[str]:
    """Neither a place, a way, a latency, a capacity nor a topology less proves more."""
    before = bounds(design)
    tables: list[tuple[str, object, object]] = []
    for name in design.latencies:
        tables.append(("latencies", name, ""))
        tables.append(("places", name, re.sub(r" in .*", "", design.places[name])))
        tables.append(("capacities", name, ""))
        if name.startswith("s"):
            tables.append(("extras", name, ""))
    tables += [("rtts", pair, 0) for pair in design.rtts]
    tables += [
        ("relations", pair, re.sub(r"routes_by \w+(; )?", "", stated))
        for pair, stated in design.relations.items()
    ]
    for table, key, value in tables:
        if getattr(design, table)[key] == value or (table == "rtts" and design.located):
            continue  # without a way to the users, time begins at the entry: a stated default
        after = bounds(design.having(table, key, value))
        for percentile, one, two in zip(PERCENTILES, before, after, strict=True):
            if one.high > two.high * CLOSE + 1e-9:
                yield f"without {table} of {key}: at {percentile}: {one.high} becomes {two.high}"


def optional_steps(design: Quick) -> Iterator[str]:
    """A step less is never slower; an optional one costs no more than it is waited for."""
    before = bounds(design)
    for step in design.steps:
        pair = " ".join(step.split()[:3])
        callee = pair.split()[2]
        if "optional" not in step or any(s.startswith(f"{callee} ->") for s in design.steps):
            continue
        without = replace(
            design, steps=tuple(s for s in design.steps if s != step), relations={**design.relations, pair: ""}
        )  # fmt: skip
        after = bounds(without)
        yield from quicker(after, before, f"with {step}")
        stated = design.relations[pair]
        timeout = re.search(r"timeout (\d+)ms", stated)
        if timeout is None or re.search(r"retries \d(?!; backoff none)", stated):
            continue
        if "timeout" in design.relations["u -> a"]:
            continue  # which the optional step may use up
        attempts = 2 if "retries 1" in stated else 1
        row = int(found[1]) if (found := re.search(r"x(\d)(?! parallel)", step)) else 1
        most = int(timeout[1]) / 1000 * attempts * row
        for percentile, one, two in zip(PERCENTILES, before, after, strict=True):
            if one.assumed > (two.assumed + most) * CLOSE and pair.startswith("a "):
                yield f"{step} at {percentile}: {two.assumed} becomes {one.assumed}"


LAWS: tuple[Callable[[Quick], Iterator[str]], ...] = (
    slower_parts,
    more_load,
    less_capacity,
    longer_ways,
    shorter_timeouts,
    what_is_not_declared,
    optional_steps,
)


def broken(law: Callable[[Quick], Iterator[str]], seeds: range) -> list[str]:
    """What breaks a law, with the seed of the design."""
    return [f"{seed}: {text}" for seed in seeds for text in law(quick(seed))]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Callable[[Quick], Iterator[str]]) -> None:
    assert broken(law, range(300)) == []


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law_of_many_designs(law: Callable[[Quick], Iterator[str]]) -> None:
    assert broken(law, range(300, 5000)) == []


def test_the_designs_are_of_all_kinds() -> None:
    """Laws over designs that nothing bounds, or that nothing slows, would say little."""
    found = [bounds(quick(seed))[1] for seed in range(100)]
    assert sum(one.low > 0.0 for one in found) > 50
    assert sum(one.high < math.inf for one in found) > 5
    assert sum(one.assumed < math.inf for one in found) > 25
    assert len(REGIONS) > 2
