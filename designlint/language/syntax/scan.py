"""From characters to terms, by the terminals that the grammar declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from designlint.base.source import Source
from designlint.language.syntax.nodes import Term

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
        types, text = self._types, source.text if text is None else text
        # Half the time of `Term(...)`, of which there are hundreds of thousands.
        make, (via, longer) = tuple.__new__, Term._field_defaults.values()
        terms: list[Term] = [
            make(
                Term,
                (
                    types[number := match.lastindex or 0],
                    word := match[number],
                    match.end() - len(word),
                    source,
                    via,
                    longer,
                ),
            )
            for match in self._pattern.finditer(text)
        ]
        # Met with a comment that the text ends in, and once more behind it.
        while terms and terms[-1].type == _END_OF_TEXT:
            terms.pop()
        is_plain = text.isascii() and STRAY not in map(itemgetter(0), terms)
        return terms if is_plain else [one for term in terms for one in _settled(term)]


def _settled(term: Term) -> Iterable[Term]:
    """What a term stands for: a name in one form, and what no terminal matches without its braces."""
    if term.type == STRAY:
        return _without_braces(term)
    return (term if term.type != NAME or term.text.isascii() else _composed(term),)


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
