"""By what a finding is known again, although lines have moved and numbers have changed.

A fingerprint is made of the code, the element that the finding is about, the other names that its
message tells (those in backticks), and the words that it stands on. Numbers are left out wherever
they stand alone, since a verdict stays the same verdict when its value moves from 99.1% to 99.2%,
and so are blanks, since a layout is no part of a design. File and line are no part of it either:
a declaration may move within its file and to another one.

Two findings of one run that nothing else tells apart are counted: see `numbered`. SARIF, GitLab's
report and the baseline know findings by this; a change of the recipe raises `VERSION`, for it makes
every known finding a new one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from designlint.diagnostic import Diagnostic

VERSION = 1

_NAME = re.compile(r"`([^`]*)`")
_NUMBER = re.compile(r"(?<![\w-])\d[\w.]*(?:-\d+)*%?")


def fingerprint(diagnostic: Diagnostic) -> str:
    """The fingerprint of a finding: 32 hexadecimal digits."""
    return _digest(*_parts(diagnostic))


def numbered(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The fingerprints of a run, each once: the second finding of a kind has one of its own."""
    seen: dict[str, int] = {}
    found = []
    for diagnostic in diagnostics:
        parts = _parts(diagnostic)
        plain = _digest(*parts)
        count = seen[plain] = seen.get(plain, 0) + 1
        found.append(plain if count == 1 else _digest(*parts, str(count)))
    return found


def _parts(diagnostic: Diagnostic) -> tuple[str, ...]:
    span = diagnostic.primary.span
    names = dict.fromkeys(_NAME.findall(diagnostic.message))
    names.pop(diagnostic.element, None)
    # The rest of a long span is the body of a block, which changes without being meant.
    words = span.text.split("\n", 1)[0]
    told = [_plain(text) for text in (*names, words)]
    return (diagnostic.code, diagnostic.element, *told)


def _plain(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).split())


def _digest(*parts: str) -> str:
    # A length before each part: otherwise two lists of parts could read as one text.
    told = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
