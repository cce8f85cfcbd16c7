"""A drill as a table of Markdown, for a review or a wiki."""

from __future__ import annotations

from designlint.render.impact.drill_rows import (
    DrillRows,
    TrialRow,
    claims_text,
    flows_text,
    left_out,
    summary,
)


def render(found: DrillRows) -> str:
    """A heading, the table of all trials that harm something, and what harms nothing."""
    lines = [f"# Drill of {_cell(found.design)}", "", summary(found) + ".", ""]
    if found.harmful:
        lines += ["| what happens | worst | flows | requirements |", "| --- | --- | --- | --- |"]
        lines += [_row(row) for row in found.harmful]
        lines.append("")
    if found.harmless:
        lines += [f"No known harm: {', '.join(row.text for row in found.harmless)}.", ""]
    lines += [line for text in left_out(found) for line in (f"{text}.", "")]
    return "\n".join(lines).rstrip() + "\n"


def _row(row: TrialRow) -> str:
    cells = (row.text, row.worst, flows_text(row), claims_text(row))
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
