"""A comparison for people at a terminal: what is worse first, what is as before last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    ElementChange,
    NumberChange,
    Trend,
)
from designlint.render.cells import clean
from designlint.render.difference.words import (
    SINGLE_POINT,
    WORDS,
    claim_of,
    heading,
    listed_once,
    moved,
    old_target,
    outcome,
    ranked,
    remarks,
    renamed,
    stopped,
    totals,
)
from designlint.render.style import OF_SEVERITY, Paint, Role, painter
from designlint.render.wrap import wrap

NARROWEST = 40
_ROLES: dict[Trend, Role] = {
    Trend.WORSE: "error",
    Trend.UNKNOWN: "undecided",
    Trend.BETTER: "good",
    Trend.NEW: "info",
    Trend.GONE: "strong",
    Trend.MOVED: "plain",
    Trend.SAME: "dim",
}
_MOST_SAME = 12
_MOST_NUMBERS = 20
_INDENT = 2
_HANG = 4


class _Line(NamedTuple):
    """A line of a section: its trend, what it says, and what it says below."""

    trend: Trend
    text: str
    below: str = ""
    role: Role = "plain"


def render(found: Difference, *, width: int, colour: bool) -> str:
    """The designs that have changed, and how much has in all."""
    paint = painter(colour)
    width = max(width, NARROWEST)
    blocks = [paint(f"{clean(found.before)} -> {clean(found.after)}", "strong")]
    blocks += ["\n".join(_design(one, width, paint)) for one in found.changed]
    blocks.append("\n".join(wrap("; ".join(totals(found)), width)))
    return "\n\n".join(blocks) + "\n"


def _design(design: DesignChange, width: int, paint: Paint) -> Iterator[str]:
    title = f'  "{clean(design.title)}"' if design.title else ""
    yield paint(clean(heading(design)), "strong") + title
    if design.errors_before and design.before:
        text = f"the design had errors before ({design.errors_before}): what is new may be older"
        yield from wrap(" " * _INDENT + text, width, _INDENT)
    is_whole = bool(design.before and design.after)
    sections = [
        ("requirements", _claims(design.claims)),
        ("findings", _findings(design)),
        ("single points of failure", _single_points(design.numbers)),
        ("load, utilisation, availability, cost", _numbers(design.numbers) if is_whole else []),
        ("elements", _elements(design.elements) if is_whole else []),
    ]
    for name, lines in sections:
        if lines:
            yield paint(f"{' ' * _INDENT}{name}", "strong")
            yield from _section(lines, width, paint)


def _section(lines: Sequence[_Line], width: int, paint: Paint) -> Iterator[str]:
    """The lines of a section behind their trends, in a column."""
    words = {trend: WORDS[trend] for trend in Trend}
    column = max(len(words[line.trend]) for line in lines) + 2 * _INDENT + _INDENT
    for line in lines:
        word = f"{' ' * 2 * _INDENT}{words[line.trend]}".ljust(column)
        role = _ROLES[line.trend]
        texts = wrap(clean(line.text), width - column, _HANG)
        shown = [paint(texts[0], "dim" if role == "dim" else line.role), *texts[1:]]
        yield (paint(word, role) + shown[0]).rstrip()
        yield from [" " * column + text for text in shown[1:]]
        if line.below:
            below = wrap(clean(line.below), width - column - _INDENT, _INDENT)
            yield from [" " * (column + _INDENT) + text for text in below]


def _claims(claims: Iterable[ClaimChange]) -> list[_Line]:
    """Every claim; of those that are as before, the first."""
    order = ranked(list(claims))
    same = [one for one in order if one.trend is Trend.SAME]
    lines = [_claim(one) for one in order if one.trend is not Trend.SAME]
    lines += [_claim(one) for one in same[:_MOST_SAME]]
    if len(same) > _MOST_SAME:
        lines.append(_Line(Trend.SAME, f"and {len(same) - _MOST_SAME} more, see --format json"))
    return lines


def _claim(change: ClaimChange) -> _Line:
    text = f"{change.owner}: {claim_of(change)}"
    if change.trend is Trend.SAME:
        return _Line(change.trend, f"{text}: {outcome(change.after)}")
    if change.trend is Trend.NEW:
        return _Line(change.trend, text, outcome(change.after))
    if change.trend is Trend.GONE:
        return _Line(change.trend, text, f"was {outcome(change.before)}")
    target = old_target(change)
    note = f"; the target was {target}" if target else ""
    return _Line(change.trend, text, f"{outcome(change.before)} -> {outcome(change.after)}{note}")


def _findings(design: DesignChange) -> list[_Line]:
    """What is new, gone, or there with another severity; what is still there is counted."""
    lines = [
        *_listed(design, Trend.NEW),
        *[
            _finding(one.trend, one.finding, [f"was {one.severity_before}"])
            for one in design.found(Trend.WORSE, Trend.BETTER)
        ],
        *_listed(design, Trend.GONE),
        *_listed(design, Trend.UNKNOWN),
    ]
    still = len(design.found(Trend.SAME))
    if still:
        lines.append(_Line(Trend.SAME, f"{still} still there"))
    return lines


def _listed(design: DesignChange, trend: Trend) -> Iterator[_Line]:
    """The findings with a trend; those of one cause stand as one."""
    for finding, change in listed_once(design.found(trend)):
        yield _finding(trend, finding, remarks(finding, change))


def _finding(trend: Trend, finding: Diagnostic, notes: Sequence[str]) -> _Line:
    note = f" ({', '.join(notes)})" if notes else ""
    text = f"{finding.severity}[{finding.code}] {finding.message}{note}"
    gone = trend in (Trend.GONE, Trend.UNKNOWN)
    place = "" if gone else str(finding.primary.span)
    is_grave = finding.severity >= Severity.WARNING and trend is Trend.NEW
    return _Line(trend, text, place, OF_SEVERITY[finding.severity] if is_grave else "plain")


def _single_points(numbers: Iterable[NumberChange]) -> list[_Line]:
    return [
        _Line(one.trend, f"`{one.subject}` {stopped(one)}")
        for one in numbers
        if one.sort == SINGLE_POINT
    ]


def _numbers(numbers: Iterable[NumberChange]) -> list[_Line]:
    found = [one for one in numbers if one.sort != SINGLE_POINT]
    lines = [_Line(one.trend, f"{one.sort} of {_name(one)}: {moved(one)}") for one in found]
    if len(lines) > _MOST_NUMBERS:
        more = f"and {len(lines) - _MOST_NUMBERS} more, see --format json"
        lines = [*lines[:_MOST_NUMBERS], _Line(Trend.MOVED, more)]
    return lines


def _name(change: NumberChange) -> str:
    return change.subject if " " in change.subject else f"`{change.subject}`"


def _elements(elements: Iterable[ElementChange]) -> list[_Line]:
    return [
        _Line(one.trend, f"{one.sort} {renamed(one)}", one.title and f'"{one.title}"')
        for one in elements
    ]
