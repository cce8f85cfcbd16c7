"""Fingerprints: a finding keeps its own whatever else changes, and every format shows the same.

A fingerprint has two parts. The first is made of the file that the finding belongs to, named from the
folder of the repository on: the main file of its design, or the imported file that declares what it is
about, so that designs which share that file share the finding. The second part is made of the code, the
element and the text under the label, where that is inside of the element, and says what is found wherever
it moves: see `kind`. Diagnostics of the language have no element, so the names in their message (those in
backticks) count instead.

Numbers are left out: a verdict stays the same verdict when its value moves from 99.1% to 99.2%. Spaces
are left out too, since a layout is no part of a design, and so are lines. The message of a rule's finding
is left out, because it names the flows that suffer, and these come and go. A rule's finding without an
element is about the whole design, such as "6 choices have no reason". Its code says what it is,
because the finding is the same when five are left.

Findings of one design with equal parts are counted, in an order that does not hang on their lines: see
`stamped`. A change of the recipe raises `VERSION`, because every known finding becomes a new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic

VERSION = 1

_OF_FILES = ("ACC", "BAS", "CFG", "INT", "LNG")
_NAME = re.compile(r"`([^`]*)`")
_NUMBER = re.compile(r"(?<![\w-])\d[\w.]*(?:-\d+)*%?")
_SUGGESTION = "; did you mean "
_HOME, _KIND = 8, 24
"""The hexadecimal digits of both parts."""


class Home(NamedTuple):
    """Where a finding belongs: the file, and whether its label is inside of what it is about. A label that
    is not, such as that at the first of several callers, says nothing of which finding it is."""

    file: str
    is_inside: bool = True


def stamped(
    diagnostics: Sequence[Diagnostic], home: Callable[[Diagnostic], Home]
) -> list[Diagnostic]:
    """The findings of one design with their identities, of which the fingerprints are made.

    Of several with equal parts, the first by what they say has no number. A finding that has its identity
    keeps it.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for at, diagnostic in enumerate(diagnostics):
        if not diagnostic.identity:
            place = home(diagnostic)
            parts = _parts(diagnostic, is_inside=place.is_inside)
            alike.setdefault((place.file, *parts), []).append(at)
    found = list(diagnostics)
    for (*names, words), places in alike.items():
        ordered = sorted(places, key=lambda at: _words(diagnostics[at])) if places[1:] else places
        for number, at in enumerate(ordered, 1):
            counted = words if number == 1 else f"{words} ({number})"
            found[at] = diagnostics[at]._replace(identity=(*names, counted))
    return found


def fingerprint(diagnostic: Diagnostic) -> str:
    """The fingerprint of a finding: 32 hexadecimal digits. What no check has stamped, such as an error of
    the configuration, belongs to no design."""
    home, *parts = diagnostic.identity or ("", *_parts(diagnostic))
    return _digest(home)[:_HOME] + _digest(*parts)[:_KIND]


def numbered(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The fingerprints of findings, each once, also where some were never stamped."""
    seen: dict[str, int] = {}
    found = []
    for diagnostic in diagnostics:
        mark = fingerprint(diagnostic)
        count = seen[mark] = seen.get(mark, 0) + 1
        found.append(mark if count == 1 else mark[:_HOME] + _digest(mark, str(count))[:_KIND])
    return found


def kind(mark: str) -> str:
    """The part of a fingerprint that stays when a finding moves to another file: by it a finding of a
    renamed design is found again."""
    return mark[_HOME:]


def is_collective(code: str, element: str) -> bool:
    """Whether a finding is a rule's about a whole design. Diagnostics of files have no element
    either, but a place."""
    return not element and not is_of_file(code)


def is_of_file(code: str) -> bool:
    """Whether a code is that of a diagnostic about a text, not about what a design declares."""
    return code.startswith(_OF_FILES)


def parts_of(diagnostic: Diagnostic) -> tuple[str, ...]:
    """What says which finding of its file this is: its code, the paths and names that it is about, and the
    words under its label."""
    return diagnostic.identity[1:] or _parts(diagnostic)


def _parts(diagnostic: Diagnostic, *, is_inside: bool = True) -> tuple[str, ...]:
    code, element = diagnostic.code, diagnostic.element
    if is_collective(code, element):
        return (code, "")
    # A suggestion names what happens to be declared elsewhere.
    message = diagnostic.message.partition(_SUGGESTION)[0]
    names = () if element else dict.fromkeys(map(_plain, _NAME.findall(message)))
    return (code, element, *names, label_words(diagnostic) if is_inside else "")


def label_words(diagnostic: Diagnostic) -> str:
    """The text under the label without its numbers. The rest of a long one is the body of a block, which
    changes without being meant."""
    return _plain(diagnostic.primary.span.text.split("\n", 1)[0])


def _words(diagnostic: Diagnostic) -> tuple[str, tuple[str, ...], int]:
    labels = [label.span.text for label in (diagnostic.primary, *diagnostic.secondary)]
    return diagnostic.message, tuple(labels), diagnostic.primary.span.start


def _plain(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).split())


def _digest(*parts: str) -> str:
    from hashlib import sha256  # people at a terminal see no fingerprint

    # A length before each part: otherwise two lists of parts could read as one text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
