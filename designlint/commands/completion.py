"""`designlint completion`: a script that completes the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.command import FINE, Output, Terminal
from designlint.reference.completion import SHELLS, commands


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `completion`."""
    parser.add_argument("shell", choices=tuple(SHELLS), metavar="SHELL", help="bash, zsh or fish")


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # it is for a shell
    """The script for a shell, from the parser that knows every command."""
    return Output(SHELLS[arguments.shell](commands(arguments.whole_parser())), FINE)
