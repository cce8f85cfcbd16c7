"""Which names a design declares, and what a name that is used means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language import codes
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Term
from designlint.language.terms import ReadError
from designlint.schema.shape import REFERENCES, TYPES

TEMPLATE, LET = "template", "let"
"""The kinds of symbols that are no elements of the design."""
# Which kinds of symbols a slot of a given type may refer to.
_ACCEPTED = {
    "node": frozenset(("component", "external", "actor")),
    "component": frozenset(("component", "external")),
    "data": frozenset(("data",)),
    "growing": frozenset(("data", "component", "external", "actor")),
    "place": frozenset(("provider", "region", "zone", "host", "domain")),
    "loss": frozenset(("component", "external", "provider", "region", "zone", "host", "domain")),
    "requirement": frozenset(("functional", "nonfunctional")),
    "functional": frozenset(("functional",)),
    "flow": frozenset(("flow",)),
    "decision": frozenset(("decision",)),
    "settable": frozenset(("component", "external", "flow", "data")),
    TEMPLATE: frozenset((TEMPLATE,)),
}


_DESCRIBED = {
    "data": "data",
    "external": "an external system",
    "actor": "an actor",
    "functional": "a functional requirement",
    "nonfunctional": "a nonfunctional requirement",
}


def accepts(reference: str, kind: str) -> bool:
    """Whether a slot of a type may refer to a kind of symbol."""
    accepted = _ACCEPTED.get(reference)
    return kind in accepted if accepted is not None else kind != TEMPLATE


def described(kind: str) -> str:
    """A kind of symbol with its article: `a flow`, `an actor`, `data`."""
    return _DESCRIBED.get(kind, f"a {kind}")


class Symbol(NamedTuple):
    """A declared name: its full path, its kind (the keyword that declares it), and where."""

    path: str
    kind: str
    span: Span

    @property
    def whole(self) -> Symbol:
        """The same with its place in the file itself; see `Span.whole`."""
        return self if self.span.whole is self.span else self._replace(span=self.span.whole)


MAX_SUGGESTIONS = 100
"""Each compares a name with all others; more unknown names than these are no misspellings."""


class Lookups:
    """What was asked of a symbol table lately: the names that were looked up, the places of those that were
    found, and whether a part was skipped in which names may be declared."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.uses: list[tuple[Span, Symbol]] = []
        self.skipped = False

    def clear(self) -> None:
        """Forget all of it."""
        self.names.clear()
        self.uses.clear()
        self.skipped = False


class SymbolTable:
    """All declared names of a design. A name is found by any end of its path that is unique."""

    def __init__(self, unparsed: Iterable[str] = ()) -> None:
        self.by_path: dict[str, Symbol] = {}
        self._by_suffix: dict[str, list[Symbol]] = defaultdict(list)
        self._unparsed = set(unparsed)
        self._suggested = 0
        self._found: dict[tuple[str, str, str], list[Symbol]] = {}
        self.namespaces: dict[str, str] = {}
        """What the names of a file begin with, by its name, where it is imported under a name."""
        self.constants: dict[str, Symbol] = {}
        """The constants by their paths: they stand for values, and are no elements."""
        self.uses: dict[Span, Symbol] = {}
        """What each name that is used means, by where it stands."""
        self.lookups = Lookups()

    @property
    def whole(self) -> SymbolTable:
        """The same names with their places in the files themselves; see `Span.whole`. None is to be added."""
        made = copy(self)
        made.by_path = {path: one.whole for path, one in self.by_path.items()}
        made.constants = {path: one.whole for path, one in self.constants.items()}
        made.uses = {span.whole: one.whole for span, one in self.uses.items()}
        return made

    def declare(self, symbol: Symbol, *, alone: bool = True, namespace: str = "") -> Symbol | None:
        """Add a name; the earlier symbol of the same path is returned instead, if there is one.

        A name that is not found `alone` is found by its full path only. One in a `namespace` is found
        behind that by any end of the rest of its path, too: `platform.store` for `platform.aws.store`.
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
        inner = symbol.path.removeprefix(f"{namespace}.") if namespace and alone else ""
        while "." in inner:
            inner = inner.split(".", 1)[1]
            self._by_suffix[f"{namespace}.{inner}"].append(symbol)
        return None

    def use(self, kind: str, term: Term, scope: str) -> None:
        """Note what a term means that another reader has read: the name of a template."""
        found = self.find(kind, term.text, scope)
        if len(found) == 1:
            self._used(term, found[0])

    def use_constant(self, path: str, term: Term) -> None:
        """Note that a term stands for the value of a constant."""
        self._used(term, self.constants[path])

    def use_again(self, uses: Iterable[tuple[Span, Symbol]]) -> None:
        """Note what names mean that meant the same when the design was read before."""
        by_path, constants = self.by_path, self.constants
        self.uses.update(
            [(span, (constants if one[1] == LET else by_path)[one[0]]) for span, one in uses]
        )

    def _used(self, term: Term, symbol: Symbol) -> None:
        span = term.span
        self.uses[span] = symbol
        self.lookups.uses.append((span, symbol))

    def skip(self, names: Iterable[str]) -> None:
        """Note names that may be declared in a part that was skipped: their use is not reported."""
        self._unparsed.update(names)
        self.lookups.skipped = True

    def find(self, kind: str, name: str, scope: str = "") -> list[Symbol]:
        """The symbols that a name may refer to: one, several that are equally near, or none."""
        self.lookups.names.add(name)
        key = (kind, name, scope)
        if key not in self._found:
            self._found[key] = self._find(kind, name, scope)
        return self._found[key]

    def _find(self, kind: str, name: str, scope: str) -> list[Symbol]:
        accepted = _ACCEPTED.get(kind)
        candidates = [
            symbol
            for symbol in self._by_suffix.get(name, ())
            if (symbol.kind in accepted if accepted is not None else symbol.kind != TEMPLATE)
        ]
        if len(candidates) > 1:
            candidates = _nearest_in_scope(candidates, scope)
            whole = [symbol for symbol in candidates if symbol.path == name]
            return whole or candidates
        return candidates

    def resolve_in(self, scope: str, kind: str, term: Term) -> str:
        """The path of the symbol that a term refers to in a scope. Raises ReadError."""
        found = self.find(kind, term.text, scope)
        if len(found) == 1:
            self._used(term, found[0])
            return found[0].path
        if found:
            paths = sorted(symbol.path for symbol in found)
            candidates = " or ".join(f"`{path}`" for path in paths[:4])
            at = term.span
            raise ReadError(codes.AMBIGUOUS_NAME.at(at, name=term.text, candidates=candidates))
        raise ReadError(self._unknown(kind, term))

    def settable(self, name: str, scope: str = "") -> list[Symbol]:
        """What a scenario may set of that name: a component is nearer than another element."""
        return self.find("component", name, scope) or self.find("settable", name, scope)

    def _unknown(self, kind: str, term: Term) -> Diagnostic | None:
        """The diagnostic for a name without a symbol; None where it may be in a skipped part."""
        other = self._by_suffix.get(term.text)
        if other:
            problem = f"`{term.text}` is {described(other[0].kind)}; expected {TYPES[kind]}"
            return codes.VALUE.at(term.span, problem=problem)
        if term.text in self._unparsed or term.text.rsplit(".", 1)[-1] in self._unparsed:
            return None
        accepted = _ACCEPTED.get(kind)
        known = (
            suffix
            for suffix, symbols in self._by_suffix.items()
            if accepted is None or any(symbol.kind in accepted for symbol in symbols)
        )
        near = self._nearest(term.text, known)
        return codes.UNKNOWN_NAME.at(term.span, what=REFERENCES[kind], name=term.text, near=near)

    def _nearest(self, name: str, known: Iterable[str]) -> str | None:
        self._suggested += 1
        return nearest(name, known) if self._suggested <= MAX_SUGGESTIONS else None


class Scope(NamedTuple):
    """The names as seen from inside a declaration: the nearest are found first."""

    table: SymbolTable
    path: str

    def resolve(self, kind: str, term: Term) -> str:
        """See `terms.Names`. A name in the value of a constant is one of the file of that."""
        home = (
            self.table.namespaces.get(term.source.name, "") if term.via is not None else self.path
        )
        return self.table.resolve_in(home, kind, term)


def _nearest_in_scope(candidates: list[Symbol], scope: str) -> list[Symbol]:
    parts = scope.split(".")
    outer = [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    for path in outer:
        near = [s for s in candidates if s.path == path or s.path.startswith(f"{path}.")]
        if near:
            return near
    return candidates
