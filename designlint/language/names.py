"""Which names a design declares, and what a name that is used means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from designlint.language import codes
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Term
from designlint.language.terms import Misread
from designlint.schema.shape import REFERENCES, TYPES
from designlint.source import Span

# Which sorts of declarations a slot of a given type may refer to.
_ACCEPTED = {
    "node": frozenset(("component", "external", "actor")),
    "component": frozenset(("component", "external")),
    "data": frozenset(("data",)),
    "place": frozenset(("provider", "region", "zone", "host", "domain")),
    "loss": frozenset(("component", "external", "provider", "region", "zone", "host", "domain")),
    "requirement": frozenset(("functional", "nonfunctional")),
    "functional": frozenset(("functional",)),
    "flow": frozenset(("flow",)),
}


_DESCRIBED = {
    "data": "data",
    "external": "an external system",
    "actor": "an actor",
    "functional": "a functional requirement",
    "nonfunctional": "a nonfunctional requirement",
}


def described(sort: str) -> str:
    """A sort of declaration with its article: `a flow`, `an actor`, `data`."""
    return _DESCRIBED.get(sort, f"a {sort}")


class Symbol(NamedTuple):
    """A declared name: its full path, the keyword that declares it, and where."""

    path: str
    sort: str
    span: Span


MAX_SUGGESTIONS = 100
"""Each looks through all names; a design with more unknown ones has another trouble."""


class SymbolTable:
    """All declared names of a design. A name is found by any end of its path that is unique."""

    def __init__(self, lost: Iterable[str] = ()) -> None:
        self.by_path: dict[str, Symbol] = {}
        self._by_suffix: dict[str, list[Symbol]] = defaultdict(list)
        self._lost = set(lost)
        self._suggested = 0
        self._found: dict[tuple[str, str, str], list[Symbol]] = {}

    def declare(self, symbol: Symbol, *, alone: bool = True) -> Symbol | None:
        """Add a name; the earlier symbol of the same path is returned instead, if there is one.

        A name that may not stand `alone` is found by its full path only.
        """
        earlier = self.by_path.get(symbol.path)
        if earlier is not None:
            return earlier
        self.by_path[symbol.path] = symbol
        suffix = symbol.path
        self._by_suffix[suffix].append(symbol)
        while alone and "." in suffix:
            suffix = suffix.split(".", 1)[1]
            self._by_suffix[suffix].append(symbol)
        return None

    def lose(self, names: Iterable[str]) -> None:
        """Note names that may be declared in what could not be understood: their use is no error
        of its own."""
        self._lost.update(names)

    def find(self, sort: str, name: str, scope: str = "") -> list[Symbol]:
        """What a name may mean: one symbol, several that are equally near, or none."""
        key = (sort, name, scope)
        if key not in self._found:
            self._found[key] = self._find(sort, name, scope)
        return self._found[key]

    def _find(self, sort: str, name: str, scope: str) -> list[Symbol]:
        accepted = _ACCEPTED.get(sort)
        candidates = [
            symbol
            for symbol in self._by_suffix.get(name, ())
            if accepted is None or symbol.sort in accepted
        ]
        if len(candidates) > 1:
            candidates = _nearest_in_scope(candidates, scope)
            whole = [symbol for symbol in candidates if symbol.path == name]
            return whole or candidates
        return candidates

    def resolve_in(self, scope: str, sort: str, term: Term) -> str:
        """The path of what a term means in a scope. Raises Misread."""
        found = self.find(sort, term.text, scope)
        if len(found) == 1:
            return found[0].path
        if found:
            paths = sorted(symbol.path for symbol in found)
            raise Misread(
                codes.AMBIGUOUS_NAME,
                term.start,
                term.end,
                name=term.text,
                candidates=" or ".join(f"'{path}'" for path in paths[:4]),
            )
        raise self._unknown(sort, term)

    def _unknown(self, sort: str, term: Term) -> Misread:
        other = self._by_suffix.get(term.text)
        if other:
            problem = f"'{term.text}' is {described(other[0].sort)}; expected {TYPES[sort]}"
            return Misread(codes.VALUE, term.start, term.end, problem=problem)
        if term.text in self._lost or term.text.rsplit(".", 1)[-1] in self._lost:
            return Misread(codes.UNKNOWN_NAME, -1, -1)
        accepted = _ACCEPTED.get(sort)
        known = (
            suffix
            for suffix, symbols in self._by_suffix.items()
            if accepted is None or any(symbol.sort in accepted for symbol in symbols)
        )
        return Misread(
            codes.UNKNOWN_NAME,
            term.start,
            term.end,
            what=REFERENCES[sort],
            name=term.text,
            near=self._nearest(term.text, known),
        )

    def _nearest(self, name: str, known: Iterable[str]) -> str | None:
        self._suggested += 1
        return nearest(name, known) if self._suggested <= MAX_SUGGESTIONS else None


class Scope(NamedTuple):
    """The names as seen from inside a declaration: those near it are meant first."""

    table: SymbolTable
    path: str

    def resolve(self, sort: str, term: Term) -> str:
        """See `terms.Names`."""
        return self.table.resolve_in(self.path, sort, term)


def _nearest_in_scope(candidates: list[Symbol], scope: str) -> list[Symbol]:
    parts = scope.split(".")
    outer = [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    for path in outer:
        near = [s for s in candidates if s.path == path or s.path.startswith(f"{path}.")]
        if near:
            return near
    return candidates
