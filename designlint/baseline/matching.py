"""Which findings of a run a baseline knows, and which of its entries match nothing any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from designlint.base.records import NamedTuple
from designlint.baseline.file import Entry
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.fingerprint import is_collective, kind, numbered
from designlint.diagnostics.result import Result
from designlint.render.cells import clean


class Matched(NamedTuple):
    """Results without the known findings, and the entries that match no finding any more."""

    results: list[Result]
    stale: list[Entry]


class Folder(NamedTuple):
    """What a baseline has to know of the files around it: how it names a source, whether a file that it
    names is there, and whether a design that is not in the run sees it."""

    name: Callable[[str], str]
    exists: Callable[[str], bool]
    is_seen_elsewhere: Callable[[str], bool] = lambda _: False


def may_wait(diagnostic: Diagnostic) -> bool:
    """Whether one can live with a finding for a while: not with what could not be understood, nor
    with what is wrong with the configuration, the baseline or designlint itself."""
    if diagnostic.code.startswith("LNG"):
        return diagnostic.severity is not Severity.ERROR
    return not diagnostic.code.startswith(("CFG", "INT", "BAS"))


def entries_of(results: Iterable[Result], folder: Folder) -> list[Entry]:
    """An entry for each finding that may wait, sorted as they are written."""
    found = [group.entry for group in _groups(results, folder).values()]
    return sorted(found, key=lambda entry: entry[:-1])


Place = tuple[int, int]
"""A finding by the number of its result and its own number there."""


class _Group(NamedTuple):
    """A finding as an entry, and its places: one in each design that shares its file."""

    entry: Entry
    places: list[Place]


def _groups(results: Iterable[Result], folder: Folder) -> dict[str, _Group]:
    """The findings of a run that may wait, by their fingerprints."""
    found: dict[str, _Group] = {}
    for number, result in enumerate(results):
        marks = numbered(result.diagnostics)
        for at, (diagnostic, mark) in enumerate(zip(result.diagnostics, marks, strict=True)):
            if not may_wait(diagnostic):
                continue
            if mark not in found:
                found[mark] = _Group(_entry(diagnostic, mark, result, folder), [])
            found[mark].places.append((number, at))
    return found


def _entry(diagnostic: Diagnostic, mark: str, result: Result, folder: Folder) -> Entry:
    return Entry(
        folder.name(result.design),
        diagnostic.code,
        diagnostic.element,
        folder.name(diagnostic.primary.span.source.name),
        mark,
        clean(diagnostic.message),
    )


def match(
    entries: Sequence[Entry],
    results: Sequence[Result],
    folder: Folder,
    is_checked: Callable[[str], bool],
) -> Matched:
    """Take the known findings out of the results of one run, one finding for each entry.

    An entry is stale when all designs of the run that see its file were checked whole, its own among
    them, with the rule that `is_checked` is asked about, and no finding is left for it; or when its
    design is gone.
    """
    left = dict.fromkeys(range(len(entries)))
    known = _known(entries, results, folder, left)
    hidden = {place for group in known for place in group.places}
    counts = Counter([group.places[0][0] for group in known])
    unknown = []
    for number, result in enumerate(results):
        kept = [d for at, d in enumerate(result.diagnostics) if (number, at) not in hidden]
        unknown.append(result._replace(diagnostics=tuple(kept), known=counts[number]))
    is_settled = _settled(results, folder)
    stale = [e for e in (entries[at] for at in left) if is_checked(e.code) and is_settled(e)]
    return Matched(unknown, stale)


def _settled(results: Sequence[Result], folder: Folder) -> Callable[[Entry], bool]:
    """Whether a run has looked everywhere for the finding of an entry."""
    whole = {folder.name(result.design) for result in results if _is_whole(result)}
    seen: dict[str, set[str]] = {}
    for result in results:
        for source in result.sources:
            seen.setdefault(folder.name(source), set()).add(folder.name(result.design))

    def is_settled(entry: Entry) -> bool:
        own = entry.design in whole or not folder.exists(entry.design)
        if not own or not seen.get(entry.file, set()) <= whole:
            return False
        return entry.file == entry.design or not folder.is_seen_elsewhere(entry.file)

    return is_settled


def _known(
    entries: Sequence[Entry], results: Sequence[Result], folder: Folder, left: dict[int, None]
) -> list[_Group]:
    """The findings that are known; the entries that stand for them are taken from `left`. The strictest
    match key comes first."""
    open_ = _groups(results, folder)
    checked = {folder.name(result.design) for result in results}
    known: list[_Group] = []
    for match_key in _match_keys(checked, folder.exists):
        by_key: dict[tuple[str, ...], list[int]] = {}
        for at in reversed(left):
            key = match_key.of_entry(entries[at])
            if key is not None:
                by_key.setdefault(key, []).append(at)
        for mark, group in list(open_.items()):
            waiting = by_key.get(match_key.of_finding(group.entry))
            if waiting:
                del left[waiting.pop()], open_[mark]
                known.append(group)
    return [*known, *_remaining(entries, open_.values(), left)]


def _remaining(
    entries: Sequence[Entry], open_: Iterable[_Group], left: dict[int, None]
) -> list[_Group]:
    """The findings about elements that remain of one about the whole design: a rule that reported
    many in one finding reports the last of them one by one."""
    whole = {
        (entries[at].design, entries[at].code): at
        for at in left
        if is_collective(entries[at].code, entries[at].element)
    }
    found = [group for group in open_ if (group.entry.design, group.entry.code) in whole]
    for group in found:
        left.pop(whole[group.entry.design, group.entry.code], None)
    return found


class _MatchKey(NamedTuple):
    """What a matching entry and finding share; None for an entry that this key does not match."""

    of_entry: Callable[[Entry], tuple[str, ...] | None]
    of_finding: Callable[[Entry], tuple[str, ...]]


def _match_keys(checked: set[str], exists: Callable[[str], bool]) -> Iterator[_MatchKey]:
    def same_finding(entry: Entry) -> tuple[str, ...]:
        return (entry.fingerprint,)

    def same_design(entry: Entry) -> tuple[str, ...]:
        return (entry.design, kind(entry.fingerprint))

    def same_file(entry: Entry) -> tuple[str, ...]:
        return (entry.file, kind(entry.fingerprint))

    def same_kind(entry: Entry) -> tuple[str, ...]:
        return (kind(entry.fingerprint),)

    yield _MatchKey(same_finding, same_finding)
    # What it is about has moved to another file of the design, or the names begin elsewhere.
    yield _MatchKey(same_design, same_design)
    # A part of a design that is checked by itself, as by a hook that is given changed files.
    yield _MatchKey(lambda e: None if e.design in checked else same_file(e), same_file)
    # A design whose main file has another name now.
    yield _MatchKey(lambda e: None if exists(e.design) else same_kind(e), same_kind)


def _is_whole(result: Result) -> bool:
    """Whether every rule has checked the whole design."""
    language = any(
        d.code.startswith("LNG") and d.severity is Severity.ERROR for d in result.diagnostics
    )
    broken = language or result.broken or result.unreadable
    return bool(result.design) and not (broken or result.only)
