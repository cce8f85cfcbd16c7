"""What the places that a replica is declared in leave open: where else it may be, what may take it."""

from __future__ import annotations

from designlint.base.remembered import remembered
from designlint.model import Design
from designlint.model.elements import CROSSING

# The levels that nest, widest first; other domains cut across them.
_WIDTH = ("provider", "region", "zone", "host")


class Atlas:
    """The places of a design in one world; each question is answered once."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._places = design.places
        self._lost = [path for path in design.lost if path in design.places]
        self._levels_in: dict[str | None, set[str]] = {}
        for place in design.places.values():
            self._levels_in.setdefault(place.parent, set()).add(place.level)
        self._crossing = [p.path for p in design.places.values() if p.level == CROSSING]
        self._around: dict[str, tuple[str, ...]] = {}
        self._lists: dict[str, set[str]] = {}
        self._open: dict[tuple[tuple[str, ...], frozenset[str]], bool] = {}
        self._doubtful: dict[tuple[tuple[str, ...], frozenset[str]], bool] = {}

    def around(self, path: str) -> tuple[str, ...]:
        """A place and all places around it, widest first."""
        if path not in self._around:
            self._around[path] = self._design.domains_of(path)
        return self._around[path]

    def is_open(self, within: tuple[str, ...], survives: frozenset[str]) -> bool:
        """Whether a replica inside some places may run in several places of the design that fail apart.

        `survives` are the levels whose loss does not take it.
        """
        key = (within, survives)
        if key not in self._open:
            self._open[key] = self._is_open(within, survives)
        return self._open[key]

    def _is_open(self, within: tuple[str, ...], survives: frozenset[str]) -> bool:
        if not within:
            return True
        nested = self._nested(within)
        levels = self._levels_in.get(nested[-1] if nested else None, set())
        # Each replica has an instance of its own, whose availability is the replica's.
        if any(level in _WIDTH[:-1] and level not in survives for level in levels):
            return True
        return CROSSING not in survives and any(
            one not in within and self.may_contain(one, within) for one in self._crossing
        )

    def may_be_lost(self, within: tuple[str, ...], survives: frozenset[str]) -> bool:
        """Whether one of the places that are lost may contain a replica inside some places, for all that
        is declared."""
        key = (within, survives)
        if key not in self._doubtful:
            self._doubtful[key] = any(
                self._places[lost].level not in survives and self.may_contain(lost, within)
                for lost in self._lost
            )
        return self._doubtful[key]

    def may_contain(self, place: str, within: tuple[str, ...]) -> bool:
        """Whether a place may contain a replica inside some others: unless they are apart, or the replica
        names a place that does not contain this one, which then says all. A domain that lists the zones (or
        hosts) in it contains no other one."""
        places = self._places
        if any(self._design.are_apart(one, place) for one in within):
            return False
        if places[place].level == CROSSING:
            if any(places[one].level in self._listed(place) for one in within):
                return False
            return not any(places[one].level == CROSSING for one in within)
        nested = self._nested(within)
        return not nested or nested[-1] in self.around(place)

    def _listed(self, domain: str) -> set[str]:
        """The levels of the places that a domain lists as inside it."""
        if domain not in self._lists:
            inside = [p for p in self._places.values() if domain in self.around(p.path)]
            self._lists[domain] = {one.level for one in inside if one.level in _WIDTH}
        return self._lists[domain]

    def _nested(self, within: tuple[str, ...]) -> list[str]:
        """The places of levels that nest, widest first."""
        found = [one for one in within if self._places[one].level in _WIDTH]
        return sorted(found, key=lambda one: _WIDTH.index(self._places[one].level))


# A world is asked about component by component.
@remembered(16)
def atlas_of(design: Design) -> Atlas:
    """The places of a design."""
    return Atlas(design)
