"""The text between two terms, which has no meaning: spaces, line ends and comments."""

from __future__ import annotations

import re

from designlint.base.records import NamedTuple

_PARTS = re.compile(r"#[^\n]*|\n|,|[^#\n,]+")
# As many spaces are meant: a column begins behind them, or a column of comments.
WIDE = 2
WIDE_BEFORE_COMMENT = 3


class Comment(NamedTuple):
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
    comments: tuple[Comment, ...]


_NOTHING = Gap(False, False, False, False, ())
_SPACE = _NOTHING
_WIDE = _NOTHING._replace(wide=True)


def read_gap(text: str, start: int, end: int, *, at_line_start: bool = False) -> Gap:
    """Read the text between two offsets, behind a term or at the start of a line."""
    between = text[start:end]
    if not at_line_start and not between.strip(" \t"):
        return _WIDE if is_wide(between) else _SPACE
    comments: list[Comment] = []
    comma = broken = False
    line_ends = int(at_line_start)
    spaces = ""
    for part in _PARTS.findall(between):
        if part == "\n":
            line_ends += 1
            broken = True
        elif part == ",":
            comma = True
        elif part.startswith("#"):
            wide = len(spaces) >= WIDE_BEFORE_COMMENT
            comments.append(Comment(part.rstrip(), line_ends > 0, line_ends > 1, wide))
            line_ends = 0
            broken = True
        spaces = part[len(part.rstrip(" \t")) :] if part.strip(" \t") else part
    return Gap(comma, broken, line_ends > 1, False, tuple(comments))


def is_wide(spaces: str) -> bool:
    """Whether spaces are more than what separates two words."""
    return len(spaces) >= WIDE or "\t" in spaces
