"""How often a step makes its call in each run of its flow: `x3`, `x20k`, `x2M`."""

from __future__ import annotations

import re

from designlint.quantities.units import MAGNITUDES

MOST = 999_999_999
"""A step makes no more calls in each run."""
_WRITTEN = re.compile(r"x(\d[\d_]{0,8})([kM]?)")


def multiplicity(text: str) -> float | None:
    """The number of calls that a word states; None where it is no multiplicity, or one above `MOST`."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    times = float(found[1].replace("_", "")) * MAGNITUDES.get(found[2], 1.0)
    return times if times <= MOST else None
