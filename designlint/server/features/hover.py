"""What a word means and what is known of it: documentation, values in force, verdicts, load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from designlint.analyses.load.capacity import capacities
from designlint.analyses.measure import origin_text
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Step
from designlint.language.names import Symbol
from designlint.model import Component, Element, Flow, Known
from designlint.reference.lookup import Lookup
from designlint.reference.markdown import code, paragraphs, prose, table
from designlint.reference.shapes import form
from designlint.registry import Registry
from designlint.render.verdicts import branches
from designlint.review.flows import availability_text
from designlint.review.values import known_of
from designlint.schema.declarations import EXPECT, REQUIRE
from designlint.server.analysis import Analysis
from designlint.server.context import Here, here, owner_of, path_of
from designlint.server.features.verdict_text import short, verdicts_by_place

MOST_LINES = 40
"""The lines of a derivation that are shown; `designlint verify --why` shows all."""


class Shown(NamedTuple):
    """Markdown about the words of a span."""

    span: Span
    text: str


def hover(analysis: Analysis, source: Source, offset: int) -> Shown | None:
    """What is to be said of the word at an offset. Looks at facts."""
    claim = _claim_at(analysis, source, offset)
    found = analysis.symbol_at(source, offset)
    if found is not None:
        symbol, span = found
        return Shown(span, _symbol(analysis, symbol))
    word = _word(source, offset)
    if word is None:
        return None
    place = here(source.text, word.start)
    said = _property(analysis, place, word.text) or _documentation(analysis, place, word.text)
    if claim is not None and (
        not said or (place.before[:1] == () and word.text in (REQUIRE, EXPECT))
    ):
        return Shown(claim.claim.span, _verdict(analysis, claim))
    if claim is not None:
        said = paragraphs(said, _verdict(analysis, claim))
    return Shown(word, said) if said else None


def _word(source: Source, offset: int) -> Span | None:
    text = source.text
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-."):
        end += 1
    return Span(source, start, end) if end > start else None


def _claim_at(analysis: Analysis, source: Source, offset: int) -> Verdict | None:
    """The verdict of the claim in whose line an offset is."""
    line = source.position(offset).line
    for span, verdict in verdicts_by_place(analysis).items():
        if span.source.name == source.name and span.position.line == line:
            return verdict
    return None


def _symbol(analysis: Analysis, symbol: Symbol) -> str:
    """What is known of an element."""
    element = analysis.design.element(symbol.path)
    if symbol.kind == "let":
        line = symbol.span.source.line(symbol.span.position.line).strip()
        return code(line)
    if element is None:
        return f"**{symbol.kind}** {code(symbol.path)}"
    kind = f"{symbol.kind}, {element.kind}" if isinstance(element, Component) else symbol.kind
    title = f": {prose(element.title)}" if element.title else ""
    parts = [f"**{kind}** {code(symbol.path)}{title}", *_numbers(analysis, element)]
    owned = [v for v in verdicts_by_place(analysis).values() if v.owner.path == symbol.path]
    parts += [_verdict(analysis, verdict) for verdict in owned]
    rows = [
        (code(f"{fact.name} {fact.value}".strip()), prose(origin_text(known.origin)))
        for fact, known in known_of(element)
    ]
    return paragraphs(*parts, *([table(("value in force", "from"), rows)] if rows else []))


def _numbers(analysis: Analysis, element: Element) -> Iterator[str]:
    """Load and availability of a component; the availability of a flow."""
    if isinstance(element, Component) and not element.is_external:
        capacity = analysis.facts[capacities][element.path]
        if capacity.parts:
            yield f"Load: {prose(capacity.line.text)}"
    if isinstance(element, Component | Flow):
        yield f"Availability: {availability_text(analysis.facts, element.path)}"


def _verdict(analysis: Analysis, verdict: Verdict) -> str:
    """A verdict with the numbers behind it."""
    steps = verdict.derivation(verdict.world(analysis.facts))
    lines = [f"{branch}{_line(step)}" for branch, step in branches(list(steps)[:MOST_LINES])]
    reason = prose(verdict.judgement.reason) if verdict.judgement.reason else ""
    derivation = "```text\n" + "\n".join(lines) + "\n```" if lines else ""
    head = f"**{short(verdict)}**: {code(verdict.claim.text)}"
    return paragraphs(*[part for part in (head, reason, derivation) if part])


def _line(step: Step) -> str:
    return f"{step.text}  ({step.origin})" if step.origin else step.text


def _property(analysis: Analysis, place: Here, word: str) -> str:
    """A property at the beginning of a statement: its form, its meaning, its value in force."""
    if place.before:
        return ""
    key = owner_of(place, analysis.setup.registry, analysis.templates).properties.get(word)
    if key is None:
        return ""
    element = analysis.design.element(path_of(place)) if len(place.heads) == 1 else None
    known: Known[object] | None = None if element is None or key.repeats else element[key]
    origin = f"In force: {prose(origin_text(known.origin))}." if known is not None else ""
    return paragraphs(*[part for part in (form(key.name, key.shape), key.doc, origin) if part])


def _documentation(analysis: Analysis, place: Here, word: str) -> str:
    """What the reference has of a word."""
    kinds = ("rule",) if place.before[:1] and place.before[0].text == "accept" else _KINDS
    if place.before and place.before[0].text == "tech":
        kinds = ("technology",)
    entries = [entry for entry in _lookup(analysis).find(word) if entry.kind in kinds]
    # The pages are not beside the design, so their links among each other lead nowhere.
    return _BETWEEN_PAGES.sub(r"\1", entries[0].body) if entries else ""


_BETWEEN_PAGES = re.compile(r"\[([^\]]+)\]\((?!\w+:)[^)]*\)")
_KINDS = ("declaration", "kind", "metric", "property", "technology", "rule")


def _lookup(analysis: Analysis) -> Lookup:
    return _lookups(_Known(analysis.setup.registry))


class _Known:
    """A registry as a key: it is made once for a configuration."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.registry is other.registry

    def __hash__(self) -> int:
        return id(self.registry)


@cache
def _lookups(known: _Known) -> Lookup:
    return Lookup(known.registry)
