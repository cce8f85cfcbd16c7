"""Flows and relations: lines with arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from designlint.diagnostic import Label
from designlint.language import codes
from designlint.language.names import Scope
from designlint.language.resolve.clauses import Clauses
from designlint.language.resolve.declare import Declared, Drawn
from designlint.language.resolve.reading import Reading, span_of_route
from designlint.language.syntax.nodes import Route
from designlint.language.terms import Misread
from designlint.model import NOTHING, Flow, Named, Properties, Relation, Step
from designlint.schema.declarations import DECLARATIONS
from designlint.source import Source, Span

Relations = Mapping[tuple[str, str], Relation]


def read_relations(drawn: list[Drawn], reading: Reading) -> Relations:
    """All relations by caller and callee; the first of two for one pair holds."""
    relations: dict[tuple[str, str], Relation] = {}
    for source, route in drawn:
        scope = Scope(reading.table, "")
        hops = _hops(source, route, reading, scope)
        clauses = Clauses(source, route, reading, scope)
        clauses.read()
        clauses.refuse_step_words()
        span = span_of_route(source, route)
        for index, caller, callee in _pairs(hops):
            relation = Relation(
                caller, callee, route.arrows[index].text == "->", span, clauses.all_properties()
            )
            earlier = relations.setdefault((caller.path, callee.path), relation)
            if earlier is not relation:
                label = Label(earlier.span, "this one holds")
                name = f"{caller.path} -> {callee.path}"
                reading.add(
                    codes.DUPLICATE.at(
                        span, secondary=(label,), what="relation", name=name, verb="declared"
                    )
                )
    return relations


def read_flow(
    item: Declared, header: Mapping[str, Any], reading: Reading, relations: Relations
) -> Flow:
    """A flow with its steps."""
    scope = item.scope(reading)
    allowed = DECLARATIONS["flow"].properties
    values = reading.block(item.source, item.block, allowed, "flow", scope, routes=True)
    steps: list[Step] = []
    for statement in item.block.statements if item.block else ():
        if isinstance(statement, Route):
            steps.extend(_steps(item.source, statement, reading, scope, relations))
    return Flow(
        item.name,
        item.path,
        header.get("title", ""),
        item.span,
        Properties(values),
        header.get("serves", ()),
        header.get("recovers", ()),
        tuple(steps),
    )


def _steps(
    source: Source, route: Route, reading: Reading, scope: Scope, relations: Relations
) -> Iterator[Step]:
    """The steps of a line. What tells how often counts for the arrow that it stands nearest to:
    `on miss of` for the first, shares, multiplicities and data for the last; `optional` for all."""
    hops = _hops(source, route, reading, scope)
    clauses = Clauses(source, route, reading, scope)
    clauses.read()
    whole = span_of_route(source, route)
    for index, caller, callee in _pairs(hops):
        first, last = index == 0, index == len(hops) - 2
        relation = relations.get((caller.path, callee.path))
        stated = clauses.values if last else {}
        inherited = relation.properties.stated() if relation else {}
        yield Step(
            caller,
            callee,
            route.arrows[index].text == "->",
            whole if len(hops) == 2 else Span(source, caller.span.start, callee.span.end),
            clauses.reads if last else (),
            clauses.writes if last else (),
            clauses.share if last else 1.0,
            clauses.times if last else 1.0,
            clauses.parallel and last,
            clauses.on_miss_of if first else None,
            clauses.optional,
            clauses.or_else if last else None,
            clauses.role if last else None,
            Properties(stated, inherited) if stated or inherited else NOTHING,
        )


def _hops(source: Source, route: Route, reading: Reading, scope: Scope) -> list[Named | None]:
    hops: list[Named | None] = []
    for term in route.hops:
        try:
            path = scope.resolve("node", term)
        except Misread as trouble:
            reading.misread(source, trouble)
            hops.append(None)
        else:
            hops.append(Named(path, Span(source, term.start, term.end)))
    return hops


def _pairs(hops: list[Named | None]) -> Iterator[tuple[int, Named, Named]]:
    """Each two neighbours that are both known, with the number of the arrow between them."""
    for index, (caller, callee) in enumerate(pairwise(hops)):
        if caller is not None and callee is not None:
            yield index, caller, callee
