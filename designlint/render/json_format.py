"""Everything about a run as JSON, in a form that programs can rely on.

A change that could break a reader raises `VERSION`; a new key does not. What does not apply is null,
and nothing is shortened. Everything is ASCII, so the text survives any encoding and cannot harm a
terminal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from designlint import __version__
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.diagnostic import Fix as MadeFix
from designlint.diagnostics.diagnostic import Help as MadeHelp
from designlint.diagnostics.fingerprint import numbered
from designlint.diagnostics.result import Result
from designlint.render.json_schema import plain, schema_of
from designlint.render.json_types import (
    Answer,
    Breach,
    Edit,
    Finding,
    Fix,
    Labelled,
    Location,
    Position,
    Report,
    Requirements,
    Severities,
    Summary,
    WitnessStep,
)

VERSION = 2


def render(result: Result, *, show_accepted: bool = False) -> str:
    """The diagnostics in their order, one a line, and the summary; the same for the same input.

    Accepted findings are in a list of their own, `accepted`, if they are asked for.
    """
    made = report(result, show_accepted=show_accepted)
    return (
        f'{{"version": {made.version}, "designlint": {json.dumps(made.designlint)},\n'
        f'"diagnostics": {_rows(made.diagnostics)},\n"accepted": {_rows(made.accepted)},\n'
        f'"summary": {json.dumps(plain(made.summary))}}}\n'
    )


def report(result: Result, *, show_accepted: bool = False) -> Report:
    """A run in the form of the JSON output, as values."""
    accepted: tuple[Finding, ...] | None = None
    if show_accepted:
        made = findings([one.diagnostic for one in result.suppressed])
        pairs = zip(made, result.suppressed, strict=True)
        accepted = tuple([one._replace(reason=by.reason or None) for one, by in pairs])
    return Report(VERSION, __version__, findings(result.diagnostics), accepted, _summary(result))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    return schema_of(Report, "Findings of designlint")


def findings(diagnostics: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """Diagnostics as JSON has them, each with its fingerprint in the run."""
    marks = zip(diagnostics, numbered(diagnostics), strict=True)
    return tuple([_finding(diagnostic, mark) for diagnostic, mark in marks])


def answer(one: MadeHelp) -> Answer:
    """An answer to a finding as JSON has it."""
    kind = one.key if one.is_edit else "advice"
    return Answer(kind, one.text, one.place or None, one.result or None, one.note or None)


def location(span: Span) -> Location:
    """A place as JSON has it."""
    start, end = (Position(at.line, at.column) for at in (span.position, span.end_position))
    return Location(span.source.name, start, end)


def _rows(found: Sequence[Finding] | None) -> str:
    if found is None:
        return "null"
    return "[\n" + ",\n".join([json.dumps(plain(one)) for one in found]) + "\n]"


def _finding(made: Diagnostic, mark: str) -> Finding:
    return Finding(
        code=made.code,
        rule=made.rule or None,
        severity=str(made.severity),
        message=made.message,
        element=made.element or None,
        owner=made.owner or None,
        design=made.design or None,
        designs=made.designs or tuple(filter(None, [made.design])),
        fingerprint=mark,
        breaks=tuple([Breach(one.requirement, location(one.span)) for one in made.breaks]),
        location=location(made.primary.span),
        label=made.primary.text or None,
        labels=tuple([Labelled(one.text or None, location(one.span)) for one in made.secondary]),
        witness=tuple(
            [
                WitnessStep(
                    step.text,
                    location(step.span) if step.span is not None else None,
                    step.origin or None,
                    step.depth,
                )
                for step in made.witness
            ]
        ),
        help=tuple([answer(one) for one in made.help]),
        fixes=(_fix(made.fix),) if made.fix is not None else (),
        reason=None,
        consequences=findings(made.consequences),
    )


def _fix(fix: MadeFix) -> Fix:
    edits = tuple([Edit(location(one.span), one.text) for one in fix.edits])
    return Fix(fix.title, fix.safe, edits)


def _summary(result: Result) -> Summary:
    tally = result.tally
    return Summary(
        files=result.files,
        findings=len(result.diagnostics),
        severities=Severities(
            result.count_of(Severity.ERROR),
            result.count_of(Severity.WARNING),
            result.count_of(Severity.UNDECIDED),
            result.count_of(Severity.INFO),
        ),
        accepted=result.accepted,
        known=result.known,
        requirements=Requirements(tally.total, *tally),
        unreadable=result.unreadable,
        broken=result.broken,
    )
