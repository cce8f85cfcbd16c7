"""A comparison as a comment on a pull request, which GitHub limits to 65 536 characters.

What would be longer is shown more briefly, step by step, and says what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    FindingChange,
    Judged,
    NumberChange,
    Trend,
)
from designlint.records import NamedTuple
from designlint.render.cells import clean
from designlint.render.difference.words import (
    SINGLE_POINT,
    WORDS,
    claim_of,
    heading,
    listed_once,
    moved,
    old_target,
    ranked,
    remarks,
    renamed,
    stopped,
    totals,
)
from designlint.render.markdown import code, html, prose

MARK = "<!-- designlint diff -->"
"""The first line, by which a comment is found again to be updated."""
MOST = 65_536
"""The most characters of a comment on GitHub."""
_SIGNS = {Trend.WORSE: "🔴 ", Trend.UNKNOWN: "🟠 ", Trend.BETTER: "🟢 "}


class _Brevity(NamedTuple):
    """How much is shown: so many rows of a table and designs, texts up to a length, and whether what is
    as before and what moved are."""

    rows: int
    designs: int
    length: int
    has_same: bool = True
    has_numbers: bool = True


_LEVELS = (
    _Brevity(200, 50, 2_000),
    _Brevity(100, 50, 1_000, has_same=False),
    _Brevity(50, 50, 500, has_same=False),
    _Brevity(20, 40, 400, has_same=False, has_numbers=False),
    _Brevity(8, 30, 300, has_same=False, has_numbers=False),
    _Brevity(4, 20, 200, has_same=False, has_numbers=False),
    _Brevity(2, 10, 120, has_same=False, has_numbers=False),
    _Brevity(1, 3, 80, has_same=False, has_numbers=False),
)


def render(found: Difference) -> str:
    """The comparison in the most detail that fits."""
    text = ""
    for level in _LEVELS:
        text = _Comment(found, level).text()
        if length_of(text) <= MOST:
            return text
    return text


def length_of(text: str) -> int:
    """How long a text is where characters beyond the first 65 536 count twice (UTF-16)."""
    return len(text) + sum(char > "\uffff" for char in text)


class _Comment:
    def __init__(self, found: Difference, level: _Brevity) -> None:
        self._found, self._level = found, level

    def text(self) -> str:
        found, level = self._found, self._level
        blocks = [MARK, f"### designlint: {prose(f'{found.before} → {found.after}')}"]
        blocks.append(prose(f"{'; '.join(totals(found))}."))
        changed = sorted(found.changed, key=_gravity)
        for design in changed[: level.designs]:
            blocks += self._design(design)
        if len(changed) > level.designs:
            blocks.append(f"{len(changed) - level.designs} more changed designs are not shown.")
        return "\n\n".join(blocks) + "\n"

    def _design(self, design: DesignChange) -> Iterator[str]:
        title = f" {prose(self._clipped(design.title))}" if design.title else ""
        yield f"#### {code(heading(design))}{title}"
        if design.errors:
            yield f"**The design has errors of the language ({len(design.errors)})**: what rests on them is not judged."
        if design.errors_before and design.before:
            yield f"The design had errors before ({design.errors_before}): what is new may be older."
        is_both = bool(design.before and design.after)
        yield from self._claims(design.claims)
        yield from self._findings(design)
        yield from self._single_points(design.numbers)
        if is_both:
            yield from self._elements(design)
            yield from self._numbers(design.numbers)
        if self._level.has_same:
            yield from self._same(design)

    def _claims(self, claims: Sequence[ClaimChange]) -> Iterator[str]:
        rows = [_claim(one) for one in ranked(claims) if one.trend is not Trend.SAME]
        yield from self._table("| | requirement | before | after | margin |", rows)

    def _findings(self, design: DesignChange) -> Iterator[str]:
        new = design.found(Trend.NEW)
        if new:
            yield "**New findings**"
            yield from self._table(_FINDINGS, list(self._rows(new)))
        graver = design.found(Trend.WORSE, Trend.BETTER)
        if graver:
            yield "**Findings with another severity**"
            yield from self._table(_FINDINGS, list(self._rows(graver)))
        for trend, words in (
            (Trend.GONE, "gone"),
            (Trend.UNKNOWN, "not checked any more, for the errors of the design"),
        ):
            found = design.found(trend)
            title = f"{_findings(len(found))} {words}"
            table = self._table(_GONE, list(self._rows(found, has_place=False)))
            if len(found) > _FEW:
                yield _folded_away(title, table)
            elif found:
                yield from (f"**{title}**", *table)

    def _rows(self, found: Sequence[FindingChange], *, has_place: bool = True) -> Iterator[str]:
        """A row for each finding; what has one cause stands in one row."""
        for finding, change in listed_once(found):
            severity = str(finding.severity)
            if change.trend in (Trend.WORSE, Trend.BETTER):
                severity = f"{change.severity_before} → {severity}"
            notes = ", ".join(map(prose, remarks(finding, change)))
            message = f"{self._prose(finding.message)} ({notes})" if notes else None
            cells = [severity, clean(finding.code), message or self._prose(finding.message)]
            if has_place:
                cells.append(code(str(finding.primary.span)))
            yield f"| {' | '.join(cells)} |"

    def _single_points(self, numbers: Iterable[NumberChange]) -> Iterator[str]:
        found = [one for one in numbers if one.sort == SINGLE_POINT]
        if found:
            lines = [
                f"- {_SIGNS.get(one.trend, '')}{code(one.subject)} {self._prose(stopped(one))}"
                for one in found
            ]
            yield "\n".join(["**Single points of failure**", "", *self._cut(lines, "- ")])

    def _elements(self, design: DesignChange) -> Iterator[str]:
        lines = []
        for trend, words in (
            (Trend.NEW, "Added"),
            (Trend.GONE, "Removed"),
            (Trend.MOVED, "Renamed"),
        ):
            by_sort: dict[str, list[str]] = {}
            for one in design.elements:
                if one.trend is trend:
                    by_sort.setdefault(one.sort, []).append(renamed(one))
            lines += [
                f"- {words}: {sort} {prose(', '.join(self._cut(names, '')))}"
                for sort, names in by_sort.items()
            ]
        if lines:
            yield "\n".join(["**Elements**", "", *self._cut(lines, "- ")])

    def _numbers(self, numbers: Iterable[NumberChange]) -> Iterator[str]:
        found = [one for one in numbers if one.sort != SINGLE_POINT]
        if not found:
            return
        title = f"Load, utilisation, availability, cost: {len(found)} changed"
        if not self._level.has_numbers:
            yield f"{title}."
            return
        rows = [
            f"| {_SIGNS.get(one.trend, '')}{WORDS[one.trend]} | {one.sort} | {_subject(one)} | {prose(moved(one))} |"
            for one in found
        ]
        yield _folded_away(title, self._table("| | what | of | before → after |", rows))

    def _same(self, design: DesignChange) -> Iterator[str]:
        claims = [one for one in design.claims if one.trend is Trend.SAME]
        found = design.found(Trend.SAME)
        if claims:
            table = self._table(
                "| requirement | verdict | value | margin |", [_same_claim(one) for one in claims]
            )
            yield _folded_away(f"{_verdicts(len(claims))} as before", table)
        if found:
            yield _folded_away(
                f"{_findings(len(found))} still there",
                self._table(_FINDINGS, list(self._rows(found))),
            )

    def _table(self, head: str, rows: Sequence[str]) -> list[str]:
        """A table; none without rows."""
        if not rows:
            return []
        columns = head.count("|") - 1
        more = f"| {'| ' * (columns - 1)}"
        lines = [head, "|" + " --- |" * columns, *rows[: self._level.rows]]
        if len(rows) > self._level.rows:
            lines.append(f"{more}{len(rows) - self._level.rows} more are not shown |")
        return ["\n".join(lines)]

    def _cut(self, lines: Sequence[str], before: str) -> list[str]:
        most = self._level.rows
        more = [f"{before}{len(lines) - most} more are not shown"] if len(lines) > most else []
        return [*lines[:most], *more]

    def _clipped(self, text: str) -> str:
        most = self._level.length
        return text if len(text) <= most else f"{text[: most - 1]}…"

    def _prose(self, text: str) -> str:
        return prose(self._clipped(text))


_FINDINGS = "| severity | code | finding | place |"
_GONE = "| severity | code | finding |"
_FEW = 5
"""So many findings that are gone are shown at once."""


def _gravity(design: DesignChange) -> tuple[int, int]:
    """Designs with what is worse come first."""
    worse = sum(one.trend is Trend.WORSE for one in design.claims)
    return -worse, -len(design.found(Trend.NEW, Trend.WORSE))


def _claim(change: ClaimChange) -> str:
    before, after = change.before, change.after
    target = old_target(change)
    note = f" (was {target})" if target else ""
    margins = [one.margin for one in (before, after) if one is not None and one.margin]
    margin = " → ".join(dict.fromkeys(margins))
    cells = (
        f"{_SIGNS.get(change.trend, '')}{WORDS[change.trend]}",
        prose(f"`{change.owner}` {claim_of(change)}{note}"),
        _judged(before),
        _judged(after),
        prose(margin),
    )
    return f"| {' | '.join(cells)} |"


def _same_claim(change: ClaimChange) -> str:
    after = change.after
    margin = "" if after is None else after.margin
    words = ("", "") if after is None else (after.word, after.value)
    cells = (prose(f"`{change.owner}` {claim_of(change)}"), *map(prose, words), prose(margin))
    return f"| {' | '.join(cells)} |"


def _judged(judged: Judged | None) -> str:
    if judged is None:
        return "—"
    value = f", {prose(judged.value)}" if judged.value else ""
    return f"**{prose(judged.word)}**{value}"


def _subject(change: NumberChange) -> str:
    return prose(change.subject) if " " in change.subject else code(change.subject)


def _findings(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"


def _verdicts(number: int) -> str:
    return f"{number} verdict{'' if number == 1 else 's'}"


def _folded_away(title: str, inside: Iterable[str]) -> str:
    """Text behind a title that opens it."""
    return "\n\n".join([f"<details><summary>{html(title)}</summary>", *inside, "</details>"])
