"""GitLab's code quality report: a JSON list in the shape of Code Climate issues."""

from __future__ import annotations

import json
from typing import Any

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.fingerprint import numbered
from designlint.diagnostics.result import Result
from designlint.render.found_in import remarks
from designlint.render.levels import GITLAB
from designlint.render.places import AS_NAMED, Base, path_of, region


def render(result: Result, *, base: Base = AS_NAMED) -> str:
    """The diagnostics in their order, one a line; ASCII, so that any encoding carries it."""
    marks = numbered(result.diagnostics)
    issues = [
        json.dumps(_issue(diagnostic, mark, base))
        for diagnostic, mark in zip(result.diagnostics, marks, strict=True)
    ]
    return "[" + ",".join([f"\n{issue}" for issue in issues]) + "\n]\n"


def _issue(diagnostic: Diagnostic, mark: str, base: Base) -> dict[str, Any]:
    line, column, end_column = region(diagnostic.primary.span)
    return {
        "description": f"{diagnostic.message}{remarks(diagnostic)}",
        "check_name": diagnostic.code,
        "fingerprint": mark,
        "severity": GITLAB[diagnostic.severity],
        "location": {
            "path": path_of(diagnostic, base),
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": line, "column": end_column},
            },
        },
    }
