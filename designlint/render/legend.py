"""The title, description and legend above a picture that Graphviz draws: what is in it, and nothing
else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from designlint.drawing import Picture, Sequence, Table
from designlint.render.labels import SMALL, bold, small
from designlint.render.measure import text_width
from designlint.render.palette import FRAME, HEATS, LOOKS, MARKS, NAMES, NEUTRAL, PAPER, STROKES

WIDEST = 800.0
"""The width of a row of the legend, in points."""


def head(drawing: Picture) -> str:
    """The title, what is to be seen in a sentence, and the legend, above the picture."""
    rows = [_row(f"<font point-size='15'>{bold(drawing.title)}</font>")]
    notes = () if isinstance(drawing, Sequence) else drawing.notes
    rows += [_row(small((text,))) for text in (drawing.description, *notes)]
    rows.append(_swatches(drawing) or _row(" "))
    return _table("".join(rows), 0)


def _swatches(drawing: Picture) -> str:
    """The samples, in rows that are no wider than a page."""
    rows: list[list[str]] = [[]]
    room = WIDEST
    left: list[float] = []
    for words, cell in _samples(drawing):
        wide = _wide(words) + 14
        if rows[-1] and wide > room:
            rows.append([])
            left.append(room)
            room = WIDEST
        room -= wide
        rows[-1].append(cell)
    # What is left of a row is a cell too, or the others would be stretched.
    return "".join([
        _row(_table(f"<tr>{''.join(row)}<td width='{max(1.0, space):.0f}'></td></tr>", 6))
        for row, space in zip(rows, [*left, room], strict=True)
        if row
    ])  # fmt: skip


def _samples(drawing: Picture) -> Iterator[tuple[str, str]]:
    """The words of each sample, and its cell."""
    heated = drawing.heated
    for role in drawing.roles:
        fill = PAPER if role in heated else LOOKS[role].fill
        frame = NEUTRAL if drawing.marks and not isinstance(drawing, Table) else LOOKS[role].frame
        yield NAMES[role], _swatch(NAMES[role], frame, fill)
    for heat in drawing.heats:
        yield HEATS[heat][2], _swatch(HEATS[heat][2], FRAME, HEATS[heat][0])
    for mark in drawing.marks:
        yield MARKS[mark][2], _swatch(MARKS[mark][2], MARKS[mark][0], "", 2)
    for line in drawing.lines:
        stroke = STROKES[line]
        words = (
            f"<font point-size='{SMALL}' color='{stroke.colour}'>"
            f"{_STEMS[stroke.style]}{_HEADS[stroke.arrow]} {escape(stroke.words)}</font>"
        )
        said = f"---> {stroke.words}"
        yield said, f"<td width='{_wide(said):.0f}'>{words}</td>"


def _swatch(words: str, frame: str, fill: str, border: int = 1) -> str:
    filled = f" bgcolor='{fill}'" if fill else ""
    return (
        f"<td{filled} border='{border}' color='{frame}' width='{_wide(words):.0f}'>"
        f"{small((words,))}</td>"
    )


def _wide(words: str) -> float:
    """The width of a sample in points."""
    return text_width(words, SMALL) * 1.1 + 8


_STEMS = {"solid": "&#8212;&#8212;", "dashed": "&#8211; &#8211;", "dotted": "&#183; &#183; &#183;"}
# Signs that every font has.
_HEADS = {"normal": "&#187;", "vee": "&gt;", "diamond": "&#8226;", "odot": "o", "onormal": "|&gt;",
          "empty": "|&gt;"}  # fmt: skip


def _row(cell: str) -> str:
    return f"<tr><td align='left'>{cell}</td></tr>" if cell else ""


def _table(rows: str, spacing: int) -> str:
    return (
        f"<table border='0' cellborder='0' cellspacing='{spacing}' cellpadding='3'>{rows}</table>"
    )
