"""From characters to terms, by the terminals that the grammar declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.language.syntax.nodes import Term

STRAY = "STRAY"
_END_OF_TEXT = "END_OF_TEXT"
LONG_QUOTE = '"""'


class Scanner:
    """All terminals of a grammar in one regular expression, tried at each place in the order given,
    behind what is to be ignored. Their patterns capture nothing."""

    def __init__(self, terminals: Iterable[tuple[str, str]], ignored: Iterable[str]) -> None:
        passed_over = frozenset(ignored)
        given = tuple(terminals)
        told = [(name, pattern) for name, pattern in given if name not in passed_over]
        # What no terminal takes becomes a term too: the parser tells it, as any other surprise.
        told += [(_END_OF_TEXT, r"\Z"), (STRAY, r'"""(?s:.*)|"[^\n]*|//[^\n]*|/\*|(?s:.)')]
        blanks = "|".join([pattern for name, pattern in given if name in passed_over])
        self._kinds = ("", *(name for name, _ in told))
        # Nothing that was passed over is ever given back: it would be read again from each place.
        alternatives = "|".join([f"({pattern})" for _, pattern in told])
        self._pattern = re.compile(f"(?:{blanks})*+(?:{alternatives})")

    def scan(self, text: str) -> list[Term]:
        """The terms of `text` in order, without blanks and comments; never fails."""
        kinds = self._kinds
        stray, end_of_text = kinds.index(STRAY), kinds.index(_END_OF_TEXT)
        terms: list[Term] = []
        for match in self._pattern.finditer(text):
            number = match.lastindex or 0
            start, end = match.span(number)
            term = Term(kinds[number], match[number], start, end)
            if number < end_of_text:
                terms.append(term)
            elif number == stray:
                terms.extend(_without_braces(term))
        return terms


def _without_braces(stray: Term) -> Iterator[Term]:
    """A text that is never closed, or a comment of another language, ends before the braces that
    end its line: they close blocks."""
    kept = stray.text if stray.text.startswith(LONG_QUOTE) else stray.text.rstrip(" \t\r}")
    yield stray._replace(text=kept, end=stray.start + len(kept))
    for at in range(len(kept), len(stray.text)):
        if stray.text[at] == "}":
            yield Term("RBRACE", "}", stray.start + at, stray.start + at + 1)
