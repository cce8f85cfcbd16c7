"""The share of its requests that a cache can answer at the most, by its size and the skew of its keys."""

from __future__ import annotations

from functools import lru_cache

from designlint.base.records import NamedTuple
from designlint.model import Component, Data, Design, Known
from designlint.quantities.quantity import Quantity
from designlint.schema.context import COUNT, SIZE_OF_ONE, SKEW_OF_KEYS
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, SIZE, SKEW, WORKING_SET
from designlint.solvers.zipf import MAX_EXPONENT, head_share

# More keys than this are a continuum anyway; fewer than one are none.
_MOST_KEYS = 1e12


class PossibleHits(NamedTuple):
    """The keys that fit in a cache, of how many that are asked for, their popularity (Zipf's exponent), and
    the share of the requests that the most popular ones get: no policy hits more when requests are
    independent. With what states each."""

    fits: float
    keys: int
    exponent: float
    best: float
    room: Known[Quantity]
    size: Known[Quantity]
    skew: Known[Quantity]
    counted: Known[Quantity]
    is_working_set: bool


def possible_hits(design: Design, cache: Component) -> PossibleHits | None:
    """What a cache can answer whose size, keys and skew are declared; None for others."""
    room, held = cache[SIZE], cache.value(HOLDS) or ()
    if not cache.plays(Role.CACHE) or room is None or len(held) != 1:
        return None
    data = design.data[held[0].path]
    size, skew = data[SIZE_OF_ONE], cache[SKEW] or data[SKEW_OF_KEYS]
    asked = _keys(cache, data)
    if size is None or size.value.value <= 0.0 or skew is None or asked is None:
        return None
    count, counted, is_working_set = asked
    exponent, fits = skew.value.value, room.value.value // size.value.value
    if not (0.0 <= exponent <= MAX_EXPONENT and 1.0 <= count <= _MOST_KEYS):
        return None
    best = _head_share(fits, count, exponent)
    return PossibleHits(fits, count, exponent, best, room, size, skew, counted, is_working_set)


# Of many claims and worlds, few change a cache.
_head_share = lru_cache(256)(head_share)


def _keys(cache: Component, data: Data) -> tuple[int, Known[Quantity], bool] | None:
    """How many keys are requested: those of the working set, else all."""
    working, size, count = cache[WORKING_SET], data[SIZE_OF_ONE], data[COUNT]
    if working is not None and size is not None and size.value.value > 0.0:
        return round(working.value.value / size.value.value), working, True
    return None if count is None else (round(count.value.value), count, False)
