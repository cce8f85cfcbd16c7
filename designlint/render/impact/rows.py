"""The rows of an impact as text, and how they look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.render.cells import clean, width
from designlint.render.style import Paint, Role
from designlint.render.wrap import wrap

STATES: dict[str, tuple[str, Role]] = {
    "stopped": ("x", "error"),
    "overloaded": ("!", "error"),
    "may stop": ("?", "undecided"),
    "degraded": ("-", "warning"),
    "slower": ("~", "warning"),
    "works": ("+", "good"),
}
"""The sign and the colour of each state of a flow, the worst first."""
MOST_WORKING = 12
"""More flows than these that work are counted, not shown."""
INDENT, GAP = "  ", "  "


class FlowRow(NamedTuple):
    """A flow with its state and the reasons for it; `before` is its state before."""

    flow: str
    state: str
    why: str = ""
    before: str = "works"


class ClaimRow(NamedTuple):
    """A claim of a requirement with its verdict and value before and after."""

    owner: str
    claim: str
    before: str
    value_before: str
    after: str
    value_after: str
    is_worse: bool = True


def flow_lines(rows: Sequence[FlowRow], total: int, paint: Paint) -> Iterator[str]:
    """One row a flow; where many work, these are counted in the last one."""
    working = [row for row in rows if row.state == "works" and row.before == "works"]
    shown = [row for row in rows if row not in working]
    counted = working if len(working) > MOST_WORKING else []
    shown += [] if counted else working
    names = max((width(clean(row.flow)) for row in shown), default=0)
    column = len(INDENT) + max(len(word) for word in STATES) + 2 + len(GAP) + names + len(GAP)
    for row in shown:
        sign, role = STATES[row.state]
        state = paint(f"{sign} {row.state}".ljust(max(map(len, STATES)) + 2), role)
        name = clean(row.flow)
        first, *rest = wrap(clean(_why(row)), max(total - column, 20))
        lead = f"{INDENT}{state}{GAP}{name}{' ' * (names - width(name))}{GAP}"
        yield f"{lead}{first}".rstrip()
        yield from (f"{' ' * column}{line}" for line in rest)
    if counted:
        sign, role = STATES["works"]
        yield f"{INDENT}{paint(f'{sign} works', role)}: {len(counted)} {'other ' if shown else ''}flows"


def claim_lines(rows: Sequence[ClaimRow], total: int, paint: Paint) -> Iterator[str]:
    """Each claim with what its verdict turns from and to."""
    for row in rows:
        role: Role = "error" if row.is_worse else "plain"
        moved = f"{row.before} ({row.value_before}) -> {row.after} ({row.value_after})"
        text = clean(f"{row.owner}: {row.claim}")
        if len(INDENT) + width(text) + len(GAP) + width(moved) <= total:
            yield f"{INDENT}{text}{GAP}{paint(moved, role)}"
            continue
        yield from (INDENT + line for line in wrap(text, total - len(INDENT), 2))
        lines = wrap(clean(moved), total - 3 * len(INDENT), 2)
        yield from (3 * INDENT + paint(line, role) for line in lines)


def _why(row: FlowRow) -> str:
    as_before = row.state == row.before and row.state != "works"
    return f"{row.why}{' (as before)' if as_before else ''}"
