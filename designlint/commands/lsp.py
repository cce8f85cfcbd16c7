"""`designlint lsp`: the language server that editors start."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace

from designlint.console.command import Output, Terminal, UsageError

EXTRA = "the language server needs pygls: pip install 'designlint[lsp]'"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `lsp`."""
    # Clients of some editors always say how they talk to a server; there is one way.
    parser.add_argument("--stdio", action="store_true", help=SUPPRESS)


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # an editor asks, not a person
    """Talk to the editor over standard input and output until it ends the conversation."""
    try:
        from designlint.server.serving import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise UsageError(EXTRA) from None
        raise
    return Output("", serve())
