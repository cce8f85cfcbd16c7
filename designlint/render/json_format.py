"""Everything about a run as JSON, in a shape that programs can rely on.

A change that could break a reader raises `VERSION`; a new key does not. Lines and columns start
at 1, columns count characters, an end is the place just behind the last character. What does not
apply is null. Everything is ASCII, so the text survives any encoding and cannot harm a terminal.
"""

from __future__ import annotations

import json
from typing import Any

from designlint.diagnostic import Diagnostic, Fix, Help, Label, Severity, Step
from designlint.result import Result, Suppressed
from designlint.source import Position, Span

VERSION = 1


def render(result: Result, *, show_accepted: bool = False) -> str:
    """The diagnostics in their order, one a line, and the summary; the same for the same input.

    Accepted findings are in a list of their own, `accepted`, if they are asked for.
    """
    diagnostics = ",\n".join([json.dumps(_diagnostic(d)) for d in result.diagnostics])
    accepted = ""
    if show_accepted:
        listed = ",\n".join([json.dumps(_suppressed(s)) for s in result.suppressed])
        accepted = f'"accepted": [\n{listed}\n],\n'
    return (
        f'{{"version": {VERSION},\n"diagnostics": [\n{diagnostics}\n],\n{accepted}'
        f'"summary": {json.dumps(_summary(result))}}}\n'
    )


def _suppressed(suppressed: Suppressed) -> dict[str, Any]:
    return {**_diagnostic(suppressed.diagnostic), "reason": suppressed.reason or None}


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "element": diagnostic.element or None,
        "location": _location(diagnostic.primary.span),
        "label": diagnostic.primary.text or None,
        "labels": [_label(label) for label in diagnostic.secondary],
        "witness": [_step(step) for step in diagnostic.witness],
        "help": [help_object(one) for one in diagnostic.help],
        "fixes": [_fix(diagnostic.fix)] if diagnostic.fix is not None else [],
    }


def help_object(one: Help) -> dict[str, Any]:
    """An answer to a finding as an object; what does not apply is null."""
    return {
        "kind": "edit" if one.is_edit else "advice",
        "text": one.text,
        "place": one.place or None,
        "result": one.result or None,
        "note": one.note or None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [{"location": _location(e.span), "text": e.text} for e in fix.edits],
    }


def _label(label: Label) -> dict[str, Any]:
    return {"text": label.text or None, "location": _location(label.span)}


def _step(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "location": _location(step.span) if step.span is not None else None,
        "origin": step.origin or None,
    }


def _location(span: Span) -> dict[str, Any]:
    return {
        "file": span.source.name,
        "start": _position(span.position),
        "end": _position(span.end_position),
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _summary(result: Result) -> dict[str, Any]:
    tally = result.tally
    return {
        "files": result.files,
        "findings": len(result.diagnostics),
        "severities": {str(s): result.count_of(s) for s in sorted(Severity, reverse=True)},
        "accepted": result.accepted,
        "known": result.known,
        "requirements": {
            "total": tally.total,
            "met": tally.met,
            "violated": tally.violated,
            "undecided": tally.undecided,
        },
        "unreadable": result.unreadable,
        "broken": result.broken,
    }
