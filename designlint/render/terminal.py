"""Diagnostics for a person at a terminal: the place, the proof, and what to do.

No line is wider than the terminal, with one exception: a word (or a place, `file:line:column`) is
never broken. A wider one gets a line of its own and sticks out. Terminals
narrower than `NARROWEST` are treated as that wide.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.excerpt import Excerpts, gutter_of
from designlint.render.grouping import Group, groups
from designlint.render.notes import notes
from designlint.render.style import OF_SEVERITY, Paint, painter
from designlint.render.summary import summary
from designlint.render.wrap import wrap

NARROWEST = 40


def render(
    result: Result,
    *,
    width: int,
    colour: bool,
    seconds: float | None,
    quiet: bool = False,
    group_by: str = "",
) -> str:
    """All diagnostics in their order, or in groups under their titles, then, unless `quiet`, the
    summary; `seconds` is how long the run took."""
    width = max(width, NARROWEST)
    paint = painter(colour)
    if group_by:
        blocks = [
            block
            for group in groups(result.diagnostics, group_by)
            for block in (_title(group, width, paint), *_blocks(group.diagnostics, width, paint))
        ]
    else:
        blocks = _blocks(result.diagnostics, width, paint)
    if not quiet:
        blocks.append(summary(result, width, seconds, paint))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def render_diagnostics(diagnostics: Sequence[Diagnostic], *, width: int, colour: bool) -> str:
    """Diagnostics alone, each with an empty line behind it."""
    blocks = _blocks(diagnostics, max(width, NARROWEST), painter(colour))
    return "".join([f"{block}\n\n" for block in blocks])


def _blocks(diagnostics: Sequence[Diagnostic], width: int, paint: Paint) -> list[str]:
    excerpts = Excerpts(width, paint)
    return [_block(brief(diagnostic), excerpts, width, paint) for diagnostic in diagnostics]


def _title(group: Group, width: int, paint: Paint) -> str:
    line = f"== {group.title} =="
    return "\n".join([paint(part, "strong") for part in wrap(line, width)])


def _block(diagnostic: Diagnostic, excerpts: Excerpts, width: int, paint: Paint) -> str:
    gutter = gutter_of(diagnostic)
    lines = [
        *_headline(diagnostic, width, paint),
        *excerpts.draw(diagnostic, gutter),
        *notes(diagnostic, gutter + 1, width, paint),
    ]
    return "\n".join(lines)


def _headline(diagnostic: Diagnostic, width: int, paint: Paint) -> list[str]:
    code = f"[{clean(diagnostic.code)}]" if diagnostic.code else ""
    head = f"{diagnostic.severity}{code}"
    indent = len(head) + len(": ")
    first, *rest = wrap(clean(diagnostic.message).strip(), width - indent)
    painted = f"{paint(head, OF_SEVERITY[diagnostic.severity])}: {paint(first, 'strong')}"
    return [painted.rstrip(), *[" " * indent + paint(line, "strong") for line in rest]]
