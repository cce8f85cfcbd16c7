"""What stands between two terms and has no meaning: blanks, line ends and comments."""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTS = re.compile(r"#[^\n]*|\n|,|[^#\n,]+")
# So many blanks are no slip of the thumb: a column begins behind them, or a column of comments.
WIDE = 2
WIDE_BEFORE_REMARK = 3


class Remark(NamedTuple):
    """A comment; `own_line` when nothing stands before it, `wide` when it is set apart."""

    text: str
    own_line: bool
    after_empty_line: bool
    wide: bool


class Gap(NamedTuple):
    """The text between two terms.

    `broken` says that a line ends in it, `before_empty_line` that an empty line is its last.
    """

    comma: bool
    broken: bool
    before_empty_line: bool
    wide: bool
    remarks: tuple[Remark, ...]


_NOTHING = Gap(False, False, False, False, ())
_BLANK = _NOTHING
_WIDE = _NOTHING._replace(wide=True)


def read_gap(text: str, start: int, end: int, *, at_line_start: bool = False) -> Gap:
    """Read what stands between two offsets of a text, behind a term or at the start of a line."""
    between = text[start:end]
    if not at_line_start and not between.strip(" \t"):
        return _WIDE if is_wide(between) else _BLANK
    remarks: list[Remark] = []
    comma = broken = False
    line_ends = int(at_line_start)
    blanks = ""
    for part in _PARTS.findall(between):
        if part == "\n":
            line_ends += 1
            broken = True
        elif part == ",":
            comma = True
        elif part.startswith("#"):
            wide = len(blanks) >= WIDE_BEFORE_REMARK
            remarks.append(Remark(part.rstrip(), line_ends > 0, line_ends > 1, wide))
            line_ends = 0
            broken = True
        blanks = part[len(part.rstrip(" \t")) :] if part.strip(" \t") else part
    return Gap(comma, broken, line_ends > 1, False, tuple(remarks))


def is_wide(blanks: str) -> bool:
    """Whether blanks are more than what parts two words."""
    return len(blanks) >= WIDE or "\t" in blanks
