"""From characters to terms, by the terminals that the grammar declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.language.syntax.nodes import Term
from designlint.source import Source

STRAY = "STRAY"
_END_OF_TEXT = "END_OF_TEXT"
LONG_QUOTE = '"""'


class Scanner:
    """All terminals of a grammar in one regular expression, tried at each place in the order given,
    behind what is to be ignored. Their patterns capture nothing."""

    def __init__(self, terminals: Iterable[tuple[str, str]], ignored: Iterable[str]) -> None:
        skipped = frozenset(ignored)
        given = tuple(terminals)
        kept = [(name, pattern) for name, pattern in given if name not in skipped]
        # What no terminal matches becomes a term too, which the parser reports as unexpected.
        kept += [(_END_OF_TEXT, r"\Z"), (STRAY, r'"""(?s:.*)|"[^\n]*|//[^\n]*|/\*|(?s:.)')]
        spaces = "|".join([pattern for name, pattern in given if name in skipped])
        self._types = ("", *(name for name, _ in kept))
        # Possessive: what is skipped is never given back, else it would be read again from each place.
        alternatives = "|".join([f"({pattern})" for _, pattern in kept])
        self._pattern = re.compile(f"(?:{spaces})*+(?:{alternatives})")

    def scan(self, source: Source) -> list[Term]:
        """The terms of a source in order, without spaces and comments; never fails."""
        types, text = self._types, source.text
        stray, end_of_text = types.index(STRAY), types.index(_END_OF_TEXT)
        terms: list[Term] = []
        make = (
            tuple.__new__
        )  # half the time of `Term(...)`, of which there are hundreds of thousands
        for match in self._pattern.finditer(text):
            number = match.lastindex or 0
            start, end = match.span(number)
            term = make(Term, (types[number], text[start:end], start, source))
            if number < end_of_text:
                terms.append(term)
            elif number == stray:
                terms.extend(_without_braces(term))
        return terms


def _without_braces(stray: Term) -> Iterator[Term]:
    """A text that is never closed, or a comment of another language, ends before the braces that
    end its line: they close blocks."""
    kept = stray.text if stray.text.startswith(LONG_QUOTE) else stray.text.rstrip(" \t\r}")
    yield stray._replace(text=kept)
    for at in range(len(kept), len(stray.text)):
        if stray.text[at] == "}":
            yield Term("RBRACE", "}", stray.start + at, stray.source)
