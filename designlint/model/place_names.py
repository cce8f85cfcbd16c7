"""What words mean of the places of a design: a place by its path or the end of it, or a jurisdiction.

Requirements, actors and remedies ask this of every place and word, so the places are looked through once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designlint.base.records import NamedTuple
from designlint.model.declarations import Declarations
from designlint.schema.context import JURISDICTION


class Meant(NamedTuple):
    """The places that a word means, in their order: those `named` by their path or the end of it, which are of
    these `levels`, all that are `called` so, by their jurisdiction too, and those `around` one of these."""

    named: Mapping[str, None] = MappingProxyType({})
    levels: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()


NOWHERE = Meant()


class PlaceNames:
    """The places that each word means."""

    def __init__(self, design: Declarations) -> None:
        self._design = design
        self._named: dict[str, dict[str, None]] = {}
        self._called: dict[str, dict[str, None]] = {}
        self._meant: dict[str, Meant] = {}
        for path, place in design.places.items():
            words = path.split(".")
            for start in range(len(words)):
                end = ".".join(words[start:])
                self._named.setdefault(end, {})[path] = None
                self._called.setdefault(end, {})[path] = None
            jurisdiction = place.value(JURISDICTION)
            if jurisdiction is not None:
                self._called.setdefault(jurisdiction, {})[path] = None

    def of(self, word: str) -> Meant:
        """What a word means; nothing where no place is called so."""
        if word not in self._called:
            return NOWHERE
        if word not in self._meant:
            self._meant[word] = self._find(word)
        return self._meant[word]

    def _find(self, word: str) -> Meant:
        design, named, called = self._design, self._named.get(word, {}), tuple(self._called[word])
        levels = frozenset([design.places[path].level for path in named])
        around = frozenset([one for path in called for one in design.domains_of(path)[:-1]])
        return Meant(named, levels, called, around)
