"""Every property, once: its forms, what they mean, and on what they may be stated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designlint.reference.declarations import own_properties
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import code, link, paragraphs
from designlint.reference.shapes import form, property_table, slots
from designlint.schema.bounds import ABOVE_ZERO, AT_LEAST_ONE, ZERO_MEANS
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import Kind
from designlint.schema.property import UNKNOWN, Property
from designlint.schema.relation import RELATION_PROPERTIES

PATH = "properties.md"
INFORMATIVE = "**Informative**: for readers of the design; no analysis or rule reads the value yet."
# What a property of one name is stated on, by the property: two of one name may differ.
Uses = dict[str, dict[Property[Any], list[str]]]


def property_entries(kinds: Mapping[str, Kind]) -> list[Entry]:
    """An entry for each name of a property, by name."""
    uses = _uses(kinds)
    return [Entry("property", name, _body(uses[name])) for name in sorted(uses)]


def property_page(kinds: Mapping[str, Kind]) -> Page:
    """The page of all properties."""
    entries = property_entries(kinds)
    index = ", ".join(link(code(e.name), f"#{e.name}") for e in entries)
    intro = (
        "Everything that a block can state, by name. Words in capitals stand for "
        f"{link('values', 'language.md#values')}; what stands in brackets may be left out. A property "
        "that is marked as informative is for readers of the design: no analysis or rule reads its "
        "value yet. Where a property is not stated, its value is unknown and no verdict gets better by "
        "that, unless the page names what holds instead."
    )
    body = paragraphs(intro, index, *(entry.section(2) for entry in entries))
    return Page(PATH, "Properties", "every property, with the form of its value", body)


def _uses(kinds: Mapping[str, Kind]) -> Uses:
    uses: Uses = {}
    for key in dict.fromkeys(p for kind in kinds.values() for p in kind.properties.values()):
        having = [kind.name for kind in kinds.values() if key in kind.properties.values()]
        _add(uses, key, *_owners(having, len(kinds)))
    for declaration in DECLARATIONS.values():
        for key in own_properties(declaration):
            owner = declaration.keyword
            _add(uses, key, link(code(owner), f"language.md#{owner}"))
    for key in RELATION_PROPERTIES:
        _add(uses, key, link("relations, steps and flows", "language.md#relations"))
    return {name: uses[name] for name in sorted(uses)}


def _owners(kinds: list[str], total: int) -> list[str]:
    if len(kinds) == total:
        return [link("every component", "kinds.md#every-component")]
    return [link(code(kind), f"kinds.md#{kind}") for kind in kinds]


def _add(uses: Uses, key: Property[Any], *owners: str) -> None:
    uses.setdefault(key.name, {}).setdefault(key, []).extend(owners)
    for detail in key.details.values():
        owner = f"the block of {link(code(key.name), f'{PATH}#{key.name}')}"
        known = uses.setdefault(detail.name, {}).setdefault(detail, [])
        if owner not in known:
            known.append(owner)


def _body(variants: Mapping[Property[Any], list[str]]) -> str:
    if len(variants) == 1:
        key, owners = next(iter(variants.items()))
        return paragraphs(_variant(key), f"Stated on: {', '.join(owners)}.")
    return paragraphs(
        *(paragraphs(f"**On {', '.join(o)}**", _variant(k)) for k, o in variants.items())
    )


def _zero(key: Property[Any]) -> str:
    """What a zero means as its value, or that it is refused."""
    if key in ZERO_MEANS:
        return f"Zero means: {ZERO_MEANS[key]}."
    if key in ABOVE_ZERO:
        return f"Above zero: {ABOVE_ZERO[key]}."
    return f"1x or more: {AT_LEAST_ONE[key]}." if key in AT_LEAST_ONE else ""


def _variant(key: Property[Any]) -> str:
    again = " It may be stated several times." if key.repeats else ""
    details = ""
    if key.details:
        details = paragraphs("In its block:", property_table(key.details.values(), PATH))
    return paragraphs(
        f"{key.doc}{again}",
        INFORMATIVE if key.informative else "",
        f"Where it is not stated: {key.absent}." if key.absent != UNKNOWN else "",
        "May be a range, `LOW..HIGH`." if key.worse else "",
        _zero(key),
        f"Form: {form(key.name, key.shape)}",
        slots(key.shape),
        details,
    )
