"""One line for each diagnostic, for editors and for grep."""

from __future__ import annotations

from designlint.diagnostic import Diagnostic
from designlint.render.cells import clean
from designlint.render.found_in import remarks
from designlint.result import Result


def render(result: Result) -> str:
    """`file:line:column: severity[CODE] message` for each diagnostic; without any, nothing."""
    return "".join([_line(diagnostic) for diagnostic in result.diagnostics])


def _line(diagnostic: Diagnostic) -> str:
    place = diagnostic.primary.span
    said = f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.message}{remarks(diagnostic)}"
    return clean(f"{place}: {said}").rstrip() + "\n"
