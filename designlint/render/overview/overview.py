"""What a run found, for a person at a terminal: at most `LINES` lines, whatever it found.

First the findings, worst first: an entry for the first of each rule, a line for each further one, so many
of them as fit. Then what is undecided or open, gathered, and the requirements with their verdicts.
`--verbose` shows each finding whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.render.cells import clean
from designlint.render.grouping import groups
from designlint.render.overview.entries import entry_lines
from designlint.render.overview.order import Alike, Rank, alike
from designlint.render.overview.standings import closing_lines, standing_lines, violated_line
from designlint.render.style import Paint, painter
from designlint.render.summary import summary
from designlint.render.terminal import NARROWEST
from designlint.render.wrap import wrap

LINES = 120
"""So many lines an overview has at the most: three screens."""
SCREEN = 40
_REPEATS = (1_000, 8, 3, 1, 0)
"""How many further findings of a rule are shown: the first number with which all fits."""
_QUIET = 10**9


def render(
    result: Result,
    *,
    width: int,
    colour: bool,
    seconds: float | None,
    quiet: bool = False,
    group_by: str = "",
) -> str:
    """The findings, then, unless `quiet`, the requirements and the summary; `seconds` is how long the run
    took."""
    width = max(width, NARROWEST)
    paint = painter(colour)
    closing = [] if quiet else _closing(result, width, seconds, paint)
    room = LINES - sum(block.count("\n") + 2 for block in closing) - 2
    if group_by:
        blocks = _grouped(result.diagnostics, group_by, width, paint)
    else:
        blocks = _fitting(result.diagnostics, width, paint, room)
    head = violated_line(result.standings)
    if head and not quiet and _lines(blocks) + _lines(closing) > SCREEN:
        blocks.insert(0, "\n".join([paint(line, "error") for line in wrap(clean(head), width, 2)]))
    blocks += closing
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _fitting(diagnostics: Sequence[Diagnostic], width: int, paint: Paint, room: int) -> list[str]:
    """The blocks of findings with as many repeats as fit; what still does not is left out from the end."""
    found = alike(diagnostics)
    for repeats in _REPEATS:
        blocks = list(_blocks(found, width, paint, repeats))
        if _lines(blocks) <= room:
            return blocks
    kept = len(found)
    while kept > 1 and _lines(blocks) > room - 2:
        kept -= 1
        blocks = list(_blocks(found[:kept], width, paint, 0))
    left = sum(1 + len(one.repeats) for one in found[kept:])
    if left:
        blocks.append(paint(f"and {left} more findings: --verbose shows each whole", "dim"))
    return blocks


def _blocks(found: Sequence[Alike], width: int, paint: Paint, repeats: int) -> Iterator[str]:
    """The entries of each rank as a block."""
    for rank in Rank:
        lines = [
            line
            for one in found
            if one.rank is rank
            for line in entry_lines(one, width, paint, repeats)
        ]
        if lines:
            yield "\n".join(lines)


def _grouped(diagnostics: Sequence[Diagnostic], by: str, width: int, paint: Paint) -> list[str]:
    """The findings in groups, each with its title; grouped, all of them are shown."""
    blocks = []
    for group in groups(diagnostics, by):
        title = paint(f"== {group.title} ==", "strong")
        blocks.append("\n".join([title, *_blocks(alike(group.diagnostics), width, paint, _QUIET)]))
    return blocks


def _closing(result: Result, width: int, seconds: float | None, paint: Paint) -> list[str]:
    standings = "\n".join(standing_lines(result.standings, width, paint))
    ending = [
        *closing_lines(result.standings, result.diagnostics, width),
        summary(result, width, seconds, paint),
    ]
    return [*([standings] if standings else []), "\n".join(ending)]


def _lines(blocks: Sequence[str]) -> int:
    """How many lines blocks take, with an empty one between them."""
    return sum(block.count("\n") + 2 for block in blocks)
