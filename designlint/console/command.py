"""What a command is, what it gives back, and how it refuses."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

from designlint.base.records import NamedTuple
from designlint.console.progress import Progress

FINE, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
"""The exit codes: all is well, there are findings, the arguments or an input cannot be used, a rule,
a plugin or designlint itself is broken."""


class Terminal(NamedTuple):
    """What the output is shown on: its width in columns, whether it may be coloured, and where work
    that takes long is reported."""

    width: int
    colour: bool
    progress: Progress = Progress()


class Output(NamedTuple):
    """The text that a command prints, its exit code, and its message on the standard error."""

    text: str
    code: int
    notice: str = ""


class UsageError(Exception):
    """Arguments that make no sense together, or a file that cannot be used; exit code 2."""


class Command(NamedTuple):
    """A command whose module is loaded only when it runs.

    The module has `add_arguments(parser)` and `run(arguments, terminal) -> Output`; `arguments.clock`
    counts the time of its stages. A module that reports a configuration that cannot be used in its
    own way has `refuse(diagnostics, arguments, terminal) -> Output`, too. Its `LIMITS` say which options
    apply only in some runs.
    """

    summary: str
    description: str
    module: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's own arguments."""
        import_module(self.module).add_arguments(parser)

    def run(self, arguments: Namespace, terminal: Terminal) -> Output:
        """Do the command's work. Raises UsageError."""
        from designlint.config import ConfigError
        from designlint.console.limits import refuse_idle
        from designlint.console.outputs import choose_format, printed

        module = import_module(self.module)
        choose_format(arguments)
        refuse_idle(getattr(module, "LIMITS", ()), arguments)
        try:
            output: Output = module.run(arguments, terminal)
        except ConfigError as error:
            from designlint.console import refusing

            refuse = getattr(module, "refuse", refusing.refuse)
            output = refuse(error.diagnostics, arguments, terminal)
        return printed(output, arguments)
