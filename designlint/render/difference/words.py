"""The words that all formats of a comparison share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.base.wording import counted, listed
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    Difference,
    ElementChange,
    FindingChange,
    Judged,
    NumberChange,
    Trend,
)
from designlint.diagnostics.folding import folded
from designlint.render.found_in import designs_line

WORDS = {
    Trend.SAME: "as before",
    Trend.MOVED: "changed",
    Trend.BETTER: "better",
    Trend.WORSE: "worse",
    Trend.NEW: "new",
    Trend.GONE: "gone",
    Trend.UNKNOWN: "unknown",
}
"""What each trend is called."""
SINGLE_POINT = "single point of failure"
_ORDER = tuple(Trend)
_FIRST = (
    Trend.WORSE, Trend.UNKNOWN, Trend.NEW, Trend.GONE, Trend.MOVED, Trend.BETTER, Trend.SAME,
)  # fmt: skip


def ranked(claims: Sequence[ClaimChange]) -> list[ClaimChange]:
    """Claims in the order in which they are shown: what is worse first, what is as before last."""
    return sorted(claims, key=lambda one: _FIRST.index(one.trend))


def outcome(judged: Judged | None) -> str:
    """A verdict with its value and margin: `met, 99.97%, +0.02 percentage points`."""
    if judged is None:
        return "none"
    return ", ".join([part for part in (judged.word, judged.value, judged.margin) if part])


def claim_of(change: ClaimChange) -> str:
    """The claim, as the newer design says it where it does."""
    judged = change.after or change.before
    return "" if judged is None else judged.claim


def old_target(change: ClaimChange) -> str:
    """The target of the older state, where it was another one."""
    before, after = change.before, change.after
    if before is None or after is None or before.target == after.target:
        return ""
    return before.target


def moved(change: NumberChange) -> str:
    """A number before and after: `45% -> 90%`."""
    if change.trend is Trend.NEW:
        return change.after
    return f"{change.before or 'unknown'} -> {change.after or 'unknown'}"


def stopped(change: NumberChange) -> str:
    """What a single point of failure stops alone, and what it did not before or does not any more."""
    before, after = (set(text.split(", ")) - {""} for text in (change.before, change.after))
    if not after:
        return f"stops {listed(sorted(before))} no more"
    more, fewer = sorted(after - before), sorted(before - after)
    if not before:
        return f"stops {listed(more)} alone"
    parts = [f"stops {listed(more)} alone, too"] if more else []
    parts += [f"stops {listed(fewer)} no more"] if fewer else []
    return "; ".join(parts)


def remarks(finding: Diagnostic, change: FindingChange | None) -> list[str]:
    """What stands behind the message of a finding: its designs, what is beneath it, whether it is
    accepted."""
    found = [designs_line(finding)] if finding.designs else []
    if finding.consequences:
        found.append(f"+{len(finding.consequences)} beneath")
    if change is not None and change.is_accepted:
        found.append("accepted before" if change.trend is Trend.NEW else "accepted now")
    return found


def listed_once(found: Sequence[FindingChange]) -> Iterator[tuple[Diagnostic, FindingChange]]:
    """Findings with what has become of each; those of one cause stand beneath one of them."""
    by_mark = {one.finding.identity or one.fingerprint: one for one in found}
    for finding in folded([one.finding for one in found]):
        known = by_mark.get(finding.identity)
        yield finding, known or next(one for one in found if one.finding.message == finding.message)


def renamed(element: ElementChange) -> str:
    """An element with both its names, or with its only one, in backticks."""
    if element.before and element.after:
        return f"`{element.before}` -> `{element.after}`"
    return f"`{element.after or element.before}`"


def heading(design: DesignChange) -> str:
    """The name of a design's main file, with its older one, or that it is new or gone."""
    if not design.before:
        return f"{design.after} (new)"
    if not design.after:
        return f"{design.before} (removed)"
    return f"{design.before} -> {design.after}" if design.is_moved else design.after


def totals(found: Difference) -> list[str]:
    """How much has changed in all: the last line of a comparison."""
    claims = [one for design in found.designs for one in design.claims]
    parts = [
        f"{counted(number, 'verdict')} {WORDS[trend]}"
        for trend in (Trend.WORSE, Trend.UNKNOWN, Trend.BETTER)
        if (number := sum(one.trend is trend for one in claims))
    ]
    findings = [one for design in found.designs for one in design.findings]
    counts = {trend: sum(one.trend is trend for one in findings) for trend in _ORDER}
    still = counts[Trend.SAME] + counts[Trend.BETTER] + counts[Trend.WORSE]
    words = [(counts[Trend.NEW], "new"), (counts[Trend.GONE], "gone"), (still, "still there")]
    words += [(counts[Trend.UNKNOWN], "not checked any more")]
    shown = [f"{number} {word}" for number, word in words if number]
    if shown:
        parts.append(f"findings: {', '.join(shown)}")
    designs = f"{counted(len(found.changed), 'design')} changed"
    rest = found.unchanged + len(found.designs) - len(found.changed)
    return [f"{designs}, {rest} unchanged" if rest else designs, *parts]
