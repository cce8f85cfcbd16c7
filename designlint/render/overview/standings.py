"""The last lines of a run: each requirement with its verdict, what breaks most, and what would decide the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Standing
from designlint.render.breaches import broken_names
from designlint.render.cells import clean, width
from designlint.render.overview.order import worst_first
from designlint.render.style import Paint
from designlint.render.verdicts import SIGNS, WORST_FIRST
from designlint.render.wrap import fitted, wrap

MOST_ROWS, MOST_NAMES, MOST_FACTS = 12, 6, 4
"""So many rows are shown, so many names and facts in one line; the others are counted."""
_INDENT = "  "
_GAP = "  "
_LEAST_NAME, _LEAST_CLAIM = 10, 24
_POINTS = re.compile(r" percentage points?$")


def standing_lines(standings: Sequence[Standing], total: int, paint: Paint) -> Iterator[str]:
    """One row for each requirement and scenario, its worst claim; where they are many, those that are met
    are named in one line and the others counted."""
    rows = _named_apart(worst_of_each(standings))
    if not rows:
        return
    shown = rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        shown = [row for row in shown if not row.word.startswith("met")] or shown
    yield paint("requirements", "strong")
    yield from _table(shown, total, paint)
    left = rows[len(shown) :]
    if left:
        words = Counter(row.word for row in left)
        counts = ", ".join(f"{words[word]} {word}" for word in WORST_FIRST if words[word])
        more = f"{_INDENT}and {counts}: `designlint verify` shows each"
        yield from (paint(line, "dim") for line in wrap(more, total, 2 * len(_INDENT)))


def worst_of_each(standings: Sequence[Standing]) -> list[Standing]:
    """The worst claim of each requirement and scenario, the worst first."""
    worst: dict[tuple[str, str], Standing] = {}
    for one in sorted(standings, key=lambda one: WORST_FIRST.index(one.word)):
        worst.setdefault((one.design, one.owner), one)
    return list(worst.values())


def _named_apart(rows: list[Standing]) -> list[Standing]:
    """The rows; those of several designs with the design behind the name."""
    if len({row.design for row in rows}) < 2:
        return rows
    return [row._replace(owner=f"{row.owner} of {row.design}") for row in rows]


def violated_line(standings: Sequence[Standing]) -> str:
    """``violated: `NFR1`, `NFR2` and 3 more``; empty where nothing is."""
    names = [one.owner for one in worst_of_each(standings) if one.word.startswith("violated")]
    return f"violated: {listed(list(dict.fromkeys(names)), MOST_NAMES)}" if names else ""


def closing_lines(
    standings: Sequence[Standing], diagnostics: Sequence[Diagnostic], total: int
) -> Iterator[str]:
    """What to fix first, and which facts would decide what is undecided."""
    lines = [_fix_first(diagnostics), _deciding(standings)]
    if len(worst_of_each(standings)) > MOST_ROWS:
        lines.insert(0, violated_line(standings))
    for line in filter(None, lines):
        yield from wrap(clean(line), total, len(_INDENT))


def _fix_first(diagnostics: Sequence[Diagnostic]) -> str:
    """The finding that breaks most requirements, of the gravest that break any."""
    breaking = [one for one in worst_first(diagnostics) if broken_names(one)]
    if not breaking or len(diagnostics) < 2:
        return ""
    first = breaking[0]
    about = f" of `{first.element}`" if first.element else ""
    breaks = listed(broken_names(first), MOST_NAMES)
    return f"fix first: {first.code}{about} at {first.primary.span}, breaks {breaks}"


def _deciding(standings: Sequence[Standing]) -> str:
    """The facts that most undecided claims lack."""
    undecided = [one for one in standings if one.word == "undecided" and one.needs]
    needs = Counter(need for one in undecided for need in dict.fromkeys(one.needs))
    if not needs:
        return ""
    shown = [need for need, _ in needs.most_common(MOST_FACTS)]
    left = len(needs) - len(shown)
    more = f" and {left} more" if left else ""
    owners = list(dict.fromkeys(one.owner for one in undecided))
    return f"to decide {listed(owners, MOST_NAMES)}: declare {', '.join(shown)}{more}"


def _table(rows: Sequence[Standing], total: int, paint: Paint) -> Iterator[str]:
    """Verdict, name, claim, value and margin; where a line is too narrow, the value stands below."""
    verdicts = max(len(_verdict(row)) for row in rows)
    names = min(max(width(_name(row)) for row in rows), max(total // 3, _LEAST_NAME))
    at = len(_INDENT) + verdicts + names + 2 * len(_GAP)
    room = max(total - at, _LEAST_CLAIM)
    values = [f"{clean(row.value)}{_margin(row)}" for row in rows]
    claims = [clean(row.claim) for row in rows]
    column = _column(claims, values, room)
    for row, claim, value in zip(rows, claims, values, strict=True):
        verdict = paint(_verdict(row).ljust(verdicts), SIGNS[row.word][1])
        name = fitted(_name(row), names)
        lead = f"{_INDENT}{verdict}{_GAP}{name}{' ' * (names - width(name))}{_GAP}"
        for line in _told(claim, value, column, room):
            yield f"{lead}{line}".rstrip()
            lead = " " * at


def _column(claims: Sequence[str], values: Sequence[str], room: int) -> int:
    """How wide the claims are that have their value beside them."""
    beside = [
        width(claim)
        for claim, value in zip(claims, values, strict=True)
        if width(claim) + len(_GAP) + width(value) <= room
    ]
    return max(beside, default=0)


def _told(claim: str, value: str, column: int, room: int) -> list[str]:
    """A claim with its value: in the column beside it as far as there is room, else below it."""
    if column + len(_GAP) + width(value) <= room and width(claim) <= column:
        return [f"{claim}{' ' * (column - width(claim))}{_GAP}{value}"]
    below = [f"{_GAP}{line}" for line in wrap(value, room - len(_GAP))]
    return [fitted(line, room) for line in (*wrap(claim, room), *below)]


def _margin(row: Standing) -> str:
    """The margin behind a value, with `pp` for percentage points."""
    return f"{_GAP}({_POINTS.sub(' pp', row.margin)})" if row.margin else ""


def _verdict(row: Standing) -> str:
    return f"{SIGNS[row.word][0]} {row.word}"


def _name(row: Standing) -> str:
    return clean(row.owner)
