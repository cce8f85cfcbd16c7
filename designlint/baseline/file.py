"""A baseline: the findings that a team knows of and lives with for now, so that new ones stand out.

It is a file with an entry for each finding. A fingerprint matches the two, so moved lines, renamed
files and other numbers change nothing. Entries belong to a design, named by its main file and
relative to the baseline; a finding in a file that several designs share has one entry. It only shrinks:
an entry whose finding is gone from all designs that see its file is reported as stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.language.codes import Code
from designlint.render.cells import clean

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
