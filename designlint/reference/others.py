"""The entries of everything that has a page and is no rule."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.reference.declarations import declaration_entries
from designlint.reference.entry import Entry
from designlint.reference.hooks import hook_entries
from designlint.reference.kinds import kind_entries
from designlint.reference.meaning import meaning_entries
from designlint.reference.metrics import metric_entries
from designlint.reference.properties import property_entries
from designlint.reference.topics import topic_entries
from designlint.registry import Registry


def other_entries(registry: Registry) -> Iterator[Entry]:
    """The entries of the language, of what plugins add to it, and of the hooks."""
    yield from declaration_entries()
    yield from topic_entries(registry.metrics)
    yield from kind_entries(registry.kinds)
    yield from property_entries(registry.kinds)
    yield from metric_entries(registry.metrics.values())
    yield from meaning_entries()
    yield from hook_entries()
