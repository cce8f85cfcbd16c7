"""SARIF 2.1.0, as the standard has it and as GitHub code scanning reads it more strictly.

The limits are those of "SARIF support for code scanning" in GitHub's documentation: what goes
beyond them would be refused or dropped there without a word, so the least grave findings are left
out here and the report says how many. Accepted findings are left out unless they are asked for;
then they are results that are suppressed in source. What went wrong inside of designlint stands in
no file, so it is no result but a notification.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from designlint import __version__
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.fingerprint import numbered
from designlint.diagnostics.result import Result
from designlint.render.described import Described
from designlint.render.levels import SARIF
from designlint.render.places import AS_NAMED, Base, has_file
from designlint.render.sarif_result import RESULT_LIMIT, Pieces, result_of
from designlint.render.sarif_rules import rule_of

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
SIZE_LIMIT = 10_000_000
"""Bytes of a report when it is compressed, as it is for the upload."""


class Report(NamedTuple):
    """The text of a report, and how many findings had no room in it."""

    text: str
    left_out: int


def render(
    result: Result,
    *,
    base: Base = AS_NAMED,
    rules: Mapping[str, Described] | None = None,
    show_accepted: bool = False,
) -> Report:
    """One run with its results in their order; the same for the same input."""
    rows = _rows(result, base, show_accepted=show_accepted)
    keep = min(len(rows), RESULT_LIMIT)
    while True:
        kept = _gravest(rows, keep)
        text = _log(result, kept, rules or {}, len(rows) - len(kept))
        size = _compressed(text)
        if size <= SIZE_LIMIT or not kept:
            return Report(text, len(rows) - len(kept))
        keep = min(keep - 1, int(keep * SIZE_LIMIT / size * 0.95))


class _Row(NamedTuple):
    diagnostic: Diagnostic
    result: dict[str, Any]


def _rows(result: Result, base: Base, *, show_accepted: bool) -> list[_Row]:
    """Each finding with its result, which has no `ruleIndex` yet."""
    shown = [d for d in result.diagnostics if has_file(d)]
    suppressed = result.suppressed if show_accepted else ()
    everything = [*shown, *[s.diagnostic for s in suppressed]]
    pieces = Pieces(base)
    rows = [
        _Row(diagnostic, result_of(diagnostic, mark, pieces))
        for diagnostic, mark in zip(everything, numbered(everything), strict=True)
    ]
    for row, accepted in zip(rows[len(shown) :], suppressed, strict=True):
        suppression = {"kind": "inSource", "status": "accepted"}
        if accepted.reason:
            suppression["justification"] = accepted.reason
        row.result["suppressions"] = [suppression]
    return rows


def _gravest(rows: Sequence[_Row], keep: int) -> list[_Row]:
    """The gravest rows, as many as may be kept, in the order that they had."""
    if len(rows) <= keep:
        return list(rows)
    order = sorted(range(len(rows)), key=lambda at: (-rows[at].diagnostic.severity, at))
    return [rows[at] for at in sorted(order[:keep])]


def _compressed(text: str) -> int:
    # Nothing that is below the limit as it is needs to be compressed to know that.
    return len(text) if len(text) <= SIZE_LIMIT else len(zlib.compress(text.encode()))


def _log(
    result: Result, rows: Sequence[_Row], rules: Mapping[str, Described], left_out: int
) -> str:
    codes = sorted({row.diagnostic.code for row in rows})
    index = {code: at for at, code in enumerate(codes)}
    results = [{**row.result, "ruleIndex": index[row.diagnostic.code]} for row in rows]
    gravest = {row.diagnostic.code: row.diagnostic.severity for row in _by_severity(rows)}
    driver = {
        "name": "designlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [rule_of(code, rules.get(code), gravest[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "designlint/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The folder of the repository."}}
        },
        "invocations": [_invocation(result, left_out)],
    }
    head = json.dumps({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
    lines = ",".join([f"\n{json.dumps(one)}" for one in results])
    return f'{head}, "runs": [{json.dumps(run)[:-1]}, "results": [{lines}\n]}}]}}\n'


def _by_severity(rows: Iterable[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: row.diagnostic.severity)


def _invocation(result: Result, left_out: int) -> dict[str, Any]:
    """How the run went: whether everything was read and every rule ran, and what to know else."""
    notifications = [_notification(d) for d in result.diagnostics if not has_file(d)]
    if left_out:
        text = f"{left_out} findings have no room in this report and are left out"
        notifications.append({"level": "warning", "message": {"text": text}})
    invocation: dict[str, Any] = {
        "executionSuccessful": not (result.broken or result.unreadable),
    }
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return invocation


def _notification(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "level": SARIF[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "descriptor": {"id": diagnostic.code},
    }
