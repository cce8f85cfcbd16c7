"""`designlint mcp`: the commands as tools of an assistant."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from io import BytesIO, TextIOWrapper

from designlint.base.clock import Clock
from designlint.commands import COMMANDS
from designlint.console.command import FINE, Output, Terminal, UsageError

EXTRA = "the server for assistants needs the SDK of its protocol: pip install 'designlint[mcp]'"
WIDTH = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `mcp`."""
    parser.add_argument(
        "--write",
        action="store_true",
        help="offer tools that change design files: safe fixes and the layout (default: none does)",
    )


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # no person reads it
    """Serve an assistant over standard input and output until it ends the conversation."""
    try:
        from designlint.mcp.serving import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("mcp", "mcp_types", "pydantic", "anyio"):
            raise UsageError(EXTRA) from None
        raise
    parser = arguments.whole_parser()
    return Output("", FINE if serve(partial(ran, parser), writes=arguments.write) == 0 else 1)


def ran(parser: ArgumentParser, line: Sequence[str], text: str | None) -> Output:
    """What a command line comes to, with a text as its standard input. Raises UsageError."""
    arguments = parser.parse_args(list(line))
    arguments.clock = Clock()
    before = sys.stdin
    if text is not None:
        sys.stdin = TextIOWrapper(BytesIO(text.encode("utf-8", "surrogatepass")))
    try:
        return COMMANDS[arguments.command].run(arguments, Terminal(WIDTH, colour=False))
    finally:
        sys.stdin = before
