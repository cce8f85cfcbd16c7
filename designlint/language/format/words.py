"""A statement as words with the gaps between them, and the columns that its words fill."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from designlint.base.records import NamedTuple
from designlint.language.format.gaps import Comment, Gap, read_gap
from designlint.language.syntax.nodes import Route, Statement, Term
from designlint.quantities.quantity import QuantityError
from designlint.quantities.reading import parse_quantity
from designlint.schema.declarations import DECLARATIONS, SET

# The columns of all lines; a line may leave any but the first empty.
HEAD, SECOND, THIRD, FOURTH, BLOCK = range(5)

_TEXTS = ("STRING", "LONG_STRING")
_UNITS = (
    ("\N{MICRO SIGN}s", "us"),
    ("\N{GREEK SMALL LETTER MU}s", "us"),
    ("/sec", "/s"),
    ("/second", "/s"),
    ("/minute", "/min"),
    ("/hour", "/h"),
    ("/d", "/day"),
    ("/w", "/week"),
    ("/mo", "/month"),
    ("/y", "/year"),
)


class Word(NamedTuple):
    """A term as it is written, with the comma behind it; `column` is the one that it begins.

    `glued` words follow without a space; `comments` are the comments behind the comma.
    """

    text: str
    column: int | None
    wide: bool
    glued: bool
    comments: tuple[Comment, ...]

    @property
    def ends_clause(self) -> bool:
        """Whether a line may end behind the word."""
        return self.text.endswith(",")


def words_of(statement: Statement) -> list[Word]:
    """The words of a statement up to its block."""
    text = statement.first.source.text
    terms = list(_terms(statement))
    gaps = [read_gap(text, a.end, b.start) for a, b in pairwise(terms)]
    columns = _columns(statement, terms, gaps)
    behind = [*gaps, read_gap(text, 0, 0)]
    before = [read_gap(text, 0, 0), *gaps]
    return [
        Word(
            canonical(term) + ("," if behind[index].comma else ""),
            columns.get(index),
            before[index].wide,
            index > 0 and "RANGE" in (term.type, terms[index - 1].type),
            behind[index].comments,
        )
        for index, term in enumerate(terms)
    ]


def joined(words: list[Word]) -> str:
    """Words on one line."""
    return "".join([w.text if w.glued or not at else f" {w.text}" for at, w in enumerate(words)])


def width(text: str) -> int:
    """How many columns the last line of a text fills."""
    line = text.rsplit("\n", 1)[-1]
    if line.isascii():
        return len(line)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in line
    )


def canonical(term: Term) -> str:
    """A term as it is written: units in the one spelling that all outputs have."""
    if term.type not in ("NUMBER", "UNIT"):
        return term.text
    for spelt, unit in _UNITS:
        if term.text.endswith(spelt):
            better = term.text.removesuffix(spelt) + unit
            return better if _same(term.text, better, term.type) else term.text
    return term.text


def _same(one: str, other: str, kind: str) -> bool:
    number = "1 " if kind == "UNIT" else ""
    try:
        return parse_quantity(number + one) == parse_quantity(number + other)
    except QuantityError:
        return False


def _terms(statement: Statement) -> Iterator[Term]:
    if isinstance(statement, Route):
        for hop, arrow in zip(statement.hops, statement.arrows, strict=False):
            yield from (hop, arrow)
        yield statement.hops[-1]
    else:
        yield statement.keyword
    for clause in statement.clauses:
        yield from clause


def _columns(statement: Statement, terms: list[Term], gaps: list[Gap]) -> dict[int, int]:
    """At which words columns begin, from left to right; none does behind a comma."""
    found = {0: HEAD}
    last = HEAD
    for index, column in sorted(_wanted(statement, terms).items()):
        if index < len(terms) and column > last and not gaps[index - 1].comma:
            found[index] = last = column
    return found


def _wanted(statement: Statement, terms: list[Term]) -> dict[int, int]:
    if isinstance(statement, Route):
        return {1: SECOND, 2 * len(statement.hops) - 1: THIRD}
    keyword = statement.keyword.text
    if keyword not in DECLARATIONS:
        return {1: SECOND, 2: THIRD} if keyword == SET else {1: SECOND}
    if keyword == "let":
        return {2: SECOND}
    if keyword == "accept":
        columns = {"on": SECOND, "because": THIRD, "until": FOURTH}
        return {i: columns[t.text] for i, t in enumerate(terms) if t.text in columns}
    kinds = [term.type for term in terms]
    wanted = {kinds.index("COLON"): SECOND} if "COLON" in kinds else {}
    title = next((index for index, kind in enumerate(kinds) if kind in _TEXTS), None)
    return wanted if title is None else {**wanted, title: THIRD, title + 1: FOURTH}
