"""What a design's contradictions are about: the declarations, and the ends of the calls, around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.codes import CONTRADICTIONS
from designlint.language.resolve.declare import ParsedDeclaration, ParsedDesign
from designlint.language.syntax.nodes import Route, whole_span
from designlint.model import Design

# What has no verdicts of its own; the declaration around it has, or the design as a whole.
_INNER = ("api", "option", "design")


def doubtful(
    found: ParsedDesign, design: Design, diagnostics: Iterable[Diagnostic]
) -> frozenset[str]:
    """The paths of what contradicts itself; the empty path is the design as a whole."""
    spans = [d.primary.span for d in diagnostics if d.code in CONTRADICTIONS]
    return frozenset([path for span in spans for path in _owners(span, found, design)])


def _owners(span: Span, found: ParsedDesign, design: Design) -> Iterator[str]:
    around = [item for item in found.declarations if item.extent.contains(span)]
    if around:
        yield _path(max(around, key=lambda item: item.extent.start))
        return
    for route in found.relations:
        if whole_span(route).contains(span):
            yield from _ends(route, design)
            return
    yield ""


def _path(item: ParsedDeclaration) -> str:
    if item.schema.keyword == "operation":  # its interface has no verdicts of its own either
        return item.parent.rpartition(".")[0]
    return item.parent if item.schema.keyword in _INNER else item.path


def _ends(route: Route, design: Design) -> Iterator[str]:
    """What a line with arrows joins."""
    line = whole_span(route)
    for relation in design.relations:
        if line.contains(relation.caller.span):
            yield from (relation.caller.path, relation.callee.path)
