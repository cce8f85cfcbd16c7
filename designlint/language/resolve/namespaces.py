"""Namespaces as boundaries: what is imported under a name stands in a group of that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from designlint.diagnostics.diagnostic import Label
from designlint.language import codes
from designlint.language.imports import alias_of
from designlint.language.names import Symbol
from designlint.language.resolve import elements
from designlint.language.resolve.declare import ParsedDeclaration
from designlint.language.resolve.reading import Reading
from designlint.language.syntax.nodes import Term
from designlint.model import Group

_KIND = "group"


def namespace_groups(
    imports: Iterable[ParsedDeclaration],
    inner: Mapping[str, list[ParsedDeclaration]],
    reading: Reading,
) -> dict[str, Group]:
    """The group of each namespace that has members, by its path; all imports are read for that."""
    found: dict[str, Group] = {}
    entered: dict[str, ParsedDeclaration] = {}
    used = set(reading.table.namespaces.values())
    for item in imports:
        elements.read_header(item, reading)
        alias = alias_of(item.statement)
        if alias is None:
            continue
        path = f"{item.parent}.{alias.text}" if item.parent else alias.text
        if path in entered or path not in used:
            continue  # two files may share a namespace
        entered[path] = item
        if _enter(path, alias, reading) and path in inner:
            members = tuple([member.path for member in inner[path] if member.path])
            found[path] = Group(
                alias.text, path, "", alias.span, members=members, extent=item.extent
            )
    return found


def _enter(path: str, alias: Term, reading: Reading) -> bool:
    """Enter the name of a namespace; whether it was free."""
    earlier = reading.table.declare(Symbol(path, _KIND, alias.span))
    if earlier is None:
        return True
    label = Label(earlier.span, f"first declared here, as {earlier.kind}")
    reading.add(
        codes.DUPLICATE.at(
            alias.span, secondary=(label,), what="the name", name=path, verb="declared"
        )
    )
    return False
