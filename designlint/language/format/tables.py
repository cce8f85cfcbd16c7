"""Columns: neighbouring lines that were written as a table stay one.

A column is aligned when any of its lines had more than one space before it; so what is aligned is
found aligned again, and what is not stays as it is. A line that would become too long keeps its
single space.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.language.format.lines import TABLE_LIMIT, Line
from designlint.language.format.words import BLOCK, width

_BEFORE_COMMENT = "  "


def write(lines: list[Line]) -> str:
    """The text of lines, aligned."""
    texts = [line.indent + line.text for line in lines]
    for table in _tables(lines):
        for index, text in zip(table, _aligned([lines[i] for i in table]), strict=True):
            texts[index] = text
    for run in _commented(lines):
        _align_comments(lines, texts, run)
    for index, line in enumerate(lines):
        if line.after_empty_line:
            texts[index] = f"\n{texts[index]}"
    return "".join([f"{text}\n" for text in texts])


def _tables(lines: list[Line]) -> Iterator[list[int]]:
    """The indices of lines that may be aligned with each other; comments may be between them."""
    table: list[int] = []
    for index, line in enumerate(lines):
        if line.is_comment and not line.after_empty_line:
            continue
        last = lines[table[-1]] if table else line
        same = (line.depth, line.table) == (last.depth, last.table)
        if not line.table or not same or line.after_empty_line:
            yield table
            table = []
        if line.table:
            table.append(index)
    yield table


def _aligned(lines: list[Line]) -> list[str]:
    texts = [line.indent + line.cells[0].text for line in lines]
    placed = [1] * len(lines)  # how many cells of each line are in its text
    for column in range(1, BLOCK + 1):
        having = [
            i
            for i, line in enumerate(lines)
            if placed[i] < len(line.cells) and line.cells[placed[i]].column == column
        ]
        wide = any(lines[i].cells[placed[i]].wide for i in having)
        target = max([width(texts[i]) for i in having], default=0) + 1
        for i in having:
            rest = " ".join([cell.text for cell in lines[i].cells[placed[i] :]])
            pad = target - width(texts[i]) if wide and target + width(rest) <= TABLE_LIMIT else 1
            texts[i] += " " * pad + lines[i].cells[placed[i]].text
            placed[i] += 1
    return texts


def _commented(lines: list[Line]) -> Iterator[list[int]]:
    """The indices of neighbouring lines that all end in a comment."""
    run: list[int] = []
    for index, line in enumerate(lines):
        goes_on = bool(run) and line.depth == lines[run[-1]].depth and not line.after_empty_line
        if not line.comment or not goes_on:
            yield run
            run = []
        if line.comment:
            run.append(index)
    yield run


def _align_comments(lines: list[Line], texts: list[str], run: list[int]) -> None:
    wide = any(lines[i].comment_wide for i in run)
    target = max([width(texts[i]) for i in run], default=0)
    for i in run:
        column = target + len(_BEFORE_COMMENT)
        pad = ""
        if wide and column + width(lines[i].comment) <= TABLE_LIMIT:
            pad = " " * (target - width(texts[i]))
        texts[i] += f"{pad}{_BEFORE_COMMENT}{lines[i].comment}"
