"""What components have without stating it: the defaults of their kind, and those of their template.

What a component states itself goes before its template, and that before the defaults; of these, the
nearest group around the component goes first, and a kind before `component`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Label
from designlint.language import codes
from designlint.language.names import TEMPLATE
from designlint.language.resolve.declare import ParsedDeclaration
from designlint.language.resolve.reading import Reading, Template, Values, laid_over
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Term
from designlint.schema.kinds import Kind
from designlint.schema.property import Property

EVERY = "component"
"""Components of all kinds."""


class _Default(NamedTuple):
    namespace: str
    around: str
    of: str
    values: Values


class Defaults:
    """The defaults and the templates of a design."""

    def __init__(
        self,
        defaults: Iterable[ParsedDeclaration],
        templates: Iterable[ParsedDeclaration],
        reading: Reading,
    ) -> None:
        self._reading = reading
        self._stated = {item.path: item for item in templates}
        self._templates: dict[str, Template | None] = {}
        self._open: list[str] = []
        self._defaults: list[_Default] = []
        first: dict[tuple[str, str], Term] = {}
        for item in defaults:
            self._take(item, first)
        # The nearest last, so that it decides.
        self._defaults.sort(
            key=lambda one: (one.around.count(".") + bool(one.around), one.of != EVERY)
        )
        for path in self._stated:
            self._template(path)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all templates."""
        return tuple([item.name for item in self._stated.values()])

    def default(self, path: str, source: Source, kind: Kind) -> Values:
        """What the defaults give a component of a kind by its path and file."""
        found: Values = {}
        if self._defaults:
            namespace = self._reading.namespace(source)
            for one in self._defaults:
                is_around = not one.around or path.startswith(f"{one.around}.")
                if one.namespace == namespace and is_around and one.of in (kind.name, EVERY):
                    found = laid_over(found, one.values)
        return found

    def template(self, name: str, scope: str) -> Template | None:
        """The template that a name refers to."""
        if not self._stated:
            return None
        found = self._reading.table.find(TEMPLATE, name, scope)
        return self._template(found[0].path) if len(found) == 1 else None

    def _take(self, item: ParsedDeclaration, first: dict[tuple[str, str], Term]) -> None:
        term = _one_word(item, self._reading, 0)
        if term is None:
            return
        name = term.text
        kinds = self._reading.kinds
        if name != EVERY and name not in kinds:
            self._unknown(term, (*kinds, EVERY))
            return
        earlier = first.setdefault((item.parent, name), term)
        if earlier is not term:
            label = Label(earlier.span, "this one is used")
            duplicate = codes.DUPLICATE.at(
                term.span, secondary=(label,), what="the default of", name=name, verb="declared"
            )
            self._reading.add(duplicate)
            return
        properties = _common(kinds) if name == EVERY else kinds[name].properties
        what = name if name != EVERY else "component"
        values = self._reading.block(item.block, properties, what, item.scope(self._reading))
        namespace = self._reading.namespace(item.span.source)
        self._defaults.append(_Default(namespace, item.parent, name, values))

    def _template(self, path: str) -> Template | None:
        if path not in self._templates:
            item = self._stated[path]
            if path in self._open:
                chain = [*self._open[self._open.index(path) :], path]
                problem = f"cycle of templates: {' -> '.join(chain)}"
                self._reading.add(codes.VALUE.at(item.span, problem=problem))
                self._templates[path] = None
                return None
            self._open.append(path)
            made = self._made(item)
            self._open.pop()
            self._templates.setdefault(path, made)
        return self._templates[path]

    def _made(self, item: ParsedDeclaration) -> Template | None:
        reading = self._reading
        if item.name in reading.kinds:
            problem = f"`{item.name}` is a kind of the language: choose another name"
            reading.add(codes.VALUE.at(item.span, problem=problem))
            return None
        term = _one_word(item, reading, 2)
        if term is None:
            return None
        below = self.template(term.text, item.parent or reading.namespace(item.span.source))
        if below is not None:
            reading.table.use(TEMPLATE, term, item.parent or reading.namespace(item.span.source))
        kind = below.kind if below is not None else reading.kinds.get(term.text)
        if kind is None:
            if not reading.table.find(TEMPLATE, term.text, item.parent):
                self._unknown(term, (*reading.kinds, *self.names))
            return None
        values = reading.block(item.block, kind.properties, kind.name, item.scope(reading))
        return Template(kind, laid_over(below.values, values) if below is not None else values)

    def _unknown(self, term: Term, known: Iterable[str]) -> None:
        near = nearest(term.text, known)
        self._reading.add(
            codes.UNKNOWN_WORD.at(
                term.span, what="kind", word=term.text, where=" of component", near=near
            )
        )


def _one_word(item: ParsedDeclaration, reading: Reading, at: int) -> Term | None:
    """The term of the kind in a header; what is wrong with the header is reported."""
    from designlint.language.resolve.elements import read_header  # it reads components, too

    header = read_header(item, reading)
    clause = item.statement.clauses[0] if item.statement.clauses else ()
    if "kind" not in header or at >= len(clause):
        return None
    return clause[at]


def _common(kinds: Mapping[str, Kind]) -> dict[str, Property[Any]]:
    """The properties that all kinds have."""
    first, *rest = kinds.values()
    return {
        name: key
        for name, key in first.properties.items()
        if all(kind.properties.get(name) is key for kind in rest)
    }
