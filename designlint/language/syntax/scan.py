"""From characters to terms, by the terminals that the grammar declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from designlint.language.syntax.nodes import Term

STRAY = "STRAY"
LONG_QUOTE = '"""'


class Scanner:
    """All terminals of a grammar in one regular expression, tried at each place in the order given."""

    def __init__(self, terminals: Iterable[tuple[str, str]], ignored: Iterable[str]) -> None:
        alternatives = [f"(?P<{name}>{pattern})" for name, pattern in terminals]
        # What no terminal takes becomes a term too: the parser tells it, as any other surprise.
        alternatives.append(rf'(?P<{STRAY}>"""(?s:.*)|"[^\n]*|//[^\n]*|/\*|(?s:.))')
        self._pattern = re.compile("|".join(alternatives))
        self._ignored = frozenset(ignored)

    def scan(self, text: str) -> Iterator[Term]:
        """The terms of `text` in order, without blanks and comments; never fails."""
        ignored = self._ignored
        make: Callable[[Iterable[Any]], Term] = Term._make
        for match in self._pattern.finditer(text):
            kind = match.lastgroup
            if kind not in ignored:
                start, end = match.span()
                term = make((kind, match[0], start, end))
                if kind != STRAY:
                    yield term
                else:
                    yield from _without_braces(term)


def _without_braces(stray: Term) -> Iterator[Term]:
    """A text that is never closed, or a comment of another language, ends before the braces that
    end its line: they close blocks."""
    kept = stray.text if stray.text.startswith(LONG_QUOTE) else stray.text.rstrip(" \t\r}")
    yield stray._replace(text=kept, end=stray.start + len(kept))
    for at in range(len(kept), len(stray.text)):
        if stray.text[at] == "}":
            yield Term("RBRACE", "}", stray.start + at, stray.start + at + 1)
