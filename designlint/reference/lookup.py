"""What a word means: all entries of that name."""

from __future__ import annotations

from designlint.language.catalogue import technology_names
from designlint.plugins import Registry
from designlint.reference.declarations import declaration_entries
from designlint.reference.entry import Entry
from designlint.reference.hooks import hook_entries
from designlint.reference.kinds import kind_entries
from designlint.reference.meaning import meaning_entries
from designlint.reference.metrics import metric_entries
from designlint.reference.properties import property_entries
from designlint.reference.rules import rule_entries
from designlint.reference.technologies import technology_entry
from designlint.reference.topics import topic_entries

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
        self.entries: list[Entry] = [
            *rule_entries(registry.rules),
            *declaration_entries(),
            *topic_entries(registry.metrics),
            *kind_entries(registry.kinds),
            *property_entries(registry.kinds),
            *metric_entries(registry.metrics.values()),
            *meaning_entries(),
            *hook_entries(),
        ]

    def find(self, word: str) -> list[Entry]:
        """Every entry of a name, whether in capitals or not."""
        folded = word.casefold()
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
