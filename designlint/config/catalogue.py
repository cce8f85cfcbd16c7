"""Technologies of a team's own: folders of YAML files that add to the catalogue.

A file has the name and the layout of those that designlint brings; each mistake in one is
reported at its own line. So is a fact whose value a design could not state.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from designlint.base.reading import is_folder
from designlint.config.bounds import named_packages
from designlint.config.codes import ConfigError
from designlint.config.forms import Field, ListOf, Notes, OneOf, Record, Text
from designlint.config.nodes import Node, read_file
from designlint.config.settings import Settings
from designlint.language.catalogue import (
    CONDITION,
    PRECEDENCE,
    SUBJECTS,
    CatalogueError,
    Fact,
    Never,
    Technology,
    read_text,
)
from designlint.language.packages import PREFIX, find
from designlint.language.suggest import clip, did_you_mean
from designlint.model import Catalogued, Meaning
from designlint.schema.kinds import Kind
from designlint.schema.store import TRANSACTIONAL

SUFFIX = ".yaml"
MAX_FILES = 1_000
_MODEL = OneOf("model of transactions", {model: model for model in TRANSACTIONAL.split("|")})


def load_catalogue(settings: Settings, kinds: Mapping[str, Kind]) -> dict[str, Technology]:
    """The technologies of the folders that a configuration names. Raises ConfigError."""
    notes = Notes()
    found: dict[str, Technology] = {}
    for number, stated in enumerate(settings.catalogue):
        for path in _files(stated, number, settings, notes):
            technology = _technology(path, kinds, notes)
            if technology is not None:
                found[technology.name] = technology
    if notes.diagnostics:
        raise ConfigError(tuple(notes.diagnostics))
    return found


def read_technology(path: Path, kinds: Mapping[str, Kind]) -> Technology:
    """The technology of one file. Raises ConfigError."""
    notes = Notes()
    technology = _technology(path, kinds, notes)
    if technology is None:
        raise ConfigError(tuple(notes.diagnostics))
    return technology


def _files(stated: str, number: int, settings: Settings, notes: Notes) -> list[Path]:
    span = settings.stated["catalogue", number]
    root = settings.home("catalogue", number).folder
    if stated.startswith(PREFIX):
        place = find(stated, named_packages(settings))
        if isinstance(place, str):
            notes.wrong(span, place)
            return []
        root, folder = place
    else:
        folder = (root / stated).resolve()
    if not folder.is_relative_to(root):
        notes.wrong(span, f"`{clip(stated)}` is outside the folder of the configuration")
        return []
    if not is_folder(folder):
        notes.wrong(span, f"there is no folder `{clip(stated)}`")
        return []
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files or len(files) > MAX_FILES:
        problem = f"`{clip(stated)}` has {len(files)} technologies ({SUFFIX})"
        notes.wrong(span, f"{problem}; 1 to {MAX_FILES} are read")
        return []
    for path in files:
        if not path.resolve().is_relative_to(root):
            notes.wrong(span, f"`{path.name}` in it leads out of the folder of the configuration")
            return []
    return files


def _technology(path: Path, kinds: Mapping[str, Kind], notes: Notes) -> Technology | None:
    node = read_file(path, Path(os.path.relpath(path)).as_posix())
    before = len(notes.diagnostics)
    inner = Notes()
    inner.diagnostics = notes.diagnostics
    raw = _record(kinds).read(node, (), inner)
    if len(notes.diagnostics) > before:
        return None
    name = path.name.removesuffix(SUFFIX)
    facts = [_fact(name, fact) for fact in raw["facts"]]
    for number, fact in enumerate(facts):
        _judge(fact, number, raw["kinds"], kinds, inner)
    facts.sort(key=lambda fact: PRECEDENCE[fact.origin.kind])
    never = tuple([_never(name, one) for one in raw.get("never", ())])
    means = tuple([_meaning(name, one) for one in raw.get("isolation", ())])
    return Technology(name, raw["title"], raw["kinds"], tuple(facts), never, means)


def _record(kinds: Mapping[str, Kind]) -> Record:
    """The form of a file."""
    kind = OneOf("kind of component", {kind: kind for kind in kinds})
    return Record(
        {
            "title": Field(Text("a title"), "What it is called.", required=True),
            "kinds": Field(
                ListOf(kind, "a list of kinds of components"), "What it can be.", required=True
            ),
            "facts": Field(
                ListOf(_fact_record(), "a list of facts", lone=False),
                "What is published.",
                required=True,
            ),
            "never": Field(
                ListOf(_never_record(), "a list of what is never so", lone=False),
                "What no setting makes of it.",
            ),
            "isolation": Field(
                ListOf(_meaning_record(), "a list of meanings", lone=False),
                "What its words for isolation mean.",
            ),
        },
        "a technology: a mapping with `title`, `kinds` and `facts`",
        "key of a technology",
    )


def _fact_record() -> Record:
    """The form of a fact."""
    return Record(
        {
            "property": Field(Text("the name of a property"), "The property.", required=True),
            "value": Field(_AsWritten(), "Its value, as a design states it.", required=True),
            "kind": Field(
                OneOf("kind of fact", {kind: kind for kind in PRECEDENCE}),
                "The kind of the fact.",
                required=True,
            ),
            "source": Field(Text("the address of a page"), "Where it is published.", required=True),
            "date": Field(_AsWritten(), "As of when it holds.", required=True),
            "note": Field(Text("a text"), "What else is to be known."),
            "condition": Field(
                _Condition(),
                "Under which condition a promise holds: `zones 2`, `instances 2`, `regions 2`, `tier NAME`.",
            ),
            "of": Field(
                OneOf("subject of a promise", {of: of for of in SUBJECTS}),
                "What an availability is of, where it is not of the component itself.",
            ),
        },
        "a fact: a mapping with `property`, `value`, `kind`, `source` and `date`",
        "key of a fact",
    )


def _never_record() -> Record:
    """The form of what is never so."""
    return Record(
        {
            "property": Field(Text("the name of a property"), "The property.", required=True),
            "values": Field(
                ListOf(Text("a value"), "a list of values"), "What it never is.", required=True
            ),
            "source": Field(Text("the address of a page"), "Where it is published.", required=True),
            "date": Field(_AsWritten(), "As of when it holds.", required=True),
            "note": Field(Text("a text"), "Why, in a few words.", required=True),
        },
        "what is never so: a mapping with `property`, `values`, `source`, `date` and `note`",
        "key of what is never so",
    )


def _meaning_record() -> Record:
    """The form of the meaning of a word."""
    return Record(
        {
            "word": Field(_MODEL, "The vendor's word for a level of isolation.", required=True),
            "means": Field(_MODEL, "The model that it stands for.", required=True),
            "at_most": Field(
                _MODEL,
                "The stronger model, where the engine below decides; the same, where it gives no more.",
            ),
            "where": Field(
                OneOf("place of a meaning", {"standby": "standby"}),
                "`standby` where it holds for transactions on a standby; otherwise for all replicas.",
            ),
            "source": Field(Text("the address of a page"), "Where it is published.", required=True),
            "date": Field(_AsWritten(), "As of when it holds.", required=True),
            "note": Field(Text("a text"), "What else is to be known."),
        },
        "the meaning of a word: a mapping with `word`, `means`, `source` and `date`",
        "key of a meaning",
    )


class _Condition:
    """The condition of a promise: `zones 2`, or several behind commas."""

    words = "a condition"

    def read(self, node: Node, at: tuple[str | int, ...], notes: Notes) -> Any:
        """The text of a condition."""
        notes.stated[at] = node.span
        text = node.scalar if node.is_scalar else None
        parts = text.split(", ") if isinstance(text, str) else [""]
        if all(CONDITION.fullmatch(part) for part in parts):
            return text
        return notes.misfit(node, at, "a condition such as `zones 2`, `tier premium` or `none`")

    def schema(self) -> dict[str, Any]:
        """A text."""
        return {"type": "string"}


class _AsWritten:
    """A value whose text is kept as it stands: `99.90%`, `2026-11` or `5`."""

    words = "a value"

    def read(self, node: Node, at: tuple[str | int, ...], notes: Notes) -> Any:
        """The text of a scalar."""
        notes.stated[at] = node.span
        if not node.is_scalar or node.is_empty:
            return notes.misfit(node, at, "a value")
        return node.scalar if isinstance(node.scalar, str) else node.span.text

    def schema(self) -> dict[str, Any]:
        """Any scalar."""
        return {"type": ["string", "number", "boolean"]}


def _fact(name: str, raw: Mapping[str, str]) -> Fact:
    condition = raw.get("condition", "")
    origin = Catalogued(
        name, raw["kind"], raw["source"], raw["date"], raw.get("note", ""),
        "" if condition == "none" else condition, raw.get("of", ""),
    )  # fmt: skip
    return Fact(raw["property"], raw["value"], origin)


def _meaning(name: str, raw: Mapping[str, str]) -> Meaning:
    note = raw.get("note", "")
    origin = Catalogued(name, "behaviour", raw["source"], raw["date"], note)
    is_of_standby = raw.get("where") == "standby"
    return Meaning(raw["word"], raw["means"], is_of_standby, origin, raw.get("at_most", ""))


def _never(name: str, raw: Mapping[str, Any]) -> Never:
    origin = Catalogued(name, "behaviour", raw["source"], raw["date"], raw["note"])
    return Never(raw["property"], tuple(raw["values"]), origin)


def _judge(
    fact: Fact, number: int, names: tuple[str, ...], kinds: Mapping[str, Kind], notes: Notes
) -> None:
    """Report a fact about a property that none of the kinds has, or with a value that cannot be read."""
    properties = {n: p for name in names for n, p in kinds[name].properties.items()}
    key = properties.get(fact.property)
    if key is None:
        near = did_you_mean(fact.property, properties)
        problem = f"`{clip(fact.property)}` is no property of a {' or '.join(names)}{near}"
        notes.wrong(_value_at(notes, number, "property"), problem)
        return
    try:
        read_text(key, fact.value, fact.origin.technology)
    except CatalogueError:
        problem = f"`{clip(fact.value)}` is no value of `{key.name}`, which is {key.shape}"
        notes.wrong(_value_at(notes, number, "value"), problem)


def _value_at(notes: Notes, number: int, key: str) -> Any:
    return notes.stated["facts", number, key]
