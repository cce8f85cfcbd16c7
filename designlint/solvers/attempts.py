"""How many calls one request becomes when the callers along its way try again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def most_calls(attempts: Iterable[float]) -> float:
    """The calls at the end of a chain when every attempt fails: the product of the attempts.

    Each layer repeats all that the layers below it do. B. Beyer and others, Site Reliability
    Engineering (2016), chapter 22: three retries at three layers are 64 calls.
    """
    return math.prod(attempts)


def expected_attempts(retries: int, failing: float) -> float:
    """The mean number of attempts of a caller when each fails with probability `failing`, 0 to 1.

    The sum of `failing` to the power of 0 to `retries`, which is (1 - f^(r+1)) / (1 - f) below 1.
    """
    if failing >= 1.0:
        return float(retries + 1)
    return (1.0 - failing ** (retries + 1)) / (1.0 - failing)


def expected_calls(retries: Sequence[int], failing: float) -> float:
    """The mean number of calls at the end of a chain, `retries` given from the outermost layer.

    An attempt of the innermost layer fails with probability `failing`, independently of others; an
    attempt of a layer above it fails when all those of the layer below have. An estimate: in an
    outage failures are not independent, and `most_calls` is what counts.
    """
    calls, fails = 1.0, failing
    for count in reversed(retries):
        calls *= expected_attempts(count, fails)
        fails **= count + 1
    return calls
