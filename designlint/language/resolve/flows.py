"""Flows and relations: lines with arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from designlint.diagnostics.diagnostic import Label
from designlint.language import codes
from designlint.language.names import Scope
from designlint.language.resolve.clauses import Clauses
from designlint.language.resolve.declare import ParsedDeclaration
from designlint.language.resolve.elements import read_header
from designlint.language.resolve.reading import Reading
from designlint.language.syntax.nodes import Route, head_span, span_between
from designlint.language.terms import ReadError
from designlint.model import NOTHING, Flow, Named, Properties, Relation, Step
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

Relations = Mapping[tuple[str, str], Relation]


def read_relations(routes: Iterable[Route], reading: Reading) -> Relations:
    """All relations by caller and callee; the first of two for one pair is used."""
    relations: dict[tuple[str, str], Relation] = {}
    for route in routes:
        for relation in reading.kept.of("relation", route, partial(_relations_of, route, reading)):
            caller, callee = relation.caller.path, relation.callee.path
            earlier = relations.setdefault((caller, callee), relation)
            if earlier is not relation:
                label = Label(earlier.span, "this one is used")
                name = f"{caller} -> {callee}"
                reading.add(
                    codes.DUPLICATE.at(
                        head_span(route),
                        secondary=(label,),
                        what="relation",
                        name=name,
                        verb="declared",
                    )
                )
    return relations


def _relations_of(route: Route, reading: Reading) -> list[Relation]:
    """The relations of a line, one for each arrow."""
    scope = Scope(reading.table, reading.namespace(route.first.source))
    hops = _hops(route, reading, scope)
    clauses = Clauses(route, reading, scope)
    clauses.read()
    clauses.refuse_step_words()
    span, properties = head_span(route), clauses.all_properties()
    return [
        Relation(caller, callee, route.arrows[index].text == "->", span, properties)
        for index, caller, callee in _pairs(hops)
    ]


def kept_flow(item: ParsedDeclaration, reading: Reading, relations: Relations) -> Flow:
    """A flow, from when the design was read before where that is still the same."""

    def used(flow: Flow) -> tuple[object, ...]:
        return tuple([relations.get((s.caller.path, s.callee.path)) for s in flow.steps])

    return reading.kept.of(
        "flow", item.statement, partial(read_flow, item, reading, relations), used
    )


def read_flow(item: ParsedDeclaration, reading: Reading, relations: Relations) -> Flow:
    """A flow with its steps."""
    header = read_header(item, reading)
    scope = item.scope(reading)
    allowed = DECLARATIONS["flow"].properties
    values = reading.block(item.block, allowed, "flow", scope, routes=True)
    common = {key: values[key] for key in RELATION_PROPERTIES if key in values}
    steps: list[Step] = []
    for statement in item.block.statements if item.block else ():
        if isinstance(statement, Route):
            steps.extend(_steps(statement, reading, scope, relations, common))
    _refuse_unasked(steps, reading)
    return Flow(
        item.name,
        item.path,
        header.get("title", ""),
        item.span,
        Properties(values),
        header.get("serves", ()),
        header.get("recovers", ()),
        tuple(steps),
        extent=item.extent,
    )


def _refuse_unasked(steps: list[Step], reading: Reading) -> None:
    """Report a call on the miss of a cache that no step of the flow asks: how many calls miss is then not
    said, nor what the cache itself gets."""
    asked = {
        name.path for step in steps for name in (step.caller, step.callee, step.or_else) if name
    }
    for step in steps:
        cache = step.on_miss_of
        if cache is not None and cache.path not in asked:
            ask = f"{step.caller.path} -> {cache.path}"
            problem = f"no step of the flow asks `{cache.path}`: write `{ask}` before the call on its miss"
            reading.add(codes.VALUE.at(cache.span, problem=problem))


def _steps(
    route: Route,
    reading: Reading,
    scope: Scope,
    relations: Relations,
    common: Mapping[Property[Any], Any],
) -> Iterator[Step]:
    """The steps of a line. A clause on how often counts for the arrow that it stands nearest to:
    `on miss of` for the first, shares, multiplicities and data for the last; `optional` for all.
    A property of a call is that of the step, else of the relation, else of the flow (`common`)."""
    hops = _hops(route, reading, scope)
    clauses = Clauses(route, reading, scope)
    clauses.read()
    whole = head_span(route)
    reached = -1
    for index, caller, callee in _pairs(hops):
        first, last = index == 0, index == len(hops) - 2
        relation = relations.get((caller.path, callee.path))
        stated = clauses.values if last else {}
        inherited = relation.properties.stated() if relation else {}
        yield Step(
            caller,
            callee,
            route.arrows[index].text == "->",
            whole if len(hops) == 2 else span_between(*route.hops[index : index + 2]),
            clauses.reads if last else (),
            (*clauses.writes, *clauses.deletes) if last else (),
            clauses.share if last else 1.0,
            clauses.times if last else 1.0,
            clauses.parallel and last,
            clauses.on_miss_of if first else None,
            clauses.optional,
            clauses.or_else if last else None,
            clauses.role if last else None,
            Properties(stated, inherited, common) if stated or inherited or common else NOTHING,
            follows=index > 0 and index - 1 == reached,
            deletes=clauses.deletes if last else (),
        )
        reached = index


def _hops(route: Route, reading: Reading, scope: Scope) -> list[Named | None]:
    hops: list[Named | None] = []
    for term in route.hops:
        try:
            path = scope.resolve("node", term)
        except ReadError as error:
            reading.report(error)
            hops.append(None)
        else:
            hops.append(Named(path, term.span))
    return hops


def _pairs(hops: list[Named | None]) -> Iterator[tuple[int, Named, Named]]:
    """Each two neighbours that are both known, with the number of the arrow between them."""
    for index, (caller, callee) in enumerate(pairwise(hops)):
        if caller is not None and callee is not None:
            yield index, caller, callee
