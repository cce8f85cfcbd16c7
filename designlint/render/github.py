"""Annotations for GitHub Actions: one workflow command for each diagnostic.

See "Workflow commands for GitHub Actions" in GitHub's documentation. A command is one line; what
would end it or one of its properties is percent-encoded, so no text of a design can be a command,
and what could harm a terminal is made visible, since commands are part of the log that people read.
"""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.consequences import consequence_lines
from designlint.render.found_in import remark_lines
from designlint.render.levels import GITHUB
from designlint.render.places import AS_NAMED, Base, has_file, region


def render(result: Result, *, base: Base = AS_NAMED) -> str:
    """`::error file=...,line=...,...::message`, and on further lines of it the help."""
    return "".join([_command(diagnostic, base) for diagnostic in result.diagnostics])


def _command(diagnostic: Diagnostic, base: Base) -> str:
    properties = {"title": clean(diagnostic.code)}
    if has_file(diagnostic):
        span = diagnostic.primary.span
        line, column, end_column = region(span)
        properties |= {
            "file": clean(base.path(span.source.name)),
            "line": str(line),
            "endLine": str(line),
            "col": str(column),
            "endColumn": str(end_column),
        }
    listed = ",".join([f"{key}={_property(value)}" for key, value in properties.items()])
    said = [
        diagnostic.message,
        *remark_lines(diagnostic),
        *consequence_lines(diagnostic),
        *[f"{one.key}: {one}" for one in brief(diagnostic).help],
    ]
    message = "\n".join([clean(line) for text in said for line in text.splitlines() or [""]])
    return f"::{GITHUB[diagnostic.severity]} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
