"""What has changed between two states of one design."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from designlint.analyses.judgement import GRAVITY
from designlint.compare.findings import finding_changes
from designlint.compare.numbers import AVAILABILITY, COSTS, UTILISATION, Number
from designlint.compare.renames import Translate, renames, renaming
from designlint.compare.snapshot import ClaimKey, Snapshot
from designlint.diagnostics.differences import (
    ClaimChange,
    DesignChange,
    ElementChange,
    Judged,
    NumberChange,
    Trend,
)

SINGLE_POINT = "single point of failure"
_UNDECIDED = "undecided"
# Whether a larger number is better; of a load it is neither.
_MORE_IS_BETTER = {AVAILABILITY: True, UTILISATION: False, COSTS: False}


def difference(before: Snapshot | None, after: Snapshot | None) -> DesignChange:
    """What has changed in a design; None where there is no such design in one of the states."""
    names = renames(before, after) if before is not None and after is not None else {}
    renamed = renaming(names)
    shown = after or before
    return DesignChange(
        "" if before is None else before.name,
        "" if after is None else after.name,
        "" if shown is None else shown.title,
        tuple(_claims(before, after, renamed.paths)),
        (*_numbers(before, after, renamed.paths), *_single_points(before, after, renamed.paths)),
        tuple(_elements(before, after, names)),
        tuple(finding_changes(before, after, renamed)),
        () if after is None else after.errors,
        0 if before is None else len(before.errors),
    )


def _claims(
    before: Snapshot | None, after: Snapshot | None, renamed: Translate
) -> Iterator[ClaimChange]:
    """Each claim with its verdicts: those that are there in their order, then what is gone."""
    old = {} if before is None else before.claims
    new = {} if after is None else after.claims
    known = {_renamed(key, renamed): judged for key, judged in old.items()}
    for key, judged in new.items():
        was = known.get(key)
        yield ClaimChange(key.owner, was, judged, _verdict_trend(was, judged))
    for key, judged in known.items():
        if key not in new:
            yield ClaimChange(key.owner, judged, None, Trend.GONE)


def _renamed(key: ClaimKey, renamed: Translate) -> ClaimKey:
    return ClaimKey(renamed(key.owner), renamed(key.measured), renamed(key.subject), key.number)


def _verdict_trend(was: Judged | None, now: Judged) -> Trend:
    if was is None:
        return Trend.NEW
    old, new = GRAVITY.index(was.word), GRAVITY.index(now.word)
    if old < new:
        return Trend.WORSE
    if old > new:
        # What is not known any more is no improvement.
        return Trend.UNKNOWN if now.word == _UNDECIDED else Trend.BETTER
    shown = (was.value, was.target, was.margin) == (now.value, now.target, now.margin)
    return Trend.SAME if shown else Trend.MOVED


def _numbers(
    before: Snapshot | None, after: Snapshot | None, renamed: Translate
) -> Iterator[NumberChange]:
    """The numbers that have changed; of what is removed as a whole, nothing more is said."""
    old = {} if before is None else _by_subject(before.numbers, renamed)
    new = {} if after is None else _by_subject(after.numbers, str)
    gone = set() if before is None else set(map(renamed, before.elements))
    gone -= set() if after is None else set(after.elements)
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        if now is not None:
            if was is None or was.text != now.text:
                yield _number(was, now)
        elif was is not None and after is not None and key[1] not in gone:
            yield NumberChange(was.sort, key[1], was.text, "", Trend.UNKNOWN)


def _by_subject(numbers: Iterable[Number], renamed: Translate) -> dict[tuple[str, str], Number]:
    return {(one.sort, renamed(one.subject)): one for one in numbers}


def _number(was: Number | None, now: Number) -> NumberChange:
    if was is None:
        return NumberChange(now.sort, now.subject, "", now.text, Trend.NEW)
    is_more = now.low >= was.low and now.high >= was.high
    is_less = now.low <= was.low and now.high <= was.high
    trend = Trend.MOVED
    if is_more is not is_less and now.sort in _MORE_IS_BETTER:
        trend = Trend.BETTER if _MORE_IS_BETTER[now.sort] is is_more else Trend.WORSE
    return NumberChange(now.sort, now.subject, was.text, now.text, trend)


def _single_points(
    before: Snapshot | None, after: Snapshot | None, renamed: Translate
) -> Iterator[NumberChange]:
    """The components and places of which each stops other flows alone than before."""
    old = {} if before is None else _stops(before, renamed)
    new = {} if after is None else after.stops
    older = set() if before is None else set(map(renamed, before.elements))
    there = set() if after is None else set(after.elements)
    for path in {**new, **old}:
        was, now = old.get(path, ()), new.get(path, ())
        trend = _stops_trend(set(was), set(now), older, there)
        if trend is not Trend.SAME and path in there:
            yield NumberChange(SINGLE_POINT, path, ", ".join(was), ", ".join(now), trend)


def _stops_trend(was: set[str], now: set[str], older: set[str], there: set[str]) -> Trend:
    """A flow that is gone was not made safe by that, and one that is new was never safe."""
    more, fewer = now - was, was - now
    if more & older:
        return Trend.WORSE
    if more:
        return Trend.MOVED if was else Trend.NEW
    return Trend.BETTER if fewer & there else Trend.SAME


def _stops(snapshot: Snapshot, renamed: Translate) -> dict[str, tuple[str, ...]]:
    return {renamed(path): tuple(map(renamed, flows)) for path, flows in snapshot.stops.items()}


def _elements(
    before: Snapshot | None, after: Snapshot | None, names: Mapping[str, str]
) -> Iterator[ElementChange]:
    """What is added, renamed and removed, in the order of the newer state."""
    old = {} if before is None else before.elements
    new = {} if after is None else after.elements
    older = {now: was for was, now in names.items()}
    for path, (sort, element) in new.items():
        if path not in old:
            yield ElementChange(sort, older.get(path, ""), path, element.title)
    for path, (sort, element) in old.items():
        if path not in new and path not in names:
            yield ElementChange(sort, path, "", element.title)
