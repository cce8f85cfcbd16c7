"""Where in a design a place is, by the terms before it: also in a text that is being written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from designlint.base.records import NamedTuple
from designlint.language.resolve.declare import NESTED, TOP_LEVEL
from designlint.language.syntax.nodes import Term
from designlint.language.syntax.parse import terms_of
from designlint.registry import Registry
from designlint.schema.declarations import (
    DECLARATIONS,
    EXPECT,
    LOAD,
    LOSE,
    REQUIRE,
    SET,
    Declaration,
)
from designlint.schema.kinds import EXTERNAL
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

_END, _OPEN, _CLOSE = "_END", "LBRACE", "RBRACE"
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_WORD = re.compile(r"[\w.%/-]*\Z")
_OF_CALLS = {key.name: key for key in RELATION_PROPERTIES}
_SCENARIO = (LOSE, LOAD, SET, EXPECT)
_WHOLE_BLOCK = "\n}"


class Here(NamedTuple):
    """A place: the first lines of the blocks around it, the outermost first, the terms before it in its own
    statement, and the word that is being written, which ends there. `is_code` is false in a text or a
    comment."""

    heads: tuple[tuple[Term, ...], ...]
    before: tuple[Term, ...]
    word: str
    is_code: bool


class Owner(NamedTuple):
    """What may stand in a block: its properties, declarations and other words, and lines with arrows."""

    properties: Mapping[str, Property[Any]]
    declarations: Mapping[str, Declaration]
    words: tuple[str, ...] = ()
    routes: bool = False


def here(text: str, offset: int) -> Here:
    """The place at an offset of a text."""
    start = text.rfind(_WHOLE_BLOCK, 0, offset)
    # A brace at the beginning of a line closes the outermost block, so that nothing before it counts.
    start = start + len(_WHOLE_BLOCK) if start >= 0 else 0
    if text.count('"""', 0, start) % 2:
        start = 0
    part = text[start:offset]
    line = _STRING.sub("", part[part.rfind("\n") + 1 :])
    is_code = "#" not in line and '"' not in line and part.count('"""') % 2 == 0
    found = _WORD.search(line) if is_code else None
    word = found[0] if found is not None else ""
    heads: list[tuple[Term, ...]] = []
    statement: list[Term] = []
    for term in terms_of(part[: len(part) - len(word)]):
        if term.type == _OPEN:
            heads.append(tuple(statement))
            statement = []
        elif term.type == _CLOSE:
            del heads[-1:]
            statement = []
        elif term.type == _END:
            statement = []
        else:
            statement.append(term)
    return Here(tuple(heads), tuple(statement), word, is_code)


def owner_of(place: Here, registry: Registry, templates: Mapping[str, str]) -> Owner:
    """What may stand in the block of a place; `templates` are the kinds that a design names, each with the
    kind that it is of."""
    found = Owner({}, TOP_LEVEL, routes=True)
    for head in place.heads:
        found = _inside(head, found, registry, templates)
    return found


def path_of(place: Here) -> str:
    """The path of the declarations around a place."""
    names = [head[1].text for head in place.heads if len(head) > 1 and head[0].text in DECLARATIONS]
    return ".".join(names)


def _inside(
    head: tuple[Term, ...], around: Owner, registry: Registry, templates: Mapping[str, str]
) -> Owner:
    if any(term.type == "ARROW" for term in head):
        return Owner(_OF_CALLS, {})
    word = head[0].text if head else ""
    schema = DECLARATIONS.get(word)
    if schema is None:
        key = around.properties.get(word)
        return Owner(key.details if key is not None else {}, {})
    nested = {one: DECLARATIONS[one] for one in NESTED[word]}
    if word == "external":
        return Owner(EXTERNAL.properties, nested)
    if word in ("component", "default", "template"):
        at = 1 if word == "default" else 3
        return Owner(_of_kind(head[at].text if at < len(head) else "", registry, templates), nested)
    words = {"functional": (REQUIRE,), "nonfunctional": (REQUIRE,), "scenario": _SCENARIO}
    return Owner(schema.properties, nested, words.get(word, ()), routes=word == "flow")


def _of_kind(
    name: str, registry: Registry, templates: Mapping[str, str]
) -> Mapping[str, Property[Any]]:
    seen: set[str] = set()
    while name in templates and name not in seen:
        seen.add(name)
        name = templates[name]
    kind = registry.kinds.get(name) or registry.kinds["service"]
    return kind.properties
