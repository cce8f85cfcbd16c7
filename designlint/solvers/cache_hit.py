"""Hit ratios of caches.

All formulas take requests that are independent of each other (the independent reference model).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from designlint.solvers.zipf import Bucket, buckets

# Newton's method on a concave curve from the left never overshoots, so it ends well before this.
_MOST_STEPS = 200
_CLOSE = 1e-10


def lru_hit_ratio(room: float, count: int, exponent: float) -> float:
    """The hit ratio of a cache with least-recently-used eviction and room for `room` of `count` keys
    whose popularity is Zipf's with this exponent (0: all alike). An estimate, by `che`."""
    if room >= count:
        return 1.0
    if exponent == 0.0:
        return max(0.0, room) / count
    return che(room, buckets(count, exponent))


def che(room: float, keys: Iterable[Bucket]) -> float:
    """Che's approximation: a key is hit when it was asked for within the cache's memory, t.

    t solves sum(1 - exp(-q t)) = room; the hit ratio is sum(q (1 - exp(-q t))). The shares q add up
    to 1, and there are more keys than room. Source: H. Che, Y. Tung and Z. Wang, "Hierarchical Web
    caching systems", IEEE JSAC 20, 2002; C. Fricker, P. Robert and J. Roberts, "A versatile and
    accurate approximation for LRU cache performance", ITC 2012.
    """
    if room <= 0.0:
        return 0.0
    known = [(keys, share) for keys, share in keys if share > 0.0]
    memory = room  # never too large: 1 - exp(-x) <= x
    for _ in range(_MOST_STEPS):
        held = slope = 0.0
        for number, share in known:
            gone = math.exp(-share * memory)
            held += number * (1.0 - gone)
            slope += number * share * gone
        if room - held <= _CLOSE * room or slope <= 0.0:
            break
        memory += (room - held) / slope
    return math.fsum(number * share * -math.expm1(-share * memory) for number, share in known)


def ttl_hit_ratio(rate: float, ttl: float) -> float:
    """The hit ratio of one key that is asked for `rate` times a second at random (Poisson) and kept
    `ttl` seconds from each miss: r T of 1 + r T requests.

    Source: J. Jung, A. Berger and H. Balakrishnan, "Modeling TTL-based Internet caches", INFOCOM
    2003.
    """
    return rate * ttl / (1.0 + rate * ttl)


def ttl_hit_ratio_of_all(rate: float, ttl: float, count: int, exponent: float) -> float:
    """The hit ratio over `count` keys that are asked for `rate` times a second together: what a
    cache with room for all of them and this ttl answers. An estimate, as `ttl_hit_ratio` is."""
    if exponent == 0.0:
        return ttl_hit_ratio(rate / count, ttl)
    return math.fsum(
        number * share * ttl_hit_ratio(rate * share, ttl)
        for number, share in buckets(count, exponent)
    )
