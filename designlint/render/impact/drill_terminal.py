"""A drill for people at a terminal: the worst first, what harms nothing in one line."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.render.cells import clean
from designlint.render.impact.drill_rows import (
    DrillRows,
    TrialRow,
    claims_text,
    flows_text,
    left_out,
    summary,
)
from designlint.render.impact.rows import GAP, INDENT, STATES
from designlint.render.style import Paint, painter
from designlint.render.wrap import wrap

MOST = 40
"""So many trials are shown; the others are counted, and are in the other formats."""
_NARROWEST = 40


def render(found: DrillRows, *, width: int, colour: bool, whole: bool = False) -> str:
    """The trials with what they do to flows and requirements, then how much was tried; `whole`: all of
    them, each flow with its reasons."""
    width, paint = max(width, _NARROWEST), painter(colour)
    shown = found.harmful if whole else found.harmful[:MOST]
    lines = [line for row in shown for line in _row(row, width, paint, whole=whole)]
    if len(shown) < len(found.harmful):
        left = len(found.harmful) - len(shown)
        lines.append(paint(f"and {left} more trials: --verbose shows each", "dim"))
    blocks = ["\n".join(lines)] if lines else []
    if found.harmless:
        names = ", ".join(row.text for row in found.harmless)
        blocks.append("\n".join(_wrapped(f"nothing gets worse by: {names}", width)))
    ending = [*left_out(found), summary(found)]
    blocks.append("\n".join([line for text in ending for line in _wrapped(text, width)]))
    return "\n\n".join(blocks) + "\n"


def _row(row: TrialRow, width: int, paint: Paint, *, whole: bool) -> Iterator[str]:
    sign, role = STATES[row.worst]
    lead = paint(f"{sign} {clean(row.text)}", role)
    yield lead
    if not whole:
        said = [flows_text(row)] if row.flows else []
        said += [claims_text(row)] if row.claims else []
        for text in said:
            yield from (f"{INDENT}{GAP}{line}" for line in _wrapped(text, width - 4))
        return
    for flow in row.flows:
        text = f"{STATES[flow.state][0]} {flow.state} `{flow.flow}`: {flow.why}"
        yield from (f"{INDENT}{GAP}{line}" for line in _wrapped(text, width - 4))
    for claim in row.claims:
        text = (
            f"{claim.owner}: {claim.claim}: {claim.before} -> {claim.after} ({claim.value_after})"
        )
        yield from (f"{INDENT}{GAP}{line}" for line in _wrapped(text, width - 4))


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(clean(text), width, 2)
