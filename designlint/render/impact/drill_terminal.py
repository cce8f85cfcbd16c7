"""A drill for people at a terminal: the worst first, what harms nothing in one line."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.render.cells import clean
from designlint.render.cells import width as cells_wide
from designlint.render.impact.drill_rows import (
    DrillRows,
    TrialRow,
    claims_text,
    flows_text,
    left_out,
    summary,
)
from designlint.render.impact.rows import GAP, INDENT, STATES
from designlint.render.style import Paint, Role, painter
from designlint.render.wrap import wrap

MOST = 40
"""So many trials are shown; the others are counted, and are in the other formats."""
_NARROWEST = 40
_TURNED: tuple[str, Role] = ("!", "warning")
"""The sign and the colour of what turns a verdict and stops no flow."""


def render(found: DrillRows, *, width: int, colour: bool, whole: bool = False) -> str:
    """The trials with what they do to flows and requirements, then how much was tried; `whole`: all of
    them, each flow with its reasons."""
    width, paint = max(width, _NARROWEST), painter(colour)
    shown = found.harmful if whole else found.harmful[:MOST]
    column = min(max((cells_wide(row.text) for row in shown), default=0), width // 2)
    lines = [line for row in shown for line in _row(row, width, column, paint, whole=whole)]
    if len(shown) < len(found.harmful):
        left = len(found.harmful) - len(shown)
        lines.append(paint(f"and {left} more trials: --verbose shows each", "dim"))
    blocks = ["\n".join(lines)] if lines else []
    if found.harmless:
        names = ", ".join(row.text for row in found.harmless)
        blocks.append("\n".join(_wrapped(f"no known harm: {names}", width)))
    ending = [*left_out(found), summary(found)]
    blocks.append("\n".join([line for text in ending for line in _wrapped(text, width)]))
    return "\n\n".join(blocks) + "\n"


def _row(row: TrialRow, width: int, column: int, paint: Paint, *, whole: bool) -> Iterator[str]:
    """A trial and what it does beside it, below it where it is long or each flow is asked for."""
    sign, role = STATES[row.worst] if row.flows else _TURNED
    text = clean(row.text)
    lead = paint(f"{sign} {text}", role)
    if not whole:
        said = "; ".join(filter(None, [flows_text(row) if row.flows else "", claims_text(row)]))
        at = len(sign) + 1 + column + len(GAP)
        first, *rest = wrap(clean(said), max(width - at, _NARROWEST // 2))
        is_beside = cells_wide(text) <= column
        yield f"{lead}{' ' * (column - cells_wide(text))}{GAP}{first}" if is_beside else lead
        yield from (f"{' ' * at}{line}" for line in (rest if is_beside else [first, *rest]))
        return
    yield lead
    for detail in _details(row):
        yield from (f"{INDENT}{GAP}{line}" for line in _wrapped(detail, width - 4))


def _details(row: TrialRow) -> Iterator[str]:
    """Each flow with its reasons, each claim with its verdicts."""
    for flow in row.flows:
        yield f"{STATES[flow.state][0]} {flow.state} `{flow.flow}`: {flow.why}"
    for claim in row.claims:
        yield f"{claim.owner}: {claim.claim}: {claim.before} -> {claim.after} ({claim.value_after})"


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(clean(text), width, 2)
