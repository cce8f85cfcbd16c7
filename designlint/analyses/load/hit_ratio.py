"""The hit ratio that a cache can reach, by its size and the skew of its keys."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.load import loads
from designlint.analyses.load.possible_hits import possible_hits
from designlint.analyses.measure import step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Known
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show, show_share, show_value
from designlint.schema.store import EVICTION, HIT, HOLDS, TTL
from designlint.solvers.cache_hit import lru_hit_ratio, ttl_hit_ratio_of_all
from designlint.solvers.zipf import head_share


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
    claimed, possible = cache[HIT], possible_hits(facts.design, cache)
    if claimed is None or possible is None:
        return None
    fits, count, exponent, best, room, size, skew, counted, is_working_set = possible
    number = step(f"{(cache.value(HOLDS) or ())[0].path}: {_shown(counted)} keys", counted)
    if is_working_set:
        number = step(f"{cache.path}: a working set of {_number(count)} keys", counted)
    lines = (
        step(f"{cache.path}: {_shown(room)} / {_shown(size)} = {_number(fits)} keys fit", room),
        number,
        step(f"key popularity: Zipf's law with exponent {exponent:g}", skew),
        Step(f"the {_number(fits)} most popular keys receive {show_share(best)} of the requests"),
    )
    likely, limit, why = _likely(facts, cache, fits, count, exponent)
    return HitRatio(cache, claimed, best, likely, limit, lines, (*lines[:3], *why))


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
