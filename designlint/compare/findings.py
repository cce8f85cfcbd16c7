"""The findings of two states: new, gone and still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from designlint.compare.renames import Renamed, Translate
from designlint.compare.snapshot import Snapshot
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.differences import FindingChange, Trend
from designlint.diagnostics.fingerprint import is_collective, numbered, parts_of

_Key = Callable[[Diagnostic], tuple[str, ...]]


def finding_changes(
    before: Snapshot | None, after: Snapshot | None, renamed: Renamed
) -> Iterator[FindingChange]:
    """Each finding of two states, those that are there first."""
    old = () if before is None else before.findings
    new = () if after is None else after.findings
    same = _matched(old, new, renamed)
    was_accepted = _matched(() if before is None else before.accepted, new, renamed)
    for at, (finding, mark) in enumerate(zip(new, numbered(new), strict=True)):
        known = same.get(at)
        if known is None:
            fails = after is not None and after.fails(finding)
            yield FindingChange(finding, mark, Trend.NEW, None, at in was_accepted, fails)
        else:
            trend = _trend(old[known], finding)
            fails = trend is Trend.WORSE and after is not None and after.fails(finding)
            yield FindingChange(finding, mark, trend, old[known].severity, fails=fails)
    kept = set(same.values())
    is_accepted = set(_matched(old, () if after is None else after.accepted, renamed).values())
    # Where the newer state was not checked whole, what is not found may still be there.
    trend = Trend.GONE if after is None or after.is_whole else Trend.UNKNOWN
    for at, (finding, mark) in enumerate(zip(old, numbered(old), strict=True)):
        if at not in kept:
            yield FindingChange(finding, mark, trend, finding.severity, at in is_accepted)


def _trend(old: Diagnostic, new: Diagnostic) -> Trend:
    if old.severity == new.severity:
        return Trend.SAME
    return Trend.WORSE if new.severity > old.severity else Trend.BETTER


def _matched(
    old: Sequence[Diagnostic], new: Sequence[Diagnostic], renamed: Renamed
) -> dict[int, int]:
    """The older finding that each newer one is, by their numbers: of those with one identity, one with the
    same message before others."""
    same: dict[int, int] = {}
    for label in renamed:
        _match(old, new, same, partial(_worded, renamed.paths, label), partial(_worded, str, str))
    for label in renamed:
        _match(old, new, same, partial(_parts, renamed.paths, label), partial(_parts, str, str))
    _match_remaining(old, new, same)
    return same


def _parts(paths: Translate, label: Translate, finding: Diagnostic) -> tuple[str, ...]:
    """What says which finding it is, with other names: of paths, and in the text under its label."""
    *parts, last = parts_of(finding)
    return (*map(paths, parts), label(last))


def _worded(paths: Translate, label: Translate, finding: Diagnostic) -> tuple[str, ...]:
    return (*_parts(paths, label, finding), paths(finding.message))


def _match(
    old: Sequence[Diagnostic],
    new: Sequence[Diagnostic],
    same: dict[int, int],
    key_before: _Key,
    key_after: _Key,
) -> None:
    waiting: dict[tuple[str, ...], list[int]] = {}
    kept = set(same.values())
    for at in reversed(range(len(old))):
        if at not in kept:
            waiting.setdefault(key_before(old[at]), []).append(at)
    for at, finding in enumerate(new):
        if at not in same:
            found = waiting.get(key_after(finding))
            if found:
                same[at] = found.pop()


def _match_remaining(
    old: Sequence[Diagnostic], new: Sequence[Diagnostic], same: dict[int, int]
) -> None:
    """A rule that reported many in one finding reports the last of them one by one."""
    kept = set(same.values())
    whole = {
        one.code: at
        for at, one in enumerate(old)
        if at not in kept and is_collective(one.code, one.element)
    }
    for at, finding in enumerate(new):
        if at not in same and finding.element and finding.code in whole:
            same[at] = whole[finding.code]
