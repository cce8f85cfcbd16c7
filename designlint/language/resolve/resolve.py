"""A design's files become one model."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.language import codes
from designlint.language.catalogue import Technology
from designlint.language.contradictions import contradictions
from designlint.language.names import SymbolTable
from designlint.language.resolve import elements, flows, scenarios
from designlint.language.resolve.constants import Constants
from designlint.language.resolve.declare import ParsedDeclaration, declare
from designlint.language.resolve.defaults import Defaults
from designlint.language.resolve.doubts import doubtful
from designlint.language.resolve.kept import Kept
from designlint.language.resolve.namespaces import namespace_groups
from designlint.language.resolve.reading import NOTHING_GIVEN, Reading
from designlint.language.resolve.totals import within_limits
from designlint.language.syntax.parse import Syntax
from designlint.model import (
    Acceptance,
    Actor,
    Api,
    Component,
    Data,
    Decision,
    Design,
    Element,
    Group,
    Operation,
    Option,
    Properties,
)
from designlint.model.metric import Metric
from designlint.model.published import holding
from designlint.schema.kinds import KINDS, Kind

SHARED = ("default", "template")


class Resolution(NamedTuple):
    """A model, with the diagnostics about what could not be resolved, and its names."""

    design: Design
    diagnostics: tuple[Diagnostic, ...]
    names: SymbolTable

    @property
    def without_names(self) -> Resolution:
        """The same without its names, which only those ask for who show where a name is used."""
        return self._replace(names=SymbolTable())


def resolve(
    files: Sequence[Syntax],
    metrics: Mapping[str, Metric],
    kinds: Mapping[str, Kind] = KINDS,
    technologies: Mapping[str, Technology] = MappingProxyType({}),
    kept: Kept | None = None,
) -> Resolution:
    """Resolve the files of one design together. Bad input becomes diagnostics; nothing raises.

    `metrics` are what `require` and `expect` lines can measure, `kinds` what components can be, each by
    name. `technologies` are added to those of the catalogue, and replace those of the same name. What is
    `kept` of an earlier resolution is not read again.
    """
    unparsed = frozenset(name for syntax in files for name in syntax.unparsed)
    reading = Reading(SymbolTable(unparsed), kinds, metrics, technologies, kept)
    if kept is not None:
        kept.begin(reading.table, lambda: reading.reports, _world(files, reading))
    constants = Constants(files, reading)
    found = declare(constants.files, reading)
    reading.kept.named(reading.table, [i.statement for i in found.declarations if _is_shared(i)])
    constants.judge()
    design = _design(found.declarations, flows.read_relations(found.relations, reading), reading)
    for diagnostic in contradictions(design, reading.technology, reading.kept):
        reading.add(diagnostic)
    in_doubt = doubtful(found, design, reading.diagnostics)
    shared = tuple([i.extent for i in found.declarations if _is_shared(i)])
    diagnostics = constants.suggested(reading.diagnostics)
    if shared:  # a mistake there is one, however many components have it
        diagnostics = list({(d.code, d.primary.span, d.message): d for d in diagnostics}.values())
    design = replace(design, in_doubt=in_doubt, shared=shared)
    # Defaults know who reads them: in a cycle, all that was read would stay as long as the process.
    reading.given = NOTHING_GIVEN
    return Resolution(design, tuple(diagnostics), reading.table)


def _world(files: Sequence[Syntax], reading: Reading) -> Iterator[object]:
    """What the reading of every declaration looks at."""
    yield from (reading.kinds, reading.metrics, reading.technologies)
    for syntax in files:
        yield reading.kept.token(f"file {syntax.source.name}", (sys.intern(syntax.namespace),))
        yield from [one for one in syntax.statements if one.first.text == "import"]


def _is_shared(item: ParsedDeclaration) -> bool:
    """Whether several components have what a declaration states."""
    return item.schema.keyword in SHARED


def _design(
    declarations: Iterable[ParsedDeclaration], relations: flows.Relations, reading: Reading
) -> Design:
    items: defaultdict[str, list[ParsedDeclaration]] = defaultdict(list)
    inner: defaultdict[str, list[ParsedDeclaration]] = defaultdict(list)
    for item in declarations:
        items[item.schema.keyword].append(item)
        inner[item.parent].append(item)
    headers = _headers(items["design"], reading)
    reading.given = Defaults(items["default"], items["template"], reading)
    boundaries = namespace_groups(items["import"], inner, reading)
    for item in items["import"] + items["accept"]:
        if item.block is not None:
            reading.refuse_block(item.block, f"`{item.schema.keyword}`")
    components = {
        item.path: _component(item, inner, reading)
        for keyword in ("component", "external")
        for item in items[keyword]
    }
    levels = ("provider", "region", "zone", "host", "domain")
    requirements = items["functional"] + items["nonfunctional"]
    places = {
        i.path: reading.kept.of("place", i.statement, partial(elements.read_place, i, reading))
        for level in levels
        for i in items[level]
    }
    around = reading.kept.token("places", places.values())
    components = {
        path: reading.kept.of("facts", one, partial(holding, one, places), lambda _: (around,))
        for path, one in components.items()
    }
    components = within_limits(components, reading)
    return Design(
        header=headers[0] if headers else None,
        actors={
            i.path: reading.kept.of("actor", i.statement, partial(_plain, Actor, i, reading))
            for i in items["actor"]
        },
        components=components,
        groups={**boundaries, **{i.path: _kept_group(i, inner, reading) for i in items["group"]}},
        places=places,
        data={
            i.path: reading.kept.of("data", i.statement, partial(_plain, Data, i, reading))
            for i in items["data"]
        },
        requirements={
            i.path: reading.kept.of(
                "claims", i.statement, partial(elements.read_requirement, i, reading)
            )
            for i in requirements
        },
        flows={i.path: flows.kept_flow(i, reading, relations) for i in items["flow"]},
        relations=tuple(relations.values()),
        decisions={
            i.path: reading.kept.of("decision", i.statement, partial(_decision, i, inner, reading))
            for i in items["decision"]
        },
        scenarios={
            i.path: scenarios.kept_scenario(i, reading, components) for i in items["scenario"]
        },
        acceptances=tuple([_acceptance(i, reading) for i in items["accept"]]),
    )


def _headers(items: list[ParsedDeclaration], reading: Reading) -> list[Element]:
    """The header of each file that has one. A file is one design; of several files, the first header
    counts for all."""
    first: dict[str, ParsedDeclaration] = {}
    for item in items:
        earlier = first.setdefault(item.span.source.name, item)
        if earlier is not item:
            label = Label(earlier.span, "this one is used")
            problem = f"a file is one design, and this one is `{earlier.name}`"
            reading.add(codes.VALUE.at(item.span, secondary=(label,), problem=problem))
    return [
        reading.kept.of("header", one.statement, partial(_plain, Element, one, reading))
        for one in first.values()
    ]


def _plain(cls: type[Any], item: ParsedDeclaration, reading: Reading, **more: Any) -> Any:
    """An element that is a name, a title and properties."""
    header = elements.read_header(item, reading)
    schema = item.schema
    nested = frozenset(more.pop("nested", ()))
    values = reading.block(
        item.block,
        schema.properties,
        schema.keyword,
        item.scope(reading),
        others=nested,
    )
    about = {"about": header.get("about", ())} if schema.keyword == "decision" else {}
    return cls(
        item.name,
        item.path,
        header.get("title", ""),
        item.span,
        Properties(values),
        extent=item.extent,
        **about,
        **more,
    )


def _component(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Component:
    apis = _apis(item, inner, reading)
    read = partial(elements.read_component, item, reading, apis)
    return reading.kept.of("component", item.statement, read, lambda one: one.apis)


def _apis(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> tuple[Api, ...]:
    return tuple(
        [
            reading.kept.of("api", child.statement, partial(_api, child, inner, reading))
            for child in inner.get(item.path, ())
        ]
    )


def _api(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Api:
    operations = tuple([_plain(Operation, child, reading) for child in inner.get(item.path, ())])
    api: Api = _plain(
        Api, item, reading, component=item.parent, operations=operations, nested=("operation",)
    )
    return api


def _kept_group(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Group:
    members = tuple([child.statement for child in inner.get(item.path, ())])
    read = partial(_group, item, inner, reading)
    return reading.kept.of("group", item.statement, read, lambda _: members)


def _group(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Group:
    members = tuple([child.path for child in inner.get(item.path, ()) if child.path])
    group: Group = _plain(
        Group,
        item,
        reading,
        members=members,
        nested=("component", "external", "data", "default", "group"),
    )
    return group


def _decision(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Decision:
    options = tuple([_plain(Option, child, reading) for child in inner.get(item.path, ())])
    decision: Decision = _plain(Decision, item, reading, options=options, nested=("option",))
    return decision


def _acceptance(item: ParsedDeclaration, reading: Reading) -> Acceptance:
    header = elements.read_header(item, reading)
    on = header.get("on")
    return Acceptance(
        header.get("code", ""),
        on,
        header.get("because"),
        header.get("until"),
        header.get("by"),
        item.span,
    )
