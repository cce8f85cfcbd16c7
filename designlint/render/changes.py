"""What is different in another world, side by side."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from designlint.render.style import Role, painter


class Change(NamedTuple):
    """One thing before and after; `grave` is the verdict that it has turned to, if it has."""

    sort: str
    subject: str
    before: str
    after: str
    grave: str = ""


_ROLE: dict[str, Role] = {"violated": "error", "undecided": "undecided", "met": "good", "": "plain"}


def render(changes: Sequence[Change], *, width: int, colour: bool) -> str:
    """The changes for people, grouped by sort."""
    if not changes:
        return "nothing changes\n"
    paint = painter(colour)
    lines: list[str] = []
    for sort, group in groupby(changes, key=lambda change: change.sort):
        lines += ["", paint(sort, "strong")] if lines else [paint(sort, "strong")]
        for change in group:
            wrapped = textwrap.wrap(
                change.subject, width, initial_indent="  ", subsequent_indent="    "
            )
            lines += wrapped
            moved = f"{change.before} -> {change.after}" if change.before else change.after
            lines.append("      " + paint(moved, _ROLE[change.grave]))
    return "\n".join(lines) + "\n"


def render_json(changes: Sequence[Change]) -> str:
    """The changes as JSON."""
    listed = [change._asdict() for change in changes]
    return json.dumps({"version": 1, "changes": listed}, indent=2) + "\n"
