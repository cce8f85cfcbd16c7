"""The catalogue of technologies: published facts, each with its page and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.language.catalogue_index import read_index
from designlint.language.codes import UNKNOWN_NAME
from designlint.language.syntax.nodes import Term
from designlint.language.terms import ReadError
from designlint.language.values import read_property
from designlint.model import NOTHING, Catalogued, Known, Meaning
from designlint.schema.component import CONTROL_PLANE
from designlint.schema.kinds import Kind
from designlint.schema.property import Property


class Technology(NamedTuple):
    """A technology that the catalogue knows: what it is called, what it can be, its facts; other names
    for it, and the provider that runs it."""

    name: str
    title: str
    kinds: tuple[str, ...]
    facts: tuple[Fact, ...]
    never: tuple[Never, ...] = ()
    isolation: tuple[Meaning, ...] = ()
    aliases: tuple[str, ...] = ()
    vendor: str = ""


class Fact(NamedTuple):
    """A published fact: a property's value as a design would write it, and where it is from."""

    property: str
    value: str
    origin: Catalogued

    def key(self) -> str:
        """The name of the property that a component has it as."""
        return CONTROL_PLANE.name if self.origin.of == CONTROL_PLANE.name else self.property


class Never(NamedTuple):
    """Values of a property that no setting of a technology gives; the origin's note says why."""

    property: str
    values: tuple[str, ...]
    origin: Catalogued


class CatalogueError(Exception):
    """A catalogue file that cannot be used: an error of the catalogue, not of a design."""


# Where several facts give one property, the better kind is taken.
PRECEDENCE = {"designed_for": 0, "sla": 1, "behaviour": 2, "quota": 3, "benchmark": 4}


CONDITION = re.compile(r"(zones|instances|regions) [2-9]|tier [a-z_]+|none")
SUBJECTS = ("instance", "control_plane", "platform")


@cache
def _index() -> dict[str, Any]:
    return read_index()


@cache
def aliases() -> Mapping[str, str]:
    """Other names that are allowed after `tech`, each with the name of the technology."""
    return {alias: name for name, entry in _index().items() for alias in entry.get("aliases", ())}


def technology_names() -> tuple[str, ...]:
    """The names that are allowed after `tech`, sorted, without aliases."""
    return tuple(_index())


@cache
def technology(name: str) -> Technology | None:
    """The catalogue's entry for a technology, or None when it has none of that name."""
    name = aliases().get(name, name)
    entry = _index().get(name)
    if entry is None:
        return None
    facts = [_fact(name, *row) for row in entry["facts"]]
    facts.sort(key=lambda fact: PRECEDENCE[fact.origin.kind])
    never = [
        Never(key, tuple(values), Catalogued(name, "behaviour", page, date, note))
        for key, values, page, date, note in entry.get("never", ())
    ]
    means = [
        Meaning(
            word, model, where == "standby", Catalogued(name, "behaviour", page, date, note), most
        )
        for word, model, where, page, date, note, most in entry.get("isolation", ())
    ]
    return Technology(
        name, entry["title"], tuple(entry["kinds"]), tuple(facts), tuple(never), tuple(means),
        tuple(entry.get("aliases", ())), entry.get("vendor", ""),
    )  # fmt: skip


_FACTS: dict[tuple[Technology, str], dict[Property[Any], Any]] = {}


def facts_for(found: Technology, kind: Kind) -> Mapping[Property[Any], Any]:
    """A technology's facts as the properties of a kind of component.

    A fact about a property that the kind does not have is left out. Raises CatalogueError for a value
    that its property does not take.
    """
    if (found, kind.name) not in _FACTS:
        _FACTS[found, kind.name] = _read_facts(found, kind.properties)
    return _FACTS[found, kind.name]


def _read_facts(
    found: Technology, properties: Mapping[str, Property[Any]]
) -> dict[Property[Any], Any]:
    known: dict[Property[Any], Any] = {}
    for fact in found.facts:
        key = properties.get(fact.key())
        if key is None or fact.origin.of == "platform":
            continue
        value = Known(read_text(key, fact.value, found.name), fact.origin, NOTHING)
        if key.repeats:
            known[key] = (*known.get(key, ()), value)
        else:
            known.setdefault(key, value)
    return known


def read_text(key: Property[Any], text: str, where: str) -> Any:
    """A value of the catalogue or of a kind's assumptions, read as it would be in a design."""
    from designlint.language.syntax.parse import parse  # a look-up needs no parser

    syntax = parse(Source(where, f"{key.name} {text}"))
    try:
        return read_property(key, syntax.statements[0], _NoNames())
    except (ReadError, IndexError) as error:
        raise CatalogueError(f"{where}: `{text}` is not a value of {key.name}") from error


class _NoNames:
    def resolve(self, kind: str, term: Term) -> str:
        raise ReadError(UNKNOWN_NAME.at(term.span, what=kind, name=term.text))


def _fact(name: str, key: str, value: str, *origin: str) -> Fact:
    return Fact(key, value, Catalogued(name, *origin))
