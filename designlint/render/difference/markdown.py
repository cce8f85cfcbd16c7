"""A comparison as a comment on a pull request, which GitHub limits to 65 536 characters.

What would be longer is shown more briefly, step by step, and says what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from designlint.base.records import NamedTuple
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    FindingChange,
    Judged,
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
_FEW = 5
"""So many findings that are gone are shown at once."""
_ELEMENTS = {Trend.NEW: "Added", Trend.GONE: "Removed", Trend.MOVED: "Renamed"}
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
    made = (_Comment(found, level).text() for level in _LEVELS)
    return next(text for text in made if text is not None)


def length_of(text: str) -> int:
    """How long a text is where characters beyond the first 65 536 count twice (UTF-16)."""
    return len(text) + sum(char > "\uffff" for char in text)


class _Comment:
    def __init__(self, found: Difference, level: _Brevity) -> None:
        self._found, self._level = found, level

    def text(self) -> str | None:
        """The comment; None where it would be too long."""
        blocks: list[str] = []
        left = MOST
        for block in self._blocks():
            left -= length_of(block) + 2
            if left < 0:
                return None
            blocks.append(block)
        return "\n\n".join(blocks) + "\n"

    def _blocks(self) -> Iterator[str]:
        found, level = self._found, self._level
        yield MARK
        yield f"### designlint: {self._prose(found.before)} → {self._prose(found.after)}"
        yield prose(f"{'; '.join(totals(found))}.")
        changed = sorted(found.changed, key=_gravity)
        for design in changed[: level.designs]:
            yield from self._design(design)
        if len(changed) > level.designs:
            yield f"{len(changed) - level.designs} more changed designs are not shown."

    def _design(self, design: DesignChange) -> Iterator[str]:
        title = f" {self._prose(design.title)}" if design.title else ""
        yield f"#### {self._code(heading(design))}{title}"
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
        found = [one for one in ranked(claims) if one.trend is not Trend.SAME]
        head = "| | requirement | before | after | margin |"
        yield from self._table(head, map(self._claim, found), len(found))

    def _findings(self, design: DesignChange) -> Iterator[str]:
        new = design.found(Trend.NEW)
        if new:
            yield "**New findings**"
            yield from self._findings_table(new)
        graver = design.found(Trend.WORSE, Trend.BETTER)
        if graver:
            yield "**Findings with another severity**"
            yield from self._findings_table(graver)
        for trend, words in (
            (Trend.GONE, "gone"),
            (Trend.UNKNOWN, "not checked any more, for the errors of the design"),
        ):
            found = design.found(trend)
            title = f"{counted(len(found), 'finding')} {words}"
            table = self._findings_table(found, has_place=False)
            if len(found) > _FEW:
                yield _folded_away(title, table)
            elif found:
                yield from (f"**{title}**", *table)

    def _findings_table(
        self, found: Sequence[FindingChange], *, has_place: bool = True
    ) -> list[str]:
        """A row for each finding; what has one cause stands in one row."""
        shown = list(listed_once(found))
        head = (
            "| severity | code | finding | place |"
            if has_place
            else "| severity | code | finding |"
        )
        rows = (self._finding(*one, has_place=has_place) for one in shown)
        return self._table(head, rows, len(shown))

    def _finding(self, finding: Diagnostic, change: FindingChange, *, has_place: bool) -> str:
        severity = str(finding.severity)
        if change.trend in (Trend.WORSE, Trend.BETTER):
            severity = f"{change.severity_before} → {severity}"
        notes = ", ".join(map(self._prose, remarks(finding, change)))
        message = self._prose(finding.message) + (f" ({notes})" if notes else "")
        place = [code(self._clipped(str(finding.primary.span)))] if has_place else []
        return f"| {' | '.join([severity, clean(finding.code), message, *place])} |"

    def _single_points(self, numbers: Iterable[NumberChange]) -> Iterator[str]:
        found = [one for one in numbers if one.sort == SINGLE_POINT]
        if found:
            lines = [
                f"- {_SIGNS.get(one.trend, '')}{self._code(one.subject)} {self._prose(stopped(one))}"
                for one in found[: self._level.rows]
            ]
            more = self._more(len(found))
            yield "\n".join(["**Single points of failure**", "", *lines, *[f"- {m}" for m in more]])

    def _elements(self, design: DesignChange) -> Iterator[str]:
        lines = []
        for trend, words in _ELEMENTS.items():
            by_sort: dict[str, list[str]] = {}
            for one in design.elements:
                if one.trend is trend:
                    by_sort.setdefault(one.sort, []).append(renamed(one))
            for sort, names in by_sort.items():
                shown = [self._prose(name) for name in names[: self._level.rows]]
                lines.append(f"- {words}: {sort} {', '.join([*shown, *self._more(len(names))])}")
        if lines:
            yield "\n".join(["**Elements**", "", *lines])

    def _numbers(self, numbers: Iterable[NumberChange]) -> Iterator[str]:
        found = [one for one in numbers if one.sort != SINGLE_POINT]
        title = f"Load, utilisation, availability, cost: {len(found)} changed"
        if found and self._level.has_numbers:
            table = self._table(
                "| | what | of | before → after |", map(self._number, found), len(found)
            )
            yield _folded_away(title, table)
        elif found:
            yield f"{title}."

    def _number(self, one: NumberChange) -> str:
        is_of_all = " " in one.subject
        subject = self._prose(one.subject) if is_of_all else self._code(one.subject)
        sign = f"{_SIGNS.get(one.trend, '')}{WORDS[one.trend]}"
        return f"| {sign} | {one.sort} | {subject} | {self._prose(moved(one))} |"

    def _same(self, design: DesignChange) -> Iterator[str]:
        claims = [one for one in design.claims if one.trend is Trend.SAME]
        found = design.found(Trend.SAME)
        if claims:
            head = "| requirement | verdict | value | margin |"
            table = self._table(head, map(self._same_claim, claims), len(claims))
            yield _folded_away(f"{counted(len(claims), 'verdict')} as before", table)
        if found:
            title = f"{counted(len(found), 'finding')} still there"
            yield _folded_away(title, self._findings_table(found))

    def _claim(self, change: ClaimChange) -> str:
        before, after = change.before, change.after
        target = old_target(change)
        note = f" (was {target})" if target else ""
        margins = [one.margin for one in (before, after) if one is not None and one.margin]
        cells = (
            f"{_SIGNS.get(change.trend, '')}{WORDS[change.trend]}",
            self._prose(f"`{change.owner}` {claim_of(change)}{note}"),
            self._judged(before),
            self._judged(after),
            self._prose(" → ".join(dict.fromkeys(margins))),
        )
        return f"| {' | '.join(cells)} |"

    def _judged(self, judged: Judged | None) -> str:
        if judged is None:
            return "—"
        value = f", {self._prose(judged.value)}" if judged.value else ""
        return f"**{prose(judged.word)}**{value}"

    def _same_claim(self, change: ClaimChange) -> str:
        judged = change.after
        words = () if judged is None else (judged.word, judged.value, judged.margin)
        text = f"`{change.owner}` {claim_of(change)}"
        return f"| {' | '.join(map(self._prose, (text, *words)))} |"

    def _table(self, head: str, rows: Iterable[str], number: int) -> list[str]:
        """A table of so many rows, as far as they are shown; none without rows."""
        if not number:
            return []
        columns = head.count("|") - 1
        lines = [head, "|" + " --- |" * columns, *islice(rows, self._level.rows)]
        lines += [f"| {'| ' * (columns - 1)}{more} |" for more in self._more(number)]
        return ["\n".join(lines)]

    def _more(self, number: int) -> list[str]:
        """That more of so many are not shown, where there are more."""
        left = number - self._level.rows
        return [f"{left} more are not shown"] if left > 0 else []

    def _clipped(self, text: str) -> str:
        most = self._level.length
        return text if len(text) <= most else f"{text[: most - 1]}…"

    def _prose(self, text: str) -> str:
        return prose(self._clipped(text))

    def _code(self, text: str) -> str:
        return code(self._clipped(text))


def _gravity(design: DesignChange) -> tuple[int, int]:
    """Designs with what is worse come first."""
    worse = sum(one.trend is Trend.WORSE for one in design.claims)
    return -worse, -len(design.found(Trend.NEW, Trend.WORSE))


def _folded_away(title: str, inside: Iterable[str]) -> str:
    """Text behind a title that opens it."""
    return "\n\n".join([f"<details><summary>{html(title)}</summary>", *inside, "</details>"])
