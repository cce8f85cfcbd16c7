"""The nearest known word to one that is not known, and the user's words in messages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

SURE = 0.8
"""From this similarity on, from 0 to 1, a word is a misspelling of another."""
MAX_WORD = 40
"""A longer word is no misspelling of a name; it is shown shortened."""


def nearest(word: str, known: Iterable[str], similarity: float = 0.7) -> str | None:
    """The known word that was probably meant: the most similar one, at least `similarity` (0 to 1)."""
    return None if len(word) > MAX_WORD else _nearest(word, tuple(known), similarity)


# One mistake is often made many times.
@lru_cache(256)
def _nearest(word: str, known: tuple[str, ...], similarity: float) -> str | None:
    from difflib import get_close_matches  # only a mistake needs it

    folded = word.lower()
    slack = 1 + len(folded) // 2
    by_folded = {
        candidate.lower(): candidate
        for candidate in known
        if abs(len(candidate) - len(folded)) <= slack
    }
    near = get_close_matches(folded, by_folded, 1, cutoff=similarity)
    if near and near[0][:1] != folded[:1] and not get_close_matches(folded, near, 1, cutoff=SURE):
        return None  # people rarely miss the first letter of what they mean
    return by_folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: ``; did you mean `eviction`?``, or nothing when no word is near."""
    return suggestion(nearest(word, known))


def suggestion(near: str | None, mark: str = "`") -> str:
    """The end of a message about a word, where one is `near` that was probably meant; `mark` is the
    quotation mark on both sides."""
    return f"; did you mean {mark}{near}{mark}?" if near else ""


def clip(text: str) -> str:
    """A word of the user's as a message shows it: on one line, and not longer than one."""
    line = text.split("\n", 1)[0]
    return text if len(text) <= MAX_WORD and line == text else f"{line[: MAX_WORD - 3]}..."
