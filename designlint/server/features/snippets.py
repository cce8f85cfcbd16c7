"""Statements with places to fill in, in the form of the protocol: `replicas ${1:3}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designlint.quantities.quantity import EXAMPLES
from designlint.schema.property import Property
from designlint.schema.shape import DIMENSIONS, Literal, Maybe, Part, Slot, compile_shape

_ACCEPT = 'accept ${1:CODE} on ${2:element} because "${3:reason}"$0'
_SAMPLES = {
    "date": "2030-01-31",
    "percentile": "p99",
    "range": "2..10",
    "count": "3",
    "instances": "3",
    "votes": "quorum",
    "yes_no": "yes",
    "scope": "total",
}


def declaration_snippet(keyword: str, header: str, kinds: Sequence[str]) -> str:
    """A declaration whose name, kind and title are to be filled in; a block follows where it may have one."""
    if keyword == "accept":
        return _ACCEPT
    text = f"{keyword} {_Snippet(kinds).of(compile_shape(header).parts, whole=True)}".rstrip()
    has_block = keyword not in ("import", "let")
    return f"{text} {{\n\t$0\n}}" if has_block else f"{text}$0"


def property_snippet(key: Property[Any]) -> str:
    """A property whose value is to be filled in; what may be left out is left out."""
    return f"{key.name} {_Snippet().of(compile_shape(key.shape).parts, whole=False)}".rstrip()


class _Snippet:
    def __init__(self, kinds: Sequence[str] = ()) -> None:
        self._kinds = kinds
        self._number = 0

    def of(self, parts: Sequence[Part], *, whole: bool) -> str:
        """Parts as text; with the titles that may be left out, where the `whole` is wanted."""
        found = [self._part(part, whole=whole) for part in parts]
        return " ".join([text for text in found if text])

    def _part(self, part: Part, *, whole: bool) -> str:
        if isinstance(part, Literal):
            return part.text
        if isinstance(part, Maybe):
            first = part.parts[0]
            is_title = isinstance(first, Slot) and first.type == "text"
            return self.of(part.parts, whole=whole) if whole and is_title else ""
        return self._slot(part)

    def _slot(self, slot: Slot) -> str:
        self._number += 1
        choices = self._kinds if slot.name == "kind" else slot.choices
        if choices:
            return f"${{{self._number}|{','.join(choices)}|}}"
        if slot.type == "text":
            return f'"${{{self._number}:{slot.name}}}"'
        sample = _SAMPLES.get(slot.type, slot.name)
        if slot.type in DIMENSIONS:
            sample = EXAMPLES[DIMENSIONS[slot.type][0]]
        return f"${{{self._number}:{sample}}}"
