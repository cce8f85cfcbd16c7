"""Reviewdog's diagnostic format: one JSON object; columns count bytes of UTF-8 there."""

from __future__ import annotations

import json
from typing import Any

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.diagnostics.result import Result
from designlint.render.brief import brief
from designlint.render.consequences import consequence_lines
from designlint.render.found_in import remark_lines
from designlint.render.levels import RDJSON
from designlint.render.places import region


def render(result: Result) -> str:
    """The diagnostics in their order, one a line; files are named as on the command line, which is
    how reviewdog, run in the same folder, finds them."""
    diagnostics = ",".join([f"\n{json.dumps(_diagnostic(d))}" for d in result.diagnostics])
    return f'{{"source": {{"name": "designlint"}}, "diagnostics": [{diagnostics}\n]}}\n'


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "message": "\n".join(
            [
                diagnostic.message,
                *remark_lines(diagnostic),
                *consequence_lines(diagnostic),
                *[f"{one.key}: {one}" for one in brief(diagnostic).help],
            ]
        ),
        "location": _location(diagnostic.primary.span),
        "severity": RDJSON[diagnostic.severity],
        "code": {"value": diagnostic.code},
        "related_locations": [_related(label) for label in diagnostic.secondary],
    }


def _related(label: Label) -> dict[str, Any]:
    return {"message": label.text, "location": _location(label.span)}


def _location(span: Span) -> dict[str, Any]:
    line, column, end_column = region(span)
    text = span.source.line(line)
    return {
        "path": span.source.name,
        "range": {
            "start": {"line": line, "column": _bytes(text[: column - 1]) + 1},
            "end": {"line": line, "column": _bytes(text[: end_column - 1]) + 1},
        },
    }


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
