"""A design's files become one model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from designlint.diagnostic import Diagnostic, Label
from designlint.language import codes
from designlint.language.catalogue import Technology
from designlint.language.contradictions import contradictions
from designlint.language.names import SymbolTable
from designlint.language.resolve import elements, flows, scenarios
from designlint.language.resolve.constants import Constants
from designlint.language.resolve.declare import ParsedDeclaration, declare
from designlint.language.resolve.defaults import Defaults
from designlint.language.resolve.doubts import doubtful
from designlint.language.resolve.namespaces import namespace_groups
from designlint.language.resolve.reading import Reading
from designlint.language.resolve.totals import within_limits
from designlint.language.syntax.parse import Syntax
from designlint.metric import Metric
from designlint.model import (
    Acceptance,
    Actor,
    Api,
    Data,
    Decision,
    Design,
    Element,
    Group,
    Operation,
    Option,
    Properties,
)
from designlint.published import holding
from designlint.records import NamedTuple
from designlint.schema.kinds import KINDS, Kind
from designlint.source import Source

SHARED = ("default", "template")


class Resolution(NamedTuple):
    """A model, with the diagnostics about what could not be resolved, and its names."""

    design: Design
    diagnostics: tuple[Diagnostic, ...]
    names: SymbolTable


def resolve(
    files: Sequence[Syntax],
    metrics: Mapping[str, Metric],
    kinds: Mapping[str, Kind] = KINDS,
    technologies: Mapping[str, Technology] = MappingProxyType({}),
) -> Resolution:
    """Resolve the files of one design together. Bad input becomes diagnostics; nothing raises.

    `metrics` are what `require` and `expect` lines can measure, `kinds` what components can be, each by
    name. `technologies` are added to those of the catalogue, and replace those of the same name.
    """
    unparsed = frozenset(name for syntax in files for name in syntax.unparsed)
    reading = Reading(SymbolTable(unparsed), kinds, metrics, technologies)
    constants = Constants(files, reading)
    found = declare(constants.files, reading)
    constants.judge()
    design = _design(found.declarations, flows.read_relations(found.relations, reading), reading)
    for diagnostic in contradictions(design, reading.technology):
        reading.add(diagnostic)
    in_doubt = doubtful(found, design, reading.diagnostics)
    shared = tuple([i.extent for i in found.declarations if i.schema.keyword in SHARED])
    diagnostics = constants.suggested(reading.diagnostics)
    if shared:  # a mistake there is one, however many components have it
        diagnostics = list({(d.code, d.primary.span, d.message): d for d in diagnostics}.values())
    design = replace(design, in_doubt=in_doubt, shared=shared)
    return Resolution(design, tuple(diagnostics), reading.table)


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
        item.path: elements.read_component(item, reading, _apis(item, inner, reading))
        for keyword in ("component", "external")
        for item in items[keyword]
    }
    levels = ("provider", "region", "zone", "host", "domain")
    requirements = items["functional"] + items["nonfunctional"]
    places = {i.path: elements.read_place(i, reading) for lv in levels for i in items[lv]}
    components = {path: holding(component, places) for path, component in components.items()}
    components = within_limits(components, reading)
    return Design(
        header=headers[0] if headers else None,
        actors={i.path: _plain(Actor, i, reading) for i in items["actor"]},
        components=components,
        groups={**boundaries, **{i.path: _group(i, inner, reading) for i in items["group"]}},
        places=places,
        data={i.path: _plain(Data, i, reading) for i in items["data"]},
        requirements={i.path: elements.read_requirement(i, reading) for i in requirements},
        flows={
            i.path: flows.read_flow(i, elements.read_header(i, reading), reading, relations)
            for i in items["flow"]
        },
        relations=tuple(relations.values()),
        decisions={i.path: _decision(i, inner, reading) for i in items["decision"]},
        scenarios={
            i.path: scenarios.read_scenario(i, reading, components) for i in items["scenario"]
        },
        acceptances=tuple([_acceptance(i, reading) for i in items["accept"]]),
    )


def _headers(items: list[ParsedDeclaration], reading: Reading) -> list[Element]:
    """The header of each file that has one. A file is one design; of several files, the first header
    counts for all."""
    first: dict[Source, ParsedDeclaration] = {}
    for item in items:
        earlier = first.setdefault(item.span.source, item)
        if earlier is not item:
            label = Label(earlier.span, "this one is used")
            problem = f"a file is one design, and this one is `{earlier.name}`"
            reading.add(codes.VALUE.at(item.span, secondary=(label,), problem=problem))
    return [_plain(Element, item, reading) for item in first.values()]


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


def _apis(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> tuple[Api, ...]:
    return tuple([_api(child, inner, reading) for child in inner.get(item.path, ())])


def _api(
    item: ParsedDeclaration, inner: dict[str, list[ParsedDeclaration]], reading: Reading
) -> Api:
    operations = tuple([_plain(Operation, child, reading) for child in inner.get(item.path, ())])
    api: Api = _plain(
        Api, item, reading, component=item.parent, operations=operations, nested=("operation",)
    )
    return api


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
