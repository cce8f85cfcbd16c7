"""Forms of values and headers, and what may stand in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from designlint.reference.markdown import bullets, code, link, table
from designlint.schema.property import Property
from designlint.schema.shape import DIMENSIONS, TYPES, compile_shape, placeholder, says, show_shape

# A longer choice is listed in full at the property itself, not wherever it is mentioned.
LONGEST_CHOICE = 9

# Their words in capitals say all there is to say.
_PLAIN = ("name", "text", "word")

# A quantity that a doc names without marking it as code, at the end of "such as".
_EXAMPLE = re.compile(r"such as (\S+(?: [^\s`]+/\S+| USD)?)")


def form(name: str, shape: str) -> str:
    """A statement's form: `capacity THROUGHPUT [SCOPE]`."""
    return code(f"{name} {show_shape(shape)}".rstrip())


def slots(shape: str) -> str:
    """A list of what may stand for each word in capitals that does not say it by itself."""
    found = {
        placeholder(slot.type): says(slot)
        for slot in compile_shape(shape).slots
        if slot.type not in _PLAIN and placeholder(slot.type).isupper()
    }
    return bullets(f"{code(word)}: {marked(text)}" for word, text in found.items())


def all_slots() -> str:
    """A table of every word in capitals."""
    meanings: dict[str, list[str]] = {}
    for kind in sorted({*DIMENSIONS, *TYPES}):
        meaning = marked(says(compile_shape(f"<{kind}>").slots[0]))
        known = meanings.setdefault(placeholder(kind), [])
        if meaning not in known:
            known.append(meaning)
    rows = [(code(w), _widest(m)) for w, m in sorted(meanings.items()) if w.isupper()]
    return table(("word", "stands for"), rows)


def _widest(meanings: list[str]) -> str:
    """All meanings that another one does not contain."""
    kept = [m for m in meanings if not any(m != other and m in other for other in meanings)]
    return ", or ".join(kept)


def marked(text: str) -> str:
    """Examples in a text as code."""
    return _EXAMPLE.sub(r"such as `\1`", text)


def property_table(properties: Iterable[Property[Any]], page: str = "properties.md") -> str:
    """Properties with their forms and meanings, each linked to its place on the page of them all."""
    rows = [(link(_short(p), f"{page}#{p.name}"), _meaning(p)) for p in properties]
    return table(("property", "meaning"), rows)


def _meaning(key: Property[Any]) -> str:
    return f"{key.doc} Informative." if key.informative else key.doc


def _short(key: Property[Any]) -> str:
    """A property's form; of a long choice the ends alone."""
    words = show_shape(key.shape).split(" | ")
    if len(words) <= LONGEST_CHOICE:
        return form(key.name, key.shape)
    return code(f"{key.name} {words[0]} | ... | {words[-1]}")


def without(
    properties: Mapping[str, Property[Any]], left_out: Iterable[Property[Any]]
) -> list[Property[Any]]:
    """Properties that are none of `left_out`."""
    known = set(left_out)
    return [p for p in properties.values() if p not in known]
