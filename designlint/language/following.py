"""What may follow in a statement that is being written: the parts of its form behind the terms so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.language.syntax.nodes import Term
from designlint.language.terms import COMMA, TEXTS
from designlint.quantities.reading import is_unit
from designlint.schema.shape import DIMENSIONS, Literal, Maybe, Part, Shape, Slot

_WORDS_OF_SCOPE = ("per", "total")


def following(shape: Shape, terms: Sequence[Term]) -> tuple[Literal | Slot, ...]:
    """The words and slots that may stand behind some terms, where these begin a statement of a shape; none
    where they do not, or where all of it is there."""
    walk = _Walk(terms)
    ends = walk.through(shape.parts, frozenset((0,)))
    while shape.repeated and ends:
        ends = walk.through(shape.parts, frozenset([end + 1 for end in ends if walk.is_comma(end)]))
    return tuple(walk.found)


class _Walk:
    """All ways in which terms may be the beginning of parts, followed at once."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self.found: dict[Literal | Slot, None] = {}

    def is_comma(self, at: int) -> bool:
        """Whether a comma stands at a place."""
        return at < len(self._terms) and self._terms[at].type == COMMA

    def through(self, parts: Sequence[Part], starts: frozenset[int]) -> frozenset[int]:
        """The places behind parts that begin at any of some places."""
        places = starts
        for part in parts:
            if isinstance(part, Maybe):
                places |= self.through(part.parts, places)
            else:
                places = frozenset([end for at in places for end in self._behind(part, at)])
        return places

    def _behind(self, part: Literal | Slot, at: int) -> Iterator[int]:
        """The places where a part that begins at a place may end."""
        if at >= len(self._terms):
            self.found[part] = None
        elif isinstance(part, Literal):
            if self._terms[at].text == part.text:
                yield at + 1
        else:
            yield from self._values(part, at)

    def _values(self, slot: Slot, at: int) -> Iterator[int]:
        for end in self._value(slot, at):
            yield end
            if slot.listed and self.is_comma(end):
                yield from self._behind(slot, end + 1)

    def _value(self, slot: Slot, at: int) -> Iterator[int]:
        here = self._terms[at]
        if here.type == COMMA:
            return
        if slot.choices:
            if here.text in slot.choices:
                yield at + 1
        elif slot.type == "value":
            yield len(self._terms)
        elif slot.type in DIMENSIONS:
            yield from self._quantity(at)
        elif slot.type == "range":
            if [term.type for term in self._terms[at : at + 3]] == ["NUMBER", "RANGE", "NUMBER"]:
                yield at + 3
        elif slot.type == "scope":
            yield from self._scope(at)
        elif _is_of(slot.type, here):
            yield at + 1

    def _quantity(self, at: int) -> Iterator[int]:
        if self._terms[at].type != "NUMBER":
            return
        yield at + 1
        behind = self._terms[at + 1] if at + 1 < len(self._terms) else None
        if behind is not None and (behind.type == "UNIT" or is_unit(behind.text)):
            yield at + 2

    def _scope(self, at: int) -> Iterator[int]:
        words = [term.text for term in self._terms[at : at + 2]]
        if words[0] == "total":
            yield at + 1
        elif words == ["per", "replica"]:
            yield at + 2
        elif words == ["per"]:
            self.found[Literal("replica")] = None


def _is_of(kind: str, term: Term) -> bool:
    """Whether a single term may be of a type of slot."""
    if kind == "text":
        return term.type in TEXTS
    if kind == "date":
        return term.type == "DATE"
    if kind in ("count", "instances"):
        return term.type == "NUMBER"
    if kind == "label":
        return term.type in (*TEXTS, "NAME")
    if kind == "votes":
        return term.type in ("NUMBER", "NAME")
    return term.type == "NAME" and term.text not in _WORDS_OF_SCOPE
