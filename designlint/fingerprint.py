"""Fingerprints: a finding keeps its own when lines move and numbers change.

A fingerprint is made of the code, the element, the other names in the message (those in backticks)
and the text under the label. Separate numbers are left out: a verdict stays the same verdict when
its value moves from 99.1% to 99.2%. Spaces are left out too, since a layout is no part of a design.
File and line are left out because a declaration may move within its file and to another one. A
rule's finding without an element is about the whole design, such as "6 choices have no reason".
Its code is its fingerprint, because the finding is the same when five are left.

Findings of one run with equal parts are counted: see `numbered`. SARIF, GitLab's report and the
baseline match findings by fingerprint. A change of the recipe raises `VERSION`, because every known
finding becomes a new one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from designlint.diagnostic import Diagnostic

VERSION = 1

_OF_FILES = ("ACC", "BAS", "CFG", "INT", "LNG")
_NAME = re.compile(r"`([^`]*)`")
_NUMBER = re.compile(r"(?<![\w-])\d[\w.]*(?:-\d+)*%?")


def fingerprint(diagnostic: Diagnostic) -> str:
    """The fingerprint of a finding: 32 hexadecimal digits."""
    return _digest(*parts_of(diagnostic))


def numbered(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The fingerprints of a run, each once: the second finding of a kind has one of its own."""
    seen: dict[str, int] = {}
    found = []
    for diagnostic in diagnostics:
        parts = parts_of(diagnostic)
        plain = _digest(*parts)
        count = seen[plain] = seen.get(plain, 0) + 1
        found.append(plain if count == 1 else _digest(*parts, str(count)))
    return found


def is_collective(code: str, element: str) -> bool:
    """Whether a finding is a rule's about a whole design. Diagnostics of files have no element
    either, but a place."""
    return not element and not code.startswith(_OF_FILES)


def parts_of(diagnostic: Diagnostic) -> tuple[str, ...]:
    """What the fingerprint of a finding is made of."""
    if is_collective(diagnostic.code, diagnostic.element):
        return (diagnostic.code,)
    span = diagnostic.primary.span
    names = dict.fromkeys(_NAME.findall(diagnostic.message))
    names.pop(diagnostic.element, None)
    # The rest of a long span is the body of a block, which changes without being meant.
    words = span.text.split("\n", 1)[0]
    plain = [_plain(text) for text in (*names, words)]
    return (diagnostic.code, diagnostic.element, *plain)


def _plain(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).split())


def _digest(*parts: str) -> str:
    # A length before each part: otherwise two lists of parts could read as one text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
