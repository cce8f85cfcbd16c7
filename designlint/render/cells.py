"""Untrusted text made safe for a terminal: the characters shown, and their columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from designlint.base.records import NamedTuple

TAB_STOP = 4
ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PICTURES = frozenset({"So", "Sm"})
_DOTTED_CIRCLE = "\u25cc"
# Nothing legible is longer; without a bound, one endless cluster would take quadratic time.
_LONGEST_CLUSTER = 32
# Characters of one column each, no part of any cluster: behind them comes nothing that could join.
_PLAIN = re.compile(r"[ -~]+(?![^\x00-\x7f])")
# Letters of Europe, punctuation, arrows, mathematics and lines: of one column each, whatever stands beside
# them. To ask the library takes as long to load as all the rest of a terminal's output.
_NARROW = re.compile(
    r"[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2193\u21ab-\u22ff\u2500-\u259f]*"
)


class Cells(NamedTuple):
    """A line as it is shown.

    `shown[k]` stands at column `columns[k]` (from 0). Character `n` of the text is shown from
    column `starts[n]` up to `ends[n]`; characters of one cluster share their columns.
    """

    shown: Sequence[str]
    columns: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    width: int

    def interval(self, start: int, end: int) -> tuple[int, int]:
        """The columns that show characters `start` up to `end`; one column at least."""
        length = len(self.starts)
        if start >= length:
            return self.width, self.width + 1
        first = self.starts[start]
        if end <= start:
            return first, first + 1
        return first, self.ends[min(end, length) - 1]

    def cut(self, start: int, end: int) -> str:
        """What is shown from column `start` up to `end`; a cell cut in half becomes spaces."""
        first = bisect_left(self.columns, start)
        behind = len(self.shown) if end >= self.width else bisect_right(self.columns, end) - 1
        if first >= behind:
            return ""
        return " " * (self.columns[first] - start) + "".join(self.shown[first:behind])


def cells(text: str) -> Cells:
    """Lay out one line of text: tabs expanded, what could deceive or do harm made visible."""
    if text.isascii() and text.isprintable():
        length = len(text)
        return Cells(text, range(length), range(length), range(1, length + 1), length)
    shown: list[str] = []
    columns: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    at = column = 0
    while at < len(text):
        if plain := _PLAIN.match(text, at):
            run = range(column, column + plain.end() - at)
            shown += plain[0]
            columns += run
            starts += run
            ends += range(column + 1, run.stop + 1)
            at, column = plain.end(), run.stop
            continue
        cluster = _cluster(text, at)
        cell, wide = _show(cluster, column)
        # Tabs and stand-ins take a column for each character, so they can be cut anywhere.
        parts = cell if cell.isascii() else [cell]
        shown += parts
        columns += range(column, column + len(parts))
        starts += [column] * len(cluster)
        ends += [column + wide] * len(cluster)
        at, column = at + len(cluster), column + wide
    return Cells(shown, columns, starts, ends, column)


def clean(text: str) -> str:
    """`text` in one line, with what could deceive or do harm made visible."""
    if text.isascii() and text.isprintable():
        return text
    for space in ("\r\n", "\n", "\t"):
        text = text.replace(space, " ")
    return "".join(cells(text).shown)


def width(text: str) -> int:
    """How many columns a clean text takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _cluster(text: str, at: int) -> str:
    """The characters from `at` on that a terminal shows as one: an accented letter, an emoji."""
    behind = at + 1
    while behind < len(text) and _joins(
        text[at:behind], text[behind], text[behind + 1 : behind + 2]
    ):
        behind += 1
    return text[at:behind]


def _joins(cluster: str, char: str, behind: str) -> bool:
    """Whether `char` is shown as a part of the cluster before it."""
    if char.isascii() or len(cluster) >= _LONGEST_CLUSTER or _hidden(cluster[0]):
        return False
    if char in _JOINERS:
        return _joinable(cluster[0], behind)
    if _hidden(char) or (cluster[-1] not in _JOINERS and _NARROW.fullmatch(char)):
        return False
    from wcwidth import wcswidth, wcwidth

    if wcwidth(char) == 0:
        return True
    return not cluster.isascii() and wcswidth(cluster + char) <= wcswidth(cluster)


def _joinable(first: str, second: str) -> bool:
    """Whether a joiner between two characters has a use: two pictures, or letters of one column."""
    if first.isascii() or not second or second.isascii():
        return False
    from unicodedata import category

    from wcwidth import wcwidth

    if first.isalpha() and second.isalpha():
        return wcwidth(first) == wcwidth(second) == 1
    return category(first) in _PICTURES and category(second) in _PICTURES


def _hidden(char: str) -> bool:
    """Whether a character is one that a terminal obeys or swallows, or no document may have."""
    if char.isprintable():
        return False
    from unicodedata import category

    return category(char) in _HIDDEN or _is_noncharacter(ord(char))


def _is_noncharacter(code: int) -> bool:
    """Whether Unicode keeps a code from ever being a character."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _show(cluster: str, column: int) -> tuple[str, int]:
    """What stands for a cluster at a column, and how many columns that takes."""
    first = cluster[0]
    if first == "\t":
        spaces = TAB_STOP - column % TAB_STOP
        return " " * spaces, spaces
    if _hidden(first):
        replacement = _picture(first)
        return replacement, len(replacement)
    if len(cluster) == 1 and _NARROW.fullmatch(cluster):
        return cluster, 1
    from wcwidth import wcwidth

    # An accent without its letter would sit on what designlint writes before it.
    shown = cluster if wcwidth(first) else _DOTTED_CIRCLE + cluster
    return shown, max(1, width(shown))


def _picture(char: str) -> str:
    """The visible stand-in of a hidden character."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"
