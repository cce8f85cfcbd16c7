"""What a command is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import NamedTuple

from designlint.commands.progress import Progress


class Terminal(NamedTuple):
    """What the output is shown on: its width in columns, whether it may be coloured, and where it is
    said what takes long."""

    width: int
    colour: bool
    progress: Progress = Progress()


class Output(NamedTuple):
    """What a command prints, its exit code, and what it says on the standard error."""

    text: str
    code: int
    notice: str = ""


class UsageError(Exception):
    """Arguments that make no sense together, or a file that cannot be used; exit code 2."""


class Command(NamedTuple):
    """A command whose module is loaded only when it runs: the module has `add_arguments(parser)`
    and `run(arguments, terminal) -> Output`."""

    summary: str
    description: str
    module: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's own arguments."""
        import_module(self.module).add_arguments(parser)

    def run(self, arguments: Namespace, terminal: Terminal) -> Output:
        """Do the command's work."""
        output: Output = import_module(self.module).run(arguments, terminal)
        return output
