"""One line for each diagnostic, for editors and for grep."""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.render.cells import clean
from designlint.render.found_in import remarks
from designlint.render.grouping import groups


def render(result: Result, *, group_by: str = "") -> str:
    """`file:line:column: severity[CODE] message` for each diagnostic; without any, nothing. In groups,
    each group has its title above."""
    if not group_by:
        return "".join([_line(diagnostic) for diagnostic in result.diagnostics])
    parts = [
        "".join([f"{group.title}\n", *map(_line, group.diagnostics)])
        for group in groups(result.diagnostics, group_by)
    ]
    return "\n".join(parts)


def _line(diagnostic: Diagnostic) -> str:
    place = diagnostic.primary.span
    said = f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.message}{remarks(diagnostic)}"
    return clean(f"{place}: {said}").rstrip() + "\n"
