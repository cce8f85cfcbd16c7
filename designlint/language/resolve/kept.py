"""What was read of a design, kept for the next time that the design is read.

A reading is the same again where what was read is the same object, each name that it looked up means what it
meant, and so is all else that it looked at. Readings that reported something are not kept: what is suggested
then depends on all names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_
from typing import Any, TypeVar

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.names import Symbol, SymbolTable

T = TypeVar("T")
_Around = tuple[object, ...]


class _Reading(NamedTuple):
    """A reading: of what, its outcome, what else it looked at, the last parts of the names that it looked up,
    and the names that it used."""

    of: object
    found: Any
    around: _Around
    names: frozenset[str]
    uses: tuple[tuple[Span, Symbol], ...]


def _nothing(_: object) -> _Around:
    return ()


class Kept:
    """The readings of a design, from one time that it is read to the next: nothing older is kept.

    `begin` starts a time. Without it, each reading is made and none is kept.
    """

    def __init__(self) -> None:
        self._table: SymbolTable | None = None
        self._reports: Callable[[], int] = int
        self._kinds: Mapping[str, str] = {}
        self._world: _Around = ()
        self._changed: frozenset[str] = frozenset()
        self._before: dict[tuple[str, int], _Reading] = {}
        self._now: dict[tuple[str, int], _Reading] = {}
        self._tokens: dict[str, _Around] = {}

    def begin(
        self, table: SymbolTable, reports: Callable[[], int], world: Iterable[object]
    ) -> None:
        """Read once more. `reports` counts what was reported so far; `world` is what every reading looks at."""
        self._before, self._now = self._now, {}
        self._table, self._reports = table, reports
        self._changed = frozenset()
        if self.token("world", world) is not self._world:
            self._before = {}
        self._world = self._tokens["world"]

    def named(self, table: SymbolTable, shared: Iterable[object]) -> None:
        """All names of the design are declared now. What is `shared` may have readings of its own, which are
        not kept, so that no name may be new where there is any."""
        kinds = {path: symbol.kind for path, symbol in table.by_path.items()}
        changed = kinds.items() ^ self._kinds.items() if kinds != self._kinds else ()
        self._changed = frozenset([_last(path) for path, _ in changed])
        self._kinds = kinds
        before = self._tokens.get("shared")
        if self.token("shared", shared) is not before or (before and self._changed):
            self._before = {}

    def token(self, what: str, parts: Iterable[object]) -> _Around:
        """An object that is the same as long as some parts are."""
        now = tuple(parts)
        if not _same(self._tokens.get(what, (None,)), now):
            self._tokens[what] = now
        return self._tokens[what]

    def of(
        self,
        what: str,
        subject: object,
        read: Callable[[], T],
        around: Callable[[T], _Around] = _nothing,
    ) -> T:
        """The outcome of a reading of a subject. `around` is what else that looked at, given the outcome."""
        table = self._table
        if table is None:
            return read()
        key = what, id(subject)
        known = self._before.get(key)
        if known is not None and known.names.isdisjoint(self._changed):
            found: T = known.found
            if _same(known.around, around(found)):
                if known.uses:
                    table.use_again(known.uses)
                self._now[key] = known
                return found
        table.lookups.clear()
        reports = self._reports()
        found = read()
        if self._reports() == reports and not table.lookups.skipped:
            names = frozenset(map(_last, table.lookups.names))
            uses = tuple(table.lookups.uses)
            self._now[key] = _Reading(subject, found, around(found), names, uses)
        return found

    def sound(
        self, what: str, subject: object, check: Callable[[], list[Diagnostic]], around: object
    ) -> list[Diagnostic]:
        """What a check of a subject finds, which is not checked again where there was nothing."""
        if self._table is None:
            return check()
        key = what, id(subject)
        known = self._before.get(key)
        if known is not None and known.around[0] is around:
            self._now[key] = known
            return []
        found = check()
        if not found:
            self._now[key] = _Reading(subject, found, (around,), frozenset(), ())
        return found


def _same(one: _Around, other: _Around) -> bool:
    return one is other or (len(one) == len(other) and all(map(is_, one, other)))


def _last(name: str) -> str:
    return name.rpartition(".")[2]
