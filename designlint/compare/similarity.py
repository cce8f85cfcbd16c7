"""How similar two texts are: by the words that they share, of which rare ones count most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
L = TypeVar("L", bound=Hashable)

_WORD = re.compile(r'"[^"\n]*"|[\w.%-]*\w%?')
MOST_PAIRS = 40_000
"""Among more pairs than these, no similar ones are looked for."""


def words_of(text: str) -> Counter[str]:
    """The words, numbers and quoted texts of a design's text, with how often each occurs."""
    return Counter(_WORD.findall(text))


def similarity(
    one: Mapping[str, int], other: Mapping[str, int], of_all: Mapping[str, int]
) -> float:
    """The share of two texts that both have, 0 to 1 (Dice's coefficient). A word weighs the less, the more
    often it occurs `of_all` texts (inverse document frequency)."""
    shared = sum(
        min(number, other[word]) / of_all.get(word, 1)
        for word, number in one.items()
        if word in other
    )
    both = sum(n / of_all.get(word, 1) for words in (one, other) for word, n in words.items())
    return 2 * shared / both if both else 0.0


def paired(
    before: Mapping[K, Mapping[str, int]],
    after: Mapping[L, Mapping[str, int]],
    of_all: Mapping[str, int],
    least: float,
) -> dict[K, L]:
    """The most similar texts of two states, each at most once, with at least this similarity."""
    if len(before) * len(after) > MOST_PAIRS:
        return {}
    found = [
        (similarity(words, others, of_all), old, new)
        for old, words in before.items()
        for new, others in after.items()
    ]
    found.sort(key=lambda one: -one[0])
    pairs: dict[K, L] = {}
    taken: set[L] = set()
    for score, old, new in found:
        if score >= least and old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def total(texts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """How often each word occurs in all of some texts."""
    found: Counter[str] = Counter()
    for words in texts:
        found.update(words)
    return found
