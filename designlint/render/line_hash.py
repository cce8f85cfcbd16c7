"""GitHub's `primaryLocationLineHash`: by it code scanning knows an alert again when lines move.

GitHub computes it for reports that lack it, from the files of the checkout. It is computed here so
that uploads by any way have it, and is the same: blanks and tabs are dropped, every kind of line
end is one line feed, and a line's hash is the polynomial with base 37, modulo 2**64, of the 100
characters (units of UTF-16) from the line's first on, the end of the text being one more (65535).
Behind a colon stands how many lines with this hash there have been.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BASE = 37
LENGTH = 100
_END = 0xFFFF
_LINE_FEED = 0x0A
_MASK = (1 << 64) - 1
_BLANKS = re.compile("[ \t]+")
_LINE_END = re.compile("\r\n?")


def line_hashes(text: str) -> list[str]:
    """The hash of each line, the first line's first; a carriage return alone ends a line, too."""
    units = _units(text)
    starts = [0, *[at + 1 for at, unit in enumerate(units) if unit == _LINE_FEED]]
    sums = _sums(units)
    seen: dict[int, int] = {}
    hashes = []
    for start in starts:
        value = sums[start]
        seen[value] = seen.get(value, 0) + 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _units(text: str) -> list[int]:
    """The characters that count, as units of UTF-16, with the end of the text behind them."""
    plain = _BLANKS.sub("", _LINE_END.sub("\n", text))
    encoded = plain.encode("utf-16-le", "surrogatepass")
    return [*memoryview(encoded).cast("H"), _END]


def _sums(units: Sequence[int]) -> list[int]:
    """For each place the hash of the `LENGTH` units from there on, zeros behind the last.

    From the right: the hash at a place is the one behind it, less the unit that leaves, and with
    that which comes. Dividing by the base is exact modulo 2**64, as the base is odd.
    """
    inverse = pow(BASE, -1, _MASK + 1)
    top = pow(BASE, LENGTH - 1, _MASK + 1)
    sums = [0] * (len(units) + 1)
    for at in range(len(units) - 1, -1, -1):
        behind = at + LENGTH
        leaving = units[behind] if behind < len(units) else 0
        sums[at] = ((sums[at + 1] - leaving) * inverse + units[at] * top) & _MASK
    return sums
