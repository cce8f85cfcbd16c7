"""The hit ratio that a cache can reach, by its size and the skew of its keys."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.load import loads
from designlint.analyses.measure import step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Data, Known
from designlint.quantities.quantity import Dimension, Quantity, show, show_share, show_value
from designlint.schema.context import COUNT, SIZE_OF_ONE, SKEW_OF_KEYS
from designlint.schema.roles import Role
from designlint.schema.store import EVICTION, HIT, HOLDS, SIZE, SKEW, TTL, WORKING_SET
from designlint.solvers.cache_hit import lru_hit_ratio, ttl_hit_ratio_of_all
from designlint.solvers.zipf import MAX_EXPONENT, head_share

# More keys than this are a continuum anyway; fewer than one are none.
_MOST_KEYS = 1e12


class HitRatio(NamedTuple):
    """The share of requests that a cache can answer, each with its lines: the upper bound (`best`: no
    policy does better when requests are independent), and the estimate for its eviction policy and
    its TTL (`likely`), of which `limit` is the one that decides."""

    component: Component
    claimed: Known[Quantity]
    best: float
    likely: float
    limit: str
    best_lines: tuple[Step, ...]
    likely_lines: tuple[Step, ...]

    @property
    def is_impossible(self) -> bool:
        """Whether the claim is above the bound of every policy."""
        return self.claimed.value.value > self.best + 1e-6


def hit_ratio(facts: Facts, cache: Component) -> HitRatio | None:
    """The hit ratio of a cache whose size, keys, skew and claim are declared; None for others."""
    claimed, room, held = cache[HIT], cache[SIZE], cache.value(HOLDS) or ()
    if not cache.plays(Role.CACHE) or claimed is None or room is None or len(held) != 1:
        return None
    data = facts.design.data[held[0].path]
    size, skew = data[SIZE_OF_ONE], cache[SKEW] or data[SKEW_OF_KEYS]
    asked = _keys(cache, data)
    if size is None or size.value.value <= 0.0 or skew is None or asked is None:
        return None
    count, number = asked
    exponent, fits = skew.value.value, room.value.value // size.value.value
    if not (0.0 <= exponent <= MAX_EXPONENT and 1.0 <= count <= _MOST_KEYS):
        return None
    best = head_share(fits, count, exponent)
    lines = (
        step(f"{cache.path}: {_shown(room)} / {_shown(size)} = {_number(fits)} keys fit", room),
        number,
        step(f"key popularity: Zipf's law with exponent {exponent:g}", skew),
        Step(f"the {_number(fits)} most popular keys receive {show_share(best)} of the requests"),
    )
    likely, limit, why = _likely(facts, cache, fits, count, exponent)
    return HitRatio(cache, claimed, best, likely, limit, lines, (*lines[:3], *why))


def _keys(cache: Component, data: Data) -> tuple[int, Step] | None:
    """How many keys are requested: those of the working set, else all."""
    working, size, count = cache[WORKING_SET], data[SIZE_OF_ONE], data[COUNT]
    if working is not None and size is not None and size.value.value > 0.0:
        keys = round(working.value.value / size.value.value)
        return keys, step(f"{cache.path}: a working set of {_number(keys)} keys", working)
    if count is None:
        return None
    return round(count.value.value), step(f"{data.path}: {_shown(count)} keys", count)


def _likely(
    facts: Facts, cache: Component, fits: float, count: int, exponent: float
) -> tuple[float, str, tuple[Step, ...]]:
    """The estimate, what limits it, and its lines."""
    eviction, ttl = cache[EVICTION], cache[TTL]
    if eviction is not None and eviction.value == "lfu":
        likely, limit = head_share(fits, count, exponent), "LFU at this size"
        why = [step(f"{cache.path}: LFU gives {show_share(likely)}", eviction)]
    else:
        likely, limit = lru_hit_ratio(fits, count, exponent), "LRU at this size"
        why = [step(f"{cache.path}: LRU gives about {show_share(likely)} (Che's approximation)",
                    eviction)]  # fmt: skip
    rate = facts[loads].of(cache.path)
    if ttl is not None and rate.is_exact and rate.low > 0.0:
        by_ttl = ttl_hit_ratio_of_all(rate.low, ttl.value.value, count, exponent)
        if by_ttl < likely:
            likely, limit = by_ttl, f"a TTL of {_shown(ttl)}"
            requests = f"{show_value(rate.low, Dimension.RATE, 'req')} for {_number(count)} keys"
            text = f"{cache.path}: {limit} gives about {show_share(by_ttl)} at {requests}"
            why.append(step(text, ttl))
    return likely, limit, tuple(why)


def _shown(known: Known[Quantity]) -> str:
    return show(known.value)


def _number(value: float) -> str:
    return show_value(value, Dimension.NUMBER)
