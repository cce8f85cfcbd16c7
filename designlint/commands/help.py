"""`designlint help`: the help of designlint, or of one command."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction

from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.language.suggest import clip, did_you_mean


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `help`."""
    parser.add_argument(
        "topic",
        nargs="?",
        metavar="COMMAND",
        help="the command whose arguments are shown (default: list the commands)",
    )


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # argparse sets its width
    """The text of `--help`. Raises UsageError for an unknown command."""
    parser: ArgumentParser = arguments.whole_parser()
    if arguments.topic is None:
        return Output(parser.format_help(), FINE)
    (known,) = [a.choices for a in parser._actions if isinstance(a, _SubParsersAction)]
    if arguments.topic not in known:
        near = did_you_mean(arguments.topic, known)
        hint = near or f"; `designlint explain {clip(arguments.topic)}` may explain it"
        raise UsageError(f"no command `{clip(arguments.topic)}`{hint}")
    return Output(known[arguments.topic].format_help(), FINE)
