"""What may be written at a place: declarations, properties, values, and the names that are in scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lsprotocol import types

from designlint.findings.core_codes import core_codes
from designlint.language.catalogue import technology, technology_names
from designlint.language.following import following
from designlint.language.names import Symbol, accepts
from designlint.language.syntax.nodes import Term
from designlint.model.metric import PERCENTILE, Metric
from designlint.schema.component import TECH, WRITES
from designlint.schema.declarations import DECLARATIONS, EXPECT, LOAD, LOSE, REQUIRE, SET
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import (
    DIMENSIONS,
    REFERENCES,
    Literal,
    Slot,
    compile_shape,
    says,
    show_shape,
)
from designlint.server.analysis import Analysis
from designlint.server.context import Here, Owner, here, owner_of, path_of
from designlint.server.features.snippets import declaration_snippet, property_snippet
from designlint.server.features.unit_words import units_of

Kind = types.CompletionItemKind
TRIGGERS = (" ", ".", ">", ":", '"')
CLAUSES = {
    "reads": "<data>,...",
    "writes": "<data>,...",
    "deletes": "<data>,...",
    "on": "miss of <cache:component>",
    "or": "else <other:node>",
    "from": "<role:leader|follower|any>",
    "optional": "",
    "parallel": "",
}
"""The clauses of a step, by their first words."""


def completion(analysis: Analysis, text: str, offset: int) -> list[types.CompletionItem]:
    """The items for a place in a text."""
    place = here(text, offset)
    if not place.is_code:
        return []
    made = _Completion(analysis, place)
    return list({(one.label, one.kind): one for one in made.items()}.values())


class _Completion:
    def __init__(self, analysis: Analysis, place: Here) -> None:
        self._analysis = analysis
        self._registry = analysis.setup.registry
        self._place = place
        self._owner: Owner = owner_of(place, self._registry, analysis.templates)
        self._scope = path_of(place)

    def items(self) -> Iterator[types.CompletionItem]:
        before = self._place.before
        if not before:
            yield from self._statements()
            return
        if any(term.type == "ARROW" for term in before):
            yield from self._route(before)
            return
        word, rest = before[0].text, before[1:]
        if word in (REQUIRE, EXPECT):
            yield from self._claim(rest)
        elif word in self._owner.properties:
            key = self._owner.properties[word]
            yield from self._parts(key.shape, rest, key)
        elif word in self._owner.declarations:
            yield from self._parts(DECLARATIONS[word].header, rest, None, word)
        elif word == LOSE:
            yield from self._parts("<lost:loss>,...", rest)
        elif word == LOAD:
            yield from self._parts("<factor>", rest)
        elif word == SET:
            yield from self._setting(rest)

    def _statements(self) -> Iterator[types.CompletionItem]:
        for name, schema in self._owner.declarations.items():
            form = show_shape(schema.header)
            snippet = declaration_snippet(name, schema.header, list(self._registry.kinds))
            yield _item(name, Kind.Class, form, schema.doc, snippet)
        for key in self._owner.properties.values():
            shape = show_shape(key.shape)
            yield _item(key.name, Kind.Property, shape, key.doc, property_snippet(key))
        for word in self._owner.words:
            yield _item(word, Kind.Keyword)
        if self._owner.routes:
            yield from self._names("node")

    def _parts(
        self,
        shape: str,
        terms: Sequence[Term],
        key: Property[Any] | None = None,
        declaration: str = "",
    ) -> Iterator[types.CompletionItem]:
        for part in following(compile_shape(shape), terms):
            if isinstance(part, Literal):
                yield _item(part.text, Kind.Keyword)
            else:
                yield from self._slot(part, key, declaration)

    def _slot(
        self, slot: Slot, key: Property[Any] | None, declaration: str = ""
    ) -> Iterator[types.CompletionItem]:
        if slot.choices:
            yield from (_item(choice, Kind.EnumMember) for choice in slot.choices)
        elif slot.type in REFERENCES:
            yield from self._names(slot.type)
            if slot.type == "growing":
                yield _item(WRITES, Kind.EnumMember)
        elif slot.type in DIMENSIONS:
            yield from self._quantities(slot)
        elif key is TECH:
            yield from _technologies()
        elif slot.name == "kind":
            yield from self._kinds(with_every=declaration == "default")
        elif slot.type == "code":
            yield from self._codes()
        elif slot.type in _WORDS:
            yield from (_item(word, Kind.EnumMember) for word in _WORDS[slot.type])
        elif slot.type == "word" and slot.name in ("metric", "on"):
            yield from (_item(name, Kind.Function) for name in self._registry.metrics)

    def _names(self, reference: str) -> Iterator[types.CompletionItem]:
        names = self._analysis.names
        for path, symbol in names.by_path.items():
            if not accepts(reference, symbol.kind) or path == self._scope:
                continue
            element = self._analysis.design.element(path)
            shown = _shortest(path, lambda name: names.find(reference, name, self._scope))
            yield _item(
                shown,
                _SYMBOLS.get(symbol.kind, Kind.Reference),
                symbol.kind,
                element.title if element else "",
            )

    def _quantities(self, slot: Slot) -> Iterator[types.CompletionItem]:
        word = self._place.word
        digits = word[: len(word) - len(word.lstrip("-0123456789._"))]
        for unit in units_of(slot.type) if digits else ():
            yield _item(f"{digits}{unit}", Kind.Unit, says(slot))
        for path, symbol in self._analysis.names.constants.items():
            yield _item(
                path, Kind.Constant, symbol.span.source.line(symbol.span.position.line).strip()
            )

    def _kinds(self, *, with_every: bool) -> Iterator[types.CompletionItem]:
        if with_every:
            yield _item("component", Kind.Class, "every kind")
        for kind in self._registry.kinds.values():
            yield _item(kind.name, Kind.Class, "kind", kind.doc)
        for name, of in self._analysis.templates.items():
            yield _item(name, Kind.Class, f"template of {of}")

    def _codes(self) -> Iterator[types.CompletionItem]:
        for rule in self._registry.rules.values():
            yield _item(rule.code, Kind.Event, rule.name)
        for code in core_codes():
            yield _item(code.code, Kind.Event, code.name)

    def _claim(self, terms: Sequence[Term]) -> Iterator[types.CompletionItem]:
        metric = self._registry.metrics.get(terms[0].text) if terms else None
        if not terms:
            for one in self._registry.metrics.values():
                yield _item(one.name, Kind.Function, "metric", one.summary)
        elif metric is not None:
            yield from self._parts(_form(metric), terms[1:])

    def _setting(self, terms: Sequence[Term]) -> Iterator[types.CompletionItem]:
        if not terms:
            owner = self._place.word.rpartition(".")[0]
            found = self._analysis.names.settable(owner) if owner else []
            for symbol in found[:1]:
                for one in self._properties_of(symbol).values():
                    yield _item(
                        f"{owner}.{one.name}", Kind.Property, show_shape(one.shape), one.doc
                    )
            if not owner:
                yield from self._names("settable")
            return
        owner, _, name = terms[0].text.rpartition(".")
        found = self._analysis.names.settable(owner)
        key = self._properties_of(found[0]).get(name) if found else None
        if key is not None:
            yield from self._parts(key.shape, terms[1:], key)

    def _properties_of(self, symbol: Symbol) -> Mapping[str, Property[Any]]:
        component = self._analysis.design.components.get(symbol.path)
        if component is None:
            return DECLARATIONS[symbol.kind].properties
        name = component.kind
        kind = self._registry.kinds.get(name)
        return kind.properties if kind is not None else {}

    def _route(self, terms: Sequence[Term]) -> Iterator[types.CompletionItem]:
        last = max(n for n, term in enumerate(terms) if term.type == "ARROW")
        clauses = list(terms[last + 2 :])
        if last == len(terms) - 1:
            yield from self._names("node")
            return
        starts = [n for n, term in enumerate(clauses) if term.text in _CLAUSES]
        if starts:
            word, rest = clauses[starts[-1]].text, clauses[starts[-1] + 1 :]
            found = list(self._parts(_CLAUSES[word], rest))
            yield from found
            if found and not (rest and rest[-1].type == "_COMMA"):
                return
        is_step = any(head and head[0].text == "flow" for head in self._place.heads)
        for word in CLAUSES if is_step else ():
            yield _item(
                "on miss of" if word == "on" else "or else" if word == "or" else word, Kind.Keyword
            )
        for key in RELATION_PROPERTIES:
            yield _item(key.name, Kind.Property, show_shape(key.shape), key.doc)


_CLAUSES = {**CLAUSES, **{key.name: key.shape for key in RELATION_PROPERTIES}}
_WORDS = {
    "yes_no": ("yes", "no"),
    "scope": ("per replica", "total"),
    "votes": ("one", "quorum", "all"),
    "percentile": ("p50", "p90", "p95", "p99", "p99.9"),
}
_SYMBOLS = {
    "component": Kind.Module,
    "external": Kind.Module,
    "actor": Kind.Class,
    "data": Kind.Struct,
    "flow": Kind.Function,
    "functional": Kind.Event,
    "nonfunctional": Kind.Event,
}


def _form(metric: Metric) -> str:
    """The shape of what stands behind the name of a metric."""
    aspect = ""
    if metric.aspects == (PERCENTILE,):
        aspect = "<aspect:percentile> "
    elif metric.aspects:
        # A choice of one word is written as that word.
        choice = "|".join(metric.aspects)
        aspect = f"<aspect:{choice}> " if "|" in choice else f"{choice} "
    subject = "of <subject:element>"
    if "everything" in metric.subjects:
        subject = f"[{subject}]"
    target = metric.target
    if not target.operators:
        return f"{aspect}{subject} [at <load:factor>]"
    return f"{aspect}{subject} {metric.operator} <target:{target.value}> [at <load:factor>]"


@cache
def _technologies() -> tuple[types.CompletionItem, ...]:
    """The technologies of the catalogue with their facts."""
    found = []
    for name in technology_names():
        one = technology(name)
        if one is not None:
            facts = "\n".join([f"- `{fact.property} {fact.value}`" for fact in one.facts])
            found.append(_item(name, Kind.Module, one.title, facts))
    return tuple(found)


def _shortest(path: str, find: Callable[[str], Sequence[Symbol]]) -> str:
    """The shortest end of a path that means it alone."""
    parts = path.split(".")
    for count in range(1, len(parts)):
        name = ".".join(parts[-count:])
        if [symbol.path for symbol in find(name)] == [path]:
            return name
    return path


def _item(
    label: str,
    kind: types.CompletionItemKind,
    detail: str = "",
    documentation: str = "",
    snippet: str = "",
) -> types.CompletionItem:
    return types.CompletionItem(
        label=label,
        kind=kind,
        detail=detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, documentation)
        if documentation
        else None,
        insert_text=snippet or None,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else None,
    )


def plain(items: Iterable[types.CompletionItem]) -> list[types.CompletionItem]:
    """The items for an editor that knows no snippets: their labels are inserted."""
    return [
        types.CompletionItem(
            one.label, kind=one.kind, detail=one.detail, documentation=one.documentation
        )
        for one in items
    ]
