"""The Markdown of our own pages as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.render.cells import width
from designlint.render.style import Paint, painter
from designlint.render.wrap import longest_word, wrap

INDENT = 4
GAP = 2
# A column narrower than this breaks every sentence: such a table becomes a list.
NARROWEST = 32

_CODE = re.compile(r"(`[^`]*`)")
_LINK = re.compile(r"(?<!\\)\[((?:`[^`]*`|[^\[\]\\`]|\\.)*)\]\(([^)\s]*)\)")
_ESCAPE = re.compile(r"\\([\\*<\[|_])")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(\s*)([-*]|\d+\.) +(.*)")
_CELL = re.compile(r"(?<!\\)\|")


def render(markdown: str, *, columns: int, colour: bool) -> str:
    """The text of a page, wrapped to `columns`; headings are bold where colour is allowed."""
    paint = painter(colour)
    lines = markdown.split("\n")
    shown: list[str] = []
    at = 0
    while at < len(lines):
        end = _block_end(lines, at)
        shown.extend(_block(lines[at:end], columns, paint))
        at = end
    return "\n".join(shown).strip("\n") + "\n"


def _block_end(lines: list[str], at: int) -> int:
    """Where the block that begins at a line ends."""
    kind = _kind(lines[at])
    end = at + 1
    if kind == "fence":
        fence = "`" * (len(lines[at]) - len(lines[at].lstrip("`")))
        while end < len(lines) and lines[end].rstrip() != fence:
            end += 1
        return min(end + 1, len(lines))
    if kind in ("empty", "heading"):
        return end
    while end < len(lines) and _goes_on(kind, lines[end]):
        end += 1
    return end


def _goes_on(kind: str, line: str) -> bool:
    following = _kind(line)
    return following == kind if kind != "item" else following == "text"


def _kind(line: str) -> str:
    if not line.strip():
        return "empty"
    for start, kind in (("```", "fence"), ("#", "heading"), ("|", "table")):
        if line.startswith(start):
            return kind
    return "item" if _ITEM.fullmatch(line) else "text"


def _block(lines: list[str], columns: int, paint: Paint) -> Iterator[str]:
    match _kind(lines[0]):
        case "empty":
            yield ""
        case "heading":
            yield from _heading(lines[0], columns, paint)
        case "fence":
            yield from (" " * INDENT + line if line else "" for line in lines[1:-1])
        case "table":
            yield from _table([_cells(line) for line in lines if not _is_rule(line)], columns)
        case "item":
            yield from _item(lines, columns)
        case _:
            yield from wrap(_inline(" ".join(line.strip() for line in lines)), columns)


def _heading(line: str, columns: int, paint: Paint) -> Iterator[str]:
    """A heading; that of a whole page is underlined."""
    shown = list(wrap(_inline(line.lstrip("#").strip()), columns))
    yield from (paint(text, "strong") for text in shown)
    if line.startswith("# "):
        yield "=" * max(map(width, shown))


def _item(lines: list[str], columns: int) -> Iterator[str]:
    match = _ITEM.fullmatch(lines[0])
    indent, mark, text = match.groups() if match else ("", "-", lines[0])
    whole = " ".join([text, *(line.strip() for line in lines[1:])])
    first = f"{indent}{mark} "
    yield from wrap(first + _inline(whole), columns, len(first))


def _inline(text: str) -> str:
    """Text without its markup: links show what they say, and those to the web where they lead."""
    text = _LINK.sub(_linked, text)
    parts = _CODE.split(text)
    return "".join(part if part.startswith("`") else _plain(part) for part in parts)


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", _STRONG.sub(r"\1", text))


def _linked(match: re.Match[str]) -> str:
    text, target = match.groups()
    return f"{text} ({target})" if "://" in target else text


def _is_rule(line: str) -> bool:
    return set(line) <= set("|-: ")


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [_inline(cell.strip().replace("\\|", "|")) for cell in _CELL.split(inner)]


def _table(rows: list[list[str]], columns: int) -> Iterator[str]:
    """Columns where they fit, the last one wrapped; else each row as a list."""
    head, *body = rows
    widths = [max(width(row[n]) for row in rows) for n in range(len(head) - 1)]
    taken = sum(widths) + GAP * len(widths)
    last = max(longest_word(row[-1]) for row in rows)
    if columns - taken < max(min(NARROWEST, max(width(row[-1]) for row in rows)), last):
        yield from _listed(head, body, columns)
        return
    for row in [head, *body]:
        first = "".join(_padded(cell, w + GAP) for cell, w in zip(row, widths, strict=False))
        lines = wrap(row[-1], columns - taken)
        yield (first + lines[0]).rstrip()
        yield from (" " * taken + line for line in lines[1:])


def _listed(head: list[str], body: list[list[str]], columns: int) -> Iterator[str]:
    """Each row: its first cell, and below it the others, with the names of their columns where
    there are several."""
    for row in body:
        yield from wrap(row[0], columns, INDENT)
        for name, cell in zip(head[1:], row[1:], strict=False):
            if cell:
                first = " " * INDENT + (f"{name}: " if len(head) > 2 else "")
                yield from wrap(first + cell, columns, len(first))


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
