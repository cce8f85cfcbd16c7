"""From characters to terms, by the terminals that the grammar declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.language.syntax.nodes import Term
from designlint.source import Source

STRAY, NAME = "STRAY", "NAME"
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

    def scan(self, source: Source, text: str | None = None) -> list[Term]:
        """The terms of a source in order, without spaces and comments; never fails. `text` is what to read
        in the place of its own, with the same places."""
        types = self._types
        text = source.text if text is None else text
        stray, end_of_text = types.index(STRAY), types.index(_END_OF_TEXT)
        terms: list[Term] = []
        # Half the time of `Term(...)`, of which there are hundreds of thousands.
        make, defaults = tuple.__new__, tuple(Term._field_defaults.values())
        for match in self._pattern.finditer(text):
            number = match.lastindex or 0
            start, end = match.span(number)
            term = make(Term, (types[number], text[start:end], start, source, *defaults))
            if number < end_of_text:
                is_plain = term.type != NAME or term.text.isascii()
                terms.append(term if is_plain else _composed(term))
            elif number == stray:
                terms.extend(_without_braces(term))
        return terms


def _composed(name: Term) -> Term:
    """A name in the form NFC, so that `é` is one name however a keyboard writes it."""
    from unicodedata import normalize  # few names need it

    text = normalize("NFC", name.text)
    return name._replace(text=text, longer=len(name.text) - len(text))


def _without_braces(stray: Term) -> Iterator[Term]:
    """A text that is never closed, or a comment of another language, ends before the braces that
    end its line: they close blocks."""
    kept = stray.text if stray.text.startswith(LONG_QUOTE) else stray.text.rstrip(" \t\r}")
    yield stray._replace(text=kept)
    for at in range(len(kept), len(stray.text)):
        if stray.text[at] == "}":
            yield Term("RBRACE", "}", stray.start + at, stray.source)
