"""A baseline: the findings that a team knows of and lives with for now, so that new ones stand out.

It is a file with an entry for each finding. A fingerprint matches the two, so moved lines, renamed
files and other numbers change nothing. Entries belong to a design, named by its main file and
relative to the baseline. It only shrinks: an entry whose finding is gone is reported as stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from designlint.diagnostic import Diagnostic, Severity
from designlint.fingerprint import fingerprint, is_collective
from designlint.language.codes import Code
from designlint.records import NamedTuple
from designlint.render.cells import clean
from designlint.result import Result
from designlint.source import Source, Span

VERSION = 1
FILE_NAME = "designlint-baseline.json"

UNREADABLE = Code(
    "BAS001",
    "baseline-unreadable",
    Severity.ERROR,
    "{problem}",
    """designlint cannot read the baseline. Nothing is checked until the file is fixed, so that no
    new finding is taken for a known one. The exit code is 2.

    `designlint baseline create --force` overwrites the file.""",
)
STALE = Code(
    "BAS002",
    "baseline-stale",
    Severity.WARNING,
    "stale baseline entry: no {what}",
    """A finding that the baseline lists is gone because the design was fixed. A stale entry would
    hide the finding when it comes back.

    `designlint baseline prune` removes such entries.""",
)

BASELINE_CODES = (UNREADABLE, STALE)
_LIST = re.compile(r'"findings"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class Entry(NamedTuple):
    """A known finding. All but the design and the fingerprint is for those who read the file; by
    `file` it is found when a part of the design is checked by itself."""

    design: str
    code: str
    element: str
    file: str
    fingerprint: str
    message: str
    span: Span | None = None


class BaselineError(Exception):
    """A baseline that cannot be used, as the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.primary.span}: {diagnostic.message}")
        self.diagnostic = diagnostic


class Matched(NamedTuple):
    """Results without the known findings, and the entries that match no finding any more."""

    results: list[Result]
    stale: list[Entry]


class Folder(NamedTuple):
    """What a baseline has to know of the files around it: how it names a source, and whether a file
    that it names is there."""

    name: Callable[[str], str]
    exists: Callable[[str], bool]


def may_wait(diagnostic: Diagnostic) -> bool:
    """Whether one can live with a finding for a while: not with what could not be understood, nor
    with what is wrong with the configuration, the baseline or designlint itself."""
    if diagnostic.code.startswith("LNG"):
        return diagnostic.severity is not Severity.ERROR
    return not diagnostic.code.startswith(("CFG", "INT", "BAS"))


def entries_of(results: Iterable[Result], folder: Folder) -> list[Entry]:
    """An entry for each finding that may wait, sorted as they are written."""
    found = [
        _entry(diagnostic, result, folder)
        for result in results
        for diagnostic in result.diagnostics
        if may_wait(diagnostic)
    ]
    return sorted(found, key=lambda entry: entry[:-1])


def _entry(diagnostic: Diagnostic, result: Result, folder: Folder) -> Entry:
    return Entry(
        folder.name(result.design),
        diagnostic.code,
        diagnostic.element,
        folder.name(diagnostic.primary.span.source.name),
        fingerprint(diagnostic),
        clean(diagnostic.message),
    )


def write(entries: Iterable[Entry]) -> str:
    """The text of a baseline: an entry a line, so that a change of it reads well."""
    lines = []
    for entry in entries:
        fields = {key: value for key, value in entry._asdict().items() if key != "span"}
        lines.append(json.dumps(fields, ensure_ascii=False))
    listed = ",".join([f"\n{line}" for line in lines])
    return f'{{"version": {VERSION}, "findings": [{listed}\n]}}\n'


def read(source: Source) -> list[Entry]:
    """The entries of a baseline's text. Raises BaselineError with the place of the first mistake."""
    try:
        root = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise _error(source, error.pos, f"this is not JSON: {error.msg}") from None
    except RecursionError:
        raise _error(source, 0, "this is not a baseline: it nests too deep") from None
    except ValueError:
        raise _error(source, 0, "this is not a baseline: a number in it is too long") from None
    if not isinstance(root, dict) or not isinstance(root.get("findings"), list):
        raise _error(source, 0, "this is not a baseline: it has no list of `findings`")
    if root.get("version") != VERSION:
        raise _error(source, 0, f"this baseline is not of version {VERSION}, the only one known")
    spans = _spans(source, len(root["findings"]))
    return [_read_entry(fields, span) for fields, span in zip(root["findings"], spans, strict=True)]


def _read_entry(fields: Any, span: Span) -> Entry:
    values: dict[str, str] = {}
    for name in Entry._fields[:-1]:
        value = fields.get(name) if isinstance(fields, dict) else None
        if not isinstance(value, str):
            raise _error(span.source, span.start, f"this entry has no `{name}` that is a text")
        values[name] = value
    return Entry(**values, span=span)


def _spans(source: Source, count: int) -> list[Span]:
    """Where the entries stand. Their list may be written by hand, but JSON it is."""
    decoder = json.JSONDecoder()
    found = _LIST.search(source.text)
    spans = []
    at = found.end() if found else 0
    for _ in range(count):
        between = _BETWEEN.match(source.text, at)
        start = between.end() if between else at
        try:
            _, at = decoder.raw_decode(source.text, start)
        except (ValueError, RecursionError):
            return [Span(source, 0, 0)] * count  # another key has that name; it is not ours
        spans.append(Span(source, start, at))
    return spans


def match(
    entries: Sequence[Entry],
    results: Sequence[Result],
    folder: Folder,
    is_checked: Callable[[str], bool],
) -> Matched:
    """Take the known findings out of the results of one run, one finding for each entry.

    An entry is stale when its design was checked whole, with the rule that `is_checked` is asked
    about, and no finding is left for it; or when its design is gone.
    """
    left = dict.fromkeys(range(len(entries)))
    known = _known(entries, results, folder, left)
    unknown = []
    for number, result in enumerate(results):
        kept = [d for at, d in enumerate(result.diagnostics) if (number, at) not in known]
        hidden = len(result.diagnostics) - len(kept)
        unknown.append(result._replace(diagnostics=tuple(kept), known=hidden))
    whole = {folder.name(result.design) for result in results if _is_whole(result)}
    stale = [
        entries[at]
        for at in left
        if is_checked(entries[at].code)
        and (entries[at].design in whole or not folder.exists(entries[at].design))
    ]
    return Matched(unknown, stale)


Place = tuple[int, int]
"""A finding by the number of its result and its own number there."""


def _known(
    entries: Sequence[Entry], results: Sequence[Result], folder: Folder, left: dict[int, None]
) -> set[Place]:
    """The findings that are known; the entries that stand for them are taken from `left`.

    The strictest match key comes first: of two findings that differ only in their message, the one
    with the message of the entry is the known one.
    """
    open_: dict[Place, Entry] = {
        (number, at): _entry(diagnostic, result, folder)
        for number, result in enumerate(results)
        for at, diagnostic in enumerate(result.diagnostics)
        if may_wait(diagnostic)
    }
    checked = {folder.name(result.design) for result in results}
    known: set[Place] = set()
    for match_key in _match_keys(checked, folder.exists):
        by_key: dict[tuple[str, ...], list[int]] = {}
        for at in reversed(left):
            key = match_key.of_entry(entries[at])
            if key is not None:
                by_key.setdefault(key, []).append(at)
        for place, found in list(open_.items()):
            waiting = by_key.get(match_key.of_finding(found))
            if waiting:
                del left[waiting.pop()], open_[place]
                known.add(place)
    known.update(_remaining(entries, open_, left))
    return known


def _remaining(
    entries: Sequence[Entry], open_: dict[Place, Entry], left: dict[int, None]
) -> list[Place]:
    """The findings about elements that remain of one about the whole design: a rule that reported
    many in one finding reports the last of them one by one."""
    whole = {
        (entries[at].design, entries[at].code): at
        for at in left
        if is_collective(entries[at].code, entries[at].element)
    }
    found = [place for place, f in open_.items() if (f.design, f.code) in whole]
    for place in found:
        left.pop(whole[open_[place].design, open_[place].code], None)
    return found


class _MatchKey(NamedTuple):
    """What a matching entry and finding share; None for an entry that this key does not match."""

    of_entry: Callable[[Entry], tuple[str, ...] | None]
    of_finding: Callable[[Entry], tuple[str, ...]]


def _match_keys(checked: set[str], exists: Callable[[str], bool]) -> Iterator[_MatchKey]:
    def same_words(entry: Entry) -> tuple[str, ...]:
        return (entry.design, entry.fingerprint, entry.message)

    def same_design(entry: Entry) -> tuple[str, ...]:
        return (entry.design, entry.fingerprint)

    def same_file(entry: Entry) -> tuple[str, ...]:
        return (entry.file, entry.fingerprint)

    def same_finding(entry: Entry) -> tuple[str, ...]:
        return (entry.fingerprint,)

    yield _MatchKey(same_words, same_words)
    yield _MatchKey(same_design, same_design)
    # A part of a design that is checked by itself, as by a hook that is given changed files.
    yield _MatchKey(lambda e: None if e.design in checked else same_file(e), same_file)
    # A design whose main file has another name now.
    yield _MatchKey(lambda e: None if exists(e.design) else same_finding(e), same_finding)


def _is_whole(result: Result) -> bool:
    """Whether every rule has checked the whole design."""
    language = any(
        d.code.startswith("LNG") and d.severity is Severity.ERROR for d in result.diagnostics
    )
    return bool(result.design) and not (language or result.broken or result.unreadable)


def stale_diagnostic(entry: Entry) -> Diagnostic:
    """The diagnostic of a stale entry, at its place in the baseline."""
    on = f" on `{clean(entry.element)}`" if entry.element else ""
    span = entry.span or Span(Source(FILE_NAME, ""), 0, 0)
    what = f"{clean(entry.code)}{on}"
    return STALE.at(span, what=what, help=("`designlint baseline prune` removes the entry",))


def unreadable(name: str, problem: str) -> BaselineError:
    """A baseline of which not even the text could be had."""
    return _error(Source(name, ""), 0, problem)


def _error(source: Source, at: int, problem: str) -> BaselineError:
    at = min(at, len(source.text))
    return BaselineError(UNREADABLE.at(Span(source, at, at), problem=problem))
