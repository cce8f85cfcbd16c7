"""What a command that shows results says of the errors of the language in its design."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from designlint.base.wording import counted
from designlint.console.command import FINDINGS, FINE, Output, Terminal
from designlint.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:  # an answer from the cache needs no parser
    from designlint.language.project import Project
    from designlint.language.resolve import Resolution


def errors_of(project: Project, resolution: Resolution) -> tuple[Diagnostic, ...]:
    """The errors of a design's text, in the order of the files."""
    found = (*project.diagnostics, *resolution.diagnostics)
    errors = [one for one in found if one.severity is Severity.ERROR]
    return tuple(sorted(errors, key=lambda one: one.sort_key))


def with_errors(output: Output, errors: Iterable[Diagnostic], terminal: Terminal) -> Output:
    """An output with the errors on the standard error, one in a file that designs share once; it does not
    end well where there are any."""
    each = {(str(one.primary.span), one.code, one.message): one for one in errors}
    found = tuple(each.values())
    if not found:
        return output
    from designlint.render.terminal import render_diagnostics

    colour = terminal.colour and sys.stderr.isatty()
    shown = render_diagnostics(found, width=terminal.width, colour=colour)
    last = f"designlint: {counted(len(found), 'error')} in the design: what rests on it is not judged\n"
    code = FINDINGS if output.code == FINE else output.code
    return output._replace(code=code, notice=f"{shown}{last}{output.notice}")
