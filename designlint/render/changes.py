"""The differences of another world: what becomes of each flow, then requirements, load and findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from designlint.base.records import NamedTuple
from designlint.render.impact.rows import FlowRow, flow_lines
from designlint.render.indented import indented
from designlint.render.style import Paint, Role, painter
from designlint.render.verdicts import SIGNS
from designlint.render.wrap import wrap


class Change(NamedTuple):
    """One thing before and after; `grave` is its new verdict, if that has changed."""

    sort: str
    subject: str
    before: str
    after: str
    grave: str = ""


# People read the highest utilisations; all of them are in the JSON.
_MOST = {"utilisation": 12}
_INDENT = "  "
_ROLE: dict[str, Role] = {"": "plain", **{word: role for word, (_, role) in SIGNS.items()}}


def render(changes: Sequence[Change], *, flows: Sequence[FlowRow], width: int, colour: bool) -> str:
    """The flows, then the changes, grouped by kind, for people."""
    paint = painter(colour)
    blocks = ["\n".join([paint("flows", "strong"), *flow_lines(flows, width, paint)])]
    blocks = blocks if flows else []
    if not changes:
        blocks.append("nothing else changes" if flows else "nothing changes")
    for sort, group in groupby(changes, key=lambda change: change.sort):
        found = list(group)
        most = _MOST.get(sort, len(found))
        lines = [paint(sort, "strong"), *_table(found[:most], width, paint)]
        if len(found) > most:
            lines.append(f"{_INDENT}and {len(found) - most} more, see --format json")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _table(changes: Sequence[Change], width: int, paint: Paint) -> Iterator[str]:
    """Each subject with its new value behind it, in a column where all fit beside each other."""
    column = max(len(change.subject) for change in changes) + 2 * len(_INDENT)
    fits = all(column + len(_moved(change)) <= width for change in changes)
    for change in changes:
        role = _ROLE[change.grave]
        if fits:
            yield f"{_INDENT}{change.subject}".ljust(column) + paint(_moved(change), role)
            continue
        yield from indented(change.subject, width, _INDENT, 2 * _INDENT)
        for line in wrap(_moved(change), width - 3 * len(_INDENT), len(_INDENT)):
            yield 3 * _INDENT + paint(line, role)


def _moved(change: Change) -> str:
    return f"{change.before} -> {change.after}" if change.before else change.after


def render_json(changes: Sequence[Change], flows: Sequence[FlowRow]) -> str:
    """The flows and the changes as JSON."""
    document = {
        "version": 1,
        "flows": [flow._asdict() for flow in flows],
        "changes": [change._asdict() for change in changes],
    }
    return json.dumps(document, indent=2) + "\n"
