"""Words of a sentence with their place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.records import NamedTuple


class Words(NamedTuple):
    """Some words of a text, and the characters from `start` up to `end` (exclusive) that they are."""

    text: str
    start: int
    end: int


def found(pattern: re.Pattern[str], text: str) -> Iterator[Words]:
    """All places of a text that match."""
    for match in pattern.finditer(text):
        yield Words(match[0], match.start(), match.end())


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these expressions as whole words, the longest first."""
    listed = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)
