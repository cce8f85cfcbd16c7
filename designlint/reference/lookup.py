"""What a word means: all entries of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from designlint.base.cached import cached_property
from designlint.language.catalogue import technology_names
from designlint.reference.entry import Entry
from designlint.reference.rules import rule_entries
from designlint.registry import Registry

GROUPS = {
    "rule": "Rules",
    "declaration": "Declarations",
    "topic": "Topics",
    "kind": "Kinds of components",
    "property": "Properties",
    "metric": "Metrics",
    "hook": "Hooks",
    "technology": "Technologies",
    "term": "Terms of the field",
}
_SIGNS = re.compile(r"[\s_\-/'.,]+")
_SHORTEST = 3
_MOST, _RARE = 8, 24
"""The most pages that are listed for a word that only their texts have, and how many may have it: what
stands everywhere is no term."""


class Lookup:
    """All entries but those of technologies, which are read when they are asked for."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._rules = rule_entries(registry.rules)

    @cached_property
    def entries(self) -> list[Entry]:
        """All of them, those of rules first."""
        # They are made from all metrics and hooks: to explain a code, none of that is needed.
        from designlint.reference.others import other_entries

        return [*self._rules, *other_entries(self._registry)]

    @cached_property
    def terms(self) -> list[Entry]:
        """The words of the field."""
        from designlint.reference.terms import term_entries

        return term_entries(self.entries)

    def find(self, word: str) -> list[Entry]:
        """Every entry of a name, however it is spelled: in capitals or not, with spaces, hyphens or
        underscores, in the plural. The term of a name comes first; other names of terms are looked at
        where nothing is called so."""
        folded = word.casefold()
        coded = [entry for entry in self._rules if entry.name.casefold() == folded]
        if coded:  # nothing else is called by a code
            return coded
        from designlint.reference.technologies import technology_entry

        for key in _keys(word):
            found = [*self._pages.get(key, ())]
            technology = technology_entry(folded)
            found += [technology] if technology else []
            called = self._called.get(key, [])
            terms = [term for term in called if _key(term.name) == key]
            if found or called:
                return [*terms, *found] or called
        return []

    @cached_property
    def _pages(self) -> dict[str, list[Entry]]:
        return _by_key(self.entries)

    @cached_property
    def _called(self) -> dict[str, list[Entry]]:
        """The terms, by the keys of their names and other names."""
        return _by_key(self.terms)

    def mentions(self, word: str) -> list[Entry]:
        """The entries whose texts have a word that no entry is called by, the closest first; none where
        the word stands in too many of them."""
        words = [re.escape(part) for part in _SIGNS.split(word) if part]
        if len("".join(words)) < _SHORTEST:
            return []
        pattern = re.compile(rf"(?<![\w-]){'[ _-]'.join(words)}s?(?![\w-])", re.IGNORECASE)
        ranked = [(_closeness(pattern, entry), entry) for entry in [*self.terms, *self.entries]]
        found = [(rank, entry) for rank, entry in ranked if rank is not None]
        if len(found) > _RARE and min(rank for rank, _ in found) > 1:
            return []
        return [entry for _, entry in sorted(found, key=lambda one: one[0])][:_MOST]

    def forms(self, word: str) -> list[Entry]:
        """The entries in whose form a word stands as it is, such as a value to choose."""
        pattern = re.compile(rf"^Forms?: .*(?<![\w-]){re.escape(word)}(?![\w-])", re.MULTILINE)
        return [entry for entry in self.entries if pattern.search(entry.body)][:_MOST]

    def parts(self, word: str) -> list[Entry]:
        """The entries of the words that a word consists of, those of terms alone where there are any."""
        found = [self.find(part) for part in _SIGNS.split(word) if len(part) >= _SHORTEST]
        chosen = [[entry for entry in one if entry.kind == "term"] or one for one in found]
        return list(dict.fromkeys([entry for one in chosen for entry in one]))[:_MOST]

    def words(self) -> list[str]:
        """Everything that `find` finds."""
        every = [*self.entries, *self.terms]
        named = [word for entry in every for word in (entry.name, *entry.aliases)]
        return list(dict.fromkeys([*named, *technology_names()]))

    def groups(self) -> dict[str, list[str]]:
        """The names of entries under the titles of their groups."""
        found: dict[str, list[str]] = {title: [] for title in GROUPS.values()}
        for entry in [*self.entries, *self.terms]:
            found[GROUPS[entry.kind]].append(entry.name)
        found[GROUPS["technology"]].extend(technology_names())
        return found


def _key(name: str) -> str:
    """A name without what spellings differ in."""
    return _SIGNS.sub("", name.casefold())


def _keys(word: str) -> list[str]:
    """The key of a word, then those that it has if it is a plural."""
    key = _key(word)
    ends = (("ies", "y"), ("es", ""), ("s", ""))
    return [key, *[key.removesuffix(end) + one for end, one in ends if key.endswith(end)]]


def _by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(map(_key, (entry.name, *entry.aliases))):
            found.setdefault(key, []).append(entry)
    return found


def _closeness(pattern: re.Pattern[str], entry: Entry) -> int | None:
    """How much an entry is about what a pattern finds, 0 the most; None if it has nothing of it."""
    head = "\n\n".join(entry.body.split("\n\n")[:2])
    texts = (" ".join((entry.heading, *entry.aliases)), head, entry.body)
    return next((rank for rank, text in enumerate(texts) if pattern.search(text)), None)
