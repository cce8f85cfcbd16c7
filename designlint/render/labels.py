"""Texts in the HTML-like labels of Graphviz: whatever a design says is escaped, and a word that is too
long is broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from designlint.render.cells import clean
from designlint.render.measure import balanced, text_width

SMALL = 9
LONGEST_WORD = 40
_WIDEST = 180.0
"""The width of a line of smaller text in a node, in points."""
_ROOM = 140.0
"""The width of a line of text beside an edge, in points."""
_BREAK = re.compile(r"[-_.:/]+")


def bold(text: str) -> str:
    """A text in bold."""
    return f"<b>{escaped(text)}</b>"


def small(lines: Iterable[str]) -> str:
    """Lines of smaller text."""
    rows = [f"<font point-size='{SMALL}'>{escaped(line)}</font>" for line in lines if line]
    return "<br/>".join(rows)


def filled(lines: Iterable[str]) -> list[str]:
    """Lines of smaller text, with a break in each that is too long for a node."""
    return [part for line in lines for part in balanced(line, _WIDEST, SMALL)]


def beside(text: str) -> str:
    """A text over a line, in a box as wide as the text is in a wide font; a thin row keeps it off the
    line."""
    lines = balanced(text, _ROOM, SMALL)
    wide = max(text_width(line, SMALL) for line in lines) * 1.1 + 4
    words = "<br/>".join([escape(line) for line in lines])
    return (
        "<<table border='0' cellborder='1' cellspacing='0' cellpadding='1' color='transparent'>"
        f"<tr><td width='{wide:.0f}'><font point-size='{SMALL}'>{words}</font></td></tr>"
        "<tr><td border='0' height='3'></td></tr></table>>"
    )


def html_label(head: str, body: str) -> str:
    """A label of a head with a body under it; a thin row between them, or their letters touch."""
    return f"<{head}<br/><font point-size='2'> </font><br/>{body}>" if body else f"<{head}>"


def escaped(text: str) -> str:
    """A text with a line break in each word that is too long for a node: none of it is left out, so that
    two names that differ read differently."""
    return "<br/>".join([escape(line) for line in pieces_of(text)])


def pieces_of(text: str) -> list[str]:
    """The lines of a text in which no word is too long."""
    lines = [""]
    for word in clean(text).split():
        first, *others = _pieces(word)
        lines[-1] = f"{lines[-1]} {first}".strip()
        lines.extend(others)
    return lines if any(lines) else [" "]


def _pieces(word: str) -> Iterator[str]:
    """A word in pieces that a node has room for, broken behind a hyphen, a dot or the like."""
    while len(word) > LONGEST_WORD:
        breaks = [match.end() for match in _BREAK.finditer(word, 1, LONGEST_WORD)]
        at = breaks[-1] if breaks else LONGEST_WORD
        yield word[:at]
        word = word[at:]
    yield word


def text(text: str) -> str:
    """A text as a quoted string of the DOT language: no escapes of its own, one line."""
    plain = " ".join(clean(text).split())[:400]
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(text: str) -> str:
    """A text of our own as a string of the DOT language."""
    return f'"{text}"'
