"""The table of requirements and expectations with their verdicts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from designlint.diagnostic import Help, Step
from designlint.render.style import Paint, Role, painter

_ROLE: dict[str, Role] = {"met": "good", "violated": "error", "undecided": "undecided"}
_SIGN = {"met": "+", "violated": "x", "undecided": "?"}
_STATUS_WIDTH = 13
_INSENSITIVE = "sensitive to no single number: each may be wrong by a factor of 16"


class Row(NamedTuple):
    """One claim of a requirement or scenario with its verdict, all as text.

    `missing` are the facts that would decide it, `assumptions` those that it rests on. `sensitivity`
    are the numbers that it is sensitive to and `remedy` the changes that meet it, None where not
    asked for.
    """

    name: str
    claim: str
    status: str
    value: str
    target: str
    margin: str = ""
    reason: str = ""
    missing: tuple[str, ...] = ()
    assumptions: tuple[Step, ...] = ()
    derivation: Sequence[Step] = ()
    sensitivity: tuple[Step, ...] | None = None
    remedy: tuple[Help, ...] | None = None


def render(rows: Sequence[Row], *, width: int, colour: bool, why: bool = False) -> str:
    """The rows as a table for people; with `why` each one's derivation under it."""
    if not rows:
        return "no requirement states what to measure: add `require ...` to a nonfunctional one\n"
    paint = painter(colour)
    names = max(len(row.name) for row in rows) + 2
    values = max(len(row.value) for row in rows) + 2
    claims = max(24, width - _STATUS_WIDTH - names - values - 16)
    lines = []
    for row in rows:
        lines += _row(row, paint, (names, claims, values))
        indent = " " * (_STATUS_WIDTH + names)
        for note in _notes(row, why=why):
            wrapped = textwrap.wrap(
                note, width, initial_indent=indent, subsequent_indent=f"{indent}  "
            )
            lines += [paint(line, "dim") for line in wrapped]
    lines.append("")
    lines.append(_summary(rows))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(row: Row, paint: Paint, widths: tuple[int, int, int]) -> list[str]:
    names, claims, values = widths
    status = f"{_SIGN[row.status]} {row.status}".ljust(_STATUS_WIDTH)
    claim = textwrap.wrap(row.claim, claims - 2) or [""]
    first = f"{row.name.ljust(names)}{claim[0].ljust(claims)}{row.value.ljust(values)}{row.margin}"
    indent = " " * (_STATUS_WIDTH + names)
    return [f"{paint(status, _ROLE[row.status])}{first}", *(indent + c for c in claim[1:])]


def _notes(row: Row, *, why: bool) -> list[str]:
    notes = []
    if row.reason:
        notes.append(row.reason)
    if row.missing:
        notes.append(f"missing: {_listed(row.missing)}")
    if row.assumptions:
        notes.append(f"assumed: {_listed([step.text for step in row.assumptions])}")
    if why:
        notes += [f"{branch}{_line(step)}" for branch, step in branches(row.derivation)]
    notes += [f"{one.key}: {one}" for one in row.remedy or ()]
    if row.sensitivity is not None and row.status != "undecided":
        notes += [_line(step) for step in row.sensitivity] or [_INSENSITIVE]
    return notes


def branches(steps: Sequence[Step]) -> Iterator[tuple[str, Step]]:
    """Each step with the branches of the tree that lead to it; a list that is flat has none."""
    if not any(step.depth for step in steps):
        yield from (("", step) for step in steps)
        return
    for place, step in enumerate(steps):
        later = [other.depth for other in steps[place + 1 :]]
        stems = ["|  " if _goes_on(later, depth) else "   " for depth in range(1, step.depth)]
        if step.depth:
            stems.append("|- " if _goes_on(later, step.depth) else "`- ")
        yield "".join(stems), step


def _goes_on(later: Sequence[int], depth: int) -> bool:
    """Whether more of a depth follows before anything less deep does."""
    return next((other for other in later if other <= depth), -1) == depth


def _line(step: Step) -> str:
    place = f", {step.span}" if step.span else ""
    return f"{step.text}  ({step.origin}{place})" if step.origin else step.text


def _listed(texts: Sequence[str], most: int = 6) -> str:
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return f"{', '.join(texts[:most])}{more}"


def _summary(rows: Sequence[Row]) -> str:
    counts = [sum(row.status == status for row in rows) for status in _ROLE]
    words = [f"{count} {status}" for count, status in zip(counts, _ROLE, strict=True)]
    noun = "claim" if len(rows) == 1 else "claims"
    return f"{len(rows)} {noun}: {', '.join(words)}"
