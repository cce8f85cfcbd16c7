"""How evenly a hash ring shares its keys: n nodes with v places each, all at random.

A node's share of the ring is a Beta(v, (n - 1) v) variable: the sum of v of the n v gaps between
random points on a circle. All shares together are a Dirichlet variable.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_STEPS = 10_000


def share_variation(nodes: int, places: int) -> float:
    """The coefficient of variation of a node's share: sqrt((n - 1) / (n v + 1))."""
    return math.sqrt((nodes - 1) / (nodes * places + 1))


def share_above(multiple: float, nodes: int, places: int) -> float:
    """The probability that one given node has more than `multiple` times the mean share."""
    share = multiple / nodes
    if share <= 0.0:
        return 1.0
    if share >= 1.0:
        return 0.0
    return incomplete_beta(1.0 - share, (nodes - 1.0) * places, places)


def share_quantile(probability: float, nodes: int, places: int) -> float:
    """The multiple of the mean share that a node does not exceed with a probability (0 to 1)."""
    low, high = 0.0, float(nodes)
    for _ in range(100):
        middle = (low + high) / 2.0
        if 1.0 - share_above(middle, nodes, places) < probability:
            low = middle
        else:
            high = middle
    return high


def hottest_above(multiple: float, nodes: int, places: int) -> tuple[float, float]:
    """Two bounds between which the probability lies that any node has more than `multiple` times the mean.

    Not more than the sum of the probabilities of all nodes (union bound); not less than if the shares
    were independent, for the parts of a whole are negatively associated (K. Joag-Dev and F.
    Proschan, "Negative association of random variables, with applications", Annals of Statistics
    11, 1983).
    """
    one = share_above(multiple, nodes, places)
    if one >= 1.0:
        return 1.0, 1.0
    return -math.expm1(nodes * math.log1p(-one)), min(1.0, nodes * one)


def hottest_likely(probability: float, nodes: int, places: int) -> float:
    """The largest multiple of the mean, to three digits, that some node exceeds with at least this
    probability."""
    low, high = 0.0, float(nodes)
    while high - low > 5e-4:
        middle = (low + high) / 2.0
        if hottest_above(middle, nodes, places)[0] >= probability:
            low = middle
        else:
            high = middle
    return low


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, the probability that Beta(a, b) is at most x (0 to 1).

    By its continued fraction with Lentz's method: Abramowitz and Stegun, "Handbook of Mathematical
    Functions", 26.5.8; W. Lentz, "Generating Bessel functions in Mie scattering calculations using
    continued fractions", Applied Optics 15, 1976.
    """
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1.0) / (a + b + 2.0):
        return min(1.0, front * _fraction(x, a, b) / a)
    return max(0.0, 1.0 - front * _fraction(1.0 - x, b, a) / b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, from its front."""
    upper = 1.0
    lower = 1.0 / _apart(1.0 - (a + b) * x / (a + 1.0))
    value = lower
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        for term in (even, odd):
            lower = 1.0 / _apart(1.0 + term * lower)
            upper = _apart(1.0 + term / upper)
            value *= lower * upper
        if abs(lower * upper - 1.0) < _CLOSE:
            break
    return value


def _apart(value: float) -> float:
    """The value, or something tiny where it is zero."""
    return value if abs(value) > _TINY else _TINY
