"""Words of a sentence with their place in it, and patterns for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from designlint.base.records import NamedTuple


class Words(NamedTuple):
    """Some words of a text, and the characters from `start` up to `end` (exclusive) that they are."""

    text: str
    start: int
    end: int


class Pattern:
    """A regular expression that is compiled when a text first needs it.

    To compile all patterns takes longer than to check a small design, and most texts have none of the
    words that most patterns are about: where none of the parts in `needs` is in a text, in this
    spelling or in small letters, there is no match.
    """

    def __init__(self, source: str, *needs: str, flags: int = re.IGNORECASE) -> None:
        self.source = source
        self._needs = needs
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _for(self, text: str) -> re.Pattern[str] | None:
        """The compiled expression; None where it cannot match."""
        if not self._may_match(text):
            return None
        if self._compiled is None:
            self._compiled = re.compile(self.source, self._flags)
        return self._compiled

    def _may_match(self, text: str) -> bool:
        return not self._needs or _has_any(text, self._needs)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """All matches, as of `re`."""
        compiled = self._for(text)
        return iter(()) if compiled is None else compiled.finditer(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match."""
        compiled = self._for(text)
        return None if compiled is None else compiled.search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match at a place."""
        compiled = self._for(text)
        return None if compiled is None else compiled.match(text, start)


def _has_any(text: str, parts: Iterable[str]) -> bool:
    both = _in_both_spellings(text)
    # `any` over a generator takes twice as long, and every text is asked about hundreds of parts.
    for part in parts:  # noqa: SIM110
        if part in both:
            return True
    return False


# Many patterns look at one text, one after the other.
@lru_cache(maxsize=4)
def _in_both_spellings(text: str) -> str:
    return f"{text}\n{text.lower()}"


def found(pattern: Pattern, text: str) -> Iterator[Words]:
    """All places of a text that match."""
    for match in pattern.finditer(text):
        yield Words(match[0], match.start(), match.end())


def any_of(expressions: Iterable[str], *needs: str) -> Pattern:
    """A pattern for any of these expressions as whole words, the longest first."""
    listed = "|".join(sorted(expressions, key=len, reverse=True))
    return Pattern(rf"(?<![\w-])(?:{listed})(?![\w-])", *needs)


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, without the signs around them."""
    return [word.strip(".,;:!?()\"'`") for word in text.lower().replace("/", " ").split()]
