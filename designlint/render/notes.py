"""What stands under the excerpt: the witness, help, and where to go from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.diagnostics.diagnostic import Diagnostic, Step
from designlint.render.breaches import broken_names
from designlint.render.cells import clean, width
from designlint.render.consequences import consequence_lines
from designlint.render.style import Paint, Piece, compose
from designlint.render.wrap import wrap

_KEY = len("witness: ")
_HANG = 2
_GAP = 2


def notes(diagnostic: Diagnostic, indent: int, total: int, paint: Paint) -> Iterator[str]:
    """The notes of a diagnostic behind `indent` columns, `total` columns wide."""
    room = total - indent - len("= ") - _KEY
    if diagnostic.witness:
        yield from _note("witness", _witness(diagnostic.witness, room, paint), indent, paint)
    if diagnostic.designs:
        designs = clean(", ".join(diagnostic.designs))
        yield from _note("in", wrap(designs, room, _HANG), indent, paint)
    if names := broken_names(diagnostic):
        yield from _note("breaks", wrap(clean(", ".join(names)), room, _HANG), indent, paint)
    if diagnostic.owner:
        yield from _note("owner", wrap(clean(diagnostic.owner), room, _HANG), indent, paint)
    if beneath := consequence_lines(diagnostic):
        lines = [line for text in beneath for line in wrap(clean(text), room, _HANG)]
        yield from _note("beneath", lines, indent, paint)
    for one in diagnostic.help:
        lines = [line for part in str(one).splitlines() for line in wrap(clean(part), room, _HANG)]
        yield from _note(one.key, lines, indent, paint)
    if diagnostic.fix is not None:
        how = "--fix" if diagnostic.fix.safe else "--fix --unsafe-fixes"
        fix = clean(f"{diagnostic.fix.title} ({how})")
        yield from _note("fix", wrap(fix, room, _HANG), indent, paint)
    if diagnostic.element and not diagnostic.code.startswith("LNG"):
        accept = clean(f'accept {diagnostic.code} on {diagnostic.element} because "..."')
        yield from _note("accept", wrap(accept, room, _HANG), indent, paint)
    if diagnostic.code:
        more = clean(f"designlint explain {diagnostic.code}")
        yield from _note("more", wrap(more, room, _HANG), indent, paint)


def _note(key: str, lines: Sequence[str], indent: int, paint: Paint) -> Iterator[str]:
    lead = f"{' ' * indent}{paint('=', 'frame')} {paint(f'{key}:', 'strong')}"
    lead += " " * (_KEY - len(key) - 1)
    for line in lines:
        yield f"{lead}{line}".rstrip()
        lead = " " * (indent + len("= ") + _KEY)


def _witness(steps: Sequence[Step], room: int, paint: Paint) -> list[str]:
    """The steps, one under the other, each with its place and origin behind it.

    Place and origin are a column of their own if all fit; else it follows the step's last word, or goes below.
    """
    rows = [(clean(step.text).strip(), _tail(step)) for step in steps]
    column = max([width(text) for text, tail in rows if tail], default=0)
    aligned = column + _GAP + max([width(tail) for _, tail in rows]) <= room
    lines: list[str] = []
    for text, tail in rows:
        *before, last = wrap(text, room, _HANG)
        at = column if aligned else width(last)
        if not text and not tail:
            continue
        if not tail:
            lines += [*before, last]
        elif at + _GAP + width(tail) <= room:
            row = [Piece(0, last), Piece(at + _GAP, tail, "dim")]
            lines += [*before, compose(row, paint)]
        else:
            below = wrap(tail, room - 2 * _HANG)
            lines += [*before, last, *[" " * 2 * _HANG + paint(line, "dim") for line in below]]
    return lines


def _tail(step: Step) -> str:
    """`file:line (origin)`, or what is known of that."""
    place = f"{step.span.source.name}:{step.span.position.line}" if step.span is not None else ""
    origin = f"({step.origin})" if step.origin else ""
    return clean(f"{place} {origin}").strip()
