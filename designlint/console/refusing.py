"""How a command reports a configuration that cannot be used."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from designlint.console.command import USAGE, Output, Terminal
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.render.terminal import render_diagnostics


def refuse(
    diagnostics: Sequence[Diagnostic],
    arguments: Namespace,  # noqa: ARG001  # a command that has formats looks at them
    terminal: Terminal,
) -> Output:
    """The errors of the configuration on the standard error; what the command prints stays empty."""
    text = render_diagnostics(diagnostics, width=terminal.width, colour=terminal.colour)
    return Output("", USAGE, text)
