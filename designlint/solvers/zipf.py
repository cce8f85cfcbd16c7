"""Zipf's law: the share of all requests that the i-th most popular of n keys gets, i ** -s / H."""

from __future__ import annotations

import math

from designlint.base.records import NamedTuple

# The sum is taken term by term up to here and by the Euler-Maclaurin formula beyond: the first
# term that is left out is then below 1e-12 of the sum for any exponent up to MAX_EXPONENT.
_EXACT_TERMS = 1_000
# From here on the first key has nearly all requests; a larger exponent is none that is measured.
MAX_EXPONENT = 10.0
# A bucket's keys differ in rank by this share at the most.
_WIDTH = 0.01


class Bucket(NamedTuple):
    """Some keys of nearly the same popularity: how many, and the mean share of requests of each."""

    keys: float
    share: float


def harmonic(count: float, exponent: float) -> float:
    """The sum of i ** -exponent for i from 1 to `count`, a whole number (0 or more).

    Raise `ValueError` for a negative count and for an exponent outside 0 to MAX_EXPONENT.
    """
    if count < 0 or not 0.0 <= exponent <= MAX_EXPONENT:
        raise ValueError("a count below 0, or an exponent that is not from 0 to 10")
    if exponent == 0.0:
        return float(count)
    near = min(int(count), _EXACT_TERMS)
    total = math.fsum(rank**-exponent for rank in range(1, near + 1))
    return total + _beyond(near, count, exponent) if count > near else total


def _beyond(near: int, count: float, exponent: float) -> float:
    """The sum of i ** -exponent for i from near + 1 to `count` (Euler-Maclaurin)."""
    first, last = float(near) ** -exponent, float(count) ** -exponent
    if abs(exponent - 1.0) < 1e-9:
        integral = math.log(count / near)
    else:
        power = 1.0 - exponent
        integral = (float(count) ** power - float(near) ** power) / power
    slope = exponent * (first / near - last / count) / 12.0
    return float(integral + (last - first) / 2.0 + slope)


def head_share(keys: float, count: float, exponent: float) -> float:
    """The share of requests that the `keys` most popular of `count` keys get together.

    No cache that does not know the future answers more when it holds so many keys and requests are
    independent of each other: A. Aho, P. Denning and J. Ullman, "Principles of optimal page
    replacement", Journal of the ACM 18, 1971.
    """
    if keys >= count:
        return 1.0
    return harmonic(math.floor(keys), exponent) / harmonic(count, exponent)


def top_share(count: float, exponent: float) -> float:
    """The share of requests that the most popular of `count` keys (1 or more) gets."""
    return 1.0 / harmonic(count, exponent)


def buckets(count: int, exponent: float) -> list[Bucket]:
    """All keys in buckets: the popular ones alone, the others in geometric ranges of ranks.

    The shares add up to 1. A hundred million keys are about 1500 buckets.
    """
    found: list[Bucket] = []
    whole = harmonic(count, exponent)
    last, before = 0, 0.0
    while last < count:
        upto = min(count, max(last + 1, int(last * (1.0 + _WIDTH))))
        if upto <= _EXACT_TERMS:
            total = before + math.fsum(rank**-exponent for rank in range(last + 1, upto + 1))
        else:
            total = harmonic_from(last, before, upto, exponent)
        keys = upto - last
        found.append(Bucket(keys, (total - before) / keys / whole))
        last, before = upto, total
    return found


def harmonic_from(last: int, before: float, count: int, exponent: float) -> float:
    """The sum up to `count`, given that `before` is the sum up to `last`."""
    if last < _EXACT_TERMS:
        return harmonic(count, exponent)
    return before + _beyond(last, count, exponent) if exponent else float(count)
