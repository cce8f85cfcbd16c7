"""Patterns with numbers in them, compiled only for texts whose numbers stand where the pattern needs them.

The pattern of a number in words is long, and stands in most patterns of amounts. Texts mostly have figures
alone.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from designlint.base.records import NamedTuple
from designlint.prose.numerals import GREATS, SMALL, in_figures
from designlint.prose.words import Pattern

_ARTICLES = {"a", "an"}
_STARTS = {*SMALL, *_ARTICLES, "half"}
_WORD = re.compile(r"\d+|[^\W\d]\w*")


class Numbers(NamedTuple):
    """The numbers of a text: whether there are any, whether some are in words, and the words that stand
    directly in front of one."""

    any: bool
    in_words: bool
    before: frozenset[str]


class Numbered(Pattern):
    """A pattern with NUMERAL in it.

    It does not match a text without a number, unless it is also of such texts (`also_without`), nor one
    in which no number has one of the words `behind` in front.
    """

    def __init__(
        self,
        source: str,
        *needs: str,
        behind: Set[str] = frozenset(),
        also_without: bool = False,
        flags: int = re.IGNORECASE,
    ) -> None:
        super().__init__(source, *needs, flags=flags)
        self._behind = behind
        self._also_without = also_without
        self._of_figures: re.Pattern[str] | None = None

    def _for(self, text: str) -> re.Pattern[str] | None:
        numbers = numbers_of(text)
        if not (numbers.any or self._also_without):
            return None
        if self._behind and self._behind.isdisjoint(numbers.before):
            return None
        if numbers.in_words or self._compiled is not None:
            return super()._for(text)
        if not self._may_match(text):
            return None
        if self._of_figures is None:
            self._of_figures = re.compile(in_figures(self.source), self._flags)
        return self._of_figures


# Many patterns look at one text, one after the other.
@lru_cache(maxsize=4)
def numbers_of(text: str) -> Numbers:
    """The numbers of a text; what may be one counts."""
    words = _WORD.findall(text.lower())
    in_words = not SMALL.keys().isdisjoint(words) or not (
        GREATS.isdisjoint(words) or _ARTICLES.isdisjoint(words)
    )
    starts = [n for n, word in enumerate(words) if word[0].isdecimal() or word in _STARTS]
    before = frozenset([words[n - 1] for n in starts if n])
    return Numbers(in_words or any(words[n][0].isdecimal() for n in starts), in_words, before)
