"""A table as a Mermaid flowchart: Mermaid has no tables, so each column is a node that lists its rows."""

from __future__ import annotations

from designlint.drawing import Table, told_apart, worst_of
from designlint.render.mermaid import plain
from designlint.render.palette import INK, LOOKS, MARKS


def render(table: Table) -> str:
    """The text of the flowchart; frames are what the columns are in."""
    table = told_apart(table)
    lines = [f"%% {plain(table.title)}", "flowchart TB"]
    opened: tuple[str, ...] = ()
    for number, column in enumerate(table.columns):
        shared = 0
        for one, other in zip(opened, column.within, strict=False):
            if one != other:
                break
            shared += 1
        lines += ["  end" for _ in opened[shared:]]
        lines += [
            f'  subgraph c{number}_{level}["{plain(name)}"]'
            for level, name in enumerate(column.within)
            if level >= shared
        ]
        opened = column.within
        lines.append(f'  n{number}["{_label(table, number)}"]')
        marks = worst_of(column.mark, *(row.cells[number].mark for row in table.rows))
        if marks != "plain":
            lines.append(f"  style n{number} stroke:{MARKS[marks][0]},stroke-width:3px")
        else:
            lines.append(
                f"  style n{number} fill:{LOOKS['group'].fill},stroke:{LOOKS['group'].frame},color:{INK}"
            )
    lines += ["  end" for _ in opened]
    return "\n".join(lines) + "\n"


def _label(table: Table, number: int) -> str:
    said = [
        f"{plain(row.name)}: {plain(', '.join(row.cells[number].lines))}"
        for row in table.rows
        if row.cells[number].lines
    ]
    return "<br/>".join([f"<b>{plain(table.columns[number].name)}</b>", *said])
