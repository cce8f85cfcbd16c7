"""Elements that have another name: what is declared, and what is said of it, is nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from designlint.base.records import NamedTuple
from designlint.compare.similarity import paired, total, words_of
from designlint.compare.snapshot import Snapshot
from designlint.model.elements import Element

LEAST = 0.6
"""The least similarity of an element to one with another name."""
Translate = Callable[[str], str]


class Renamed(NamedTuple):
    """What gives a text with new names: of paths as messages show them, and of the last part of paths as
    a declaration in a group shows it."""

    paths: Translate
    names: Translate


def renames(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """The new paths of elements that have another one now, by their old paths."""
    old, new = before.elements, after.elements
    gone = {path: one for path, one in old.items() if path not in new}
    added = {path: one for path, one in new.items() if path not in old}
    if not gone or not added:
        return {}
    of_all = total([words_of(source.text) for one in (before, after) for source in one.sources])
    found: dict[str, str] = {}
    for sort in dict.fromkeys(sort for sort, _ in gone.values()):
        found |= paired(_said(before, gone, sort), _said(after, added, sort), of_all, LEAST)
    return found


def renaming(names: Mapping[str, str]) -> Renamed:
    """What gives a text with the new paths in the place of the old ones."""
    last = {old.rpartition(".")[2]: new.rpartition(".")[2] for old, new in names.items()}
    return Renamed(_translation(names), _translation(last))


def _translation(names: Mapping[str, str]) -> Translate:
    """What gives a text with the new names in the place of the old ones."""
    if not names:
        return lambda text: text
    longest = sorted(names, key=len, reverse=True)
    old = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    return lambda text: old.sub(lambda found: names[found[0]], text)


def _said(
    snapshot: Snapshot, elements: Mapping[str, tuple[str, Element]], sort: str
) -> dict[str, Counter[str]]:
    """The words of each element of a sort: of its declaration, and of the lines that mention it."""
    return {
        path: _words(snapshot, element)
        for path, (its_sort, element) in elements.items()
        if its_sort == sort
    }


def _words(snapshot: Snapshot, element: Element) -> Counter[str]:
    """The words of a declaration and of the lines around it that mention it, without its own name."""
    mention = re.compile(rf"(?<![\w-]){re.escape(element.name)}(?![\w-])")
    extent = element.extent or element.span
    texts = [mention.sub(" ", extent.text)]
    for source in snapshot.sources:
        text = source.text
        if source is extent.source:
            text = f"{text[: extent.start]}\n{text[extent.end :]}"
        texts += [mention.sub(" ", line) for line in text.splitlines() if mention.search(line)]
    return words_of("\n".join(texts))
