"""What a word means: all entries of that name."""

from __future__ import annotations

from functools import cached_property

from designlint.language.catalogue import technology_names
from designlint.plugins import Registry
from designlint.reference.entry import Entry
from designlint.reference.rules import rule_entries

GROUPS = {
    "rule": "Rules",
    "declaration": "Declarations",
    "topic": "Topics",
    "kind": "Kinds of components",
    "property": "Properties",
    "metric": "Metrics",
    "hook": "Hooks",
    "technology": "Technologies",
}


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

    def find(self, word: str) -> list[Entry]:
        """Every entry of a name, whether in capitals or not."""
        folded = word.casefold()
        coded = [entry for entry in self._rules if entry.name.casefold() == folded]
        if coded:  # nothing else is called by a code
            return coded
        from designlint.reference.technologies import technology_entry

        found = [e for e in self.entries if folded in map(str.casefold, (e.name, *e.aliases))]
        technology = technology_entry(folded)
        return [*found, technology] if technology else found

    def words(self) -> list[str]:
        """Everything that `find` finds."""
        named = [word for entry in self.entries for word in (entry.name, *entry.aliases)]
        return list(dict.fromkeys([*named, *technology_names()]))

    def groups(self) -> dict[str, list[str]]:
        """The names of entries under the titles of their groups."""
        found: dict[str, list[str]] = {title: [] for title in GROUPS.values()}
        for entry in self.entries:
            found[GROUPS[entry.kind]].append(entry.name)
        found[GROUPS["technology"]].extend(technology_names())
        return found
