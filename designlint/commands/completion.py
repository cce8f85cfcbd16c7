"""`designlint completion`: a script that completes the command line."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable

from designlint.config.keys import KEYS
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.inputs import one_understood
from designlint.model import Design
from designlint.reference.completion import Words, commands
from designlint.reference.lookup import Lookup
from designlint.reference.rules import coded
from designlint.reference.shells import SHELLS
from designlint.registry import load_registry

NAMES = "names"
_OF: dict[str, Callable[[Design], Iterable[str]]] = {
    "claims": lambda design: (*design.requirements, *design.scenarios),
    "subjects": lambda design: (*design.flows, *design.scenarios),
    "components": lambda design: design.components,
    "losses": lambda design: (*design.places, *design.components),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `completion`."""
    parser.add_argument(
        "shell",
        choices=(*SHELLS, NAMES),
        metavar="SHELL",
        help="bash, zsh or fish; `names` lists what a design declares, which their scripts ask for",
    )
    parser.add_argument(
        "which", nargs="?", choices=tuple(_OF), metavar="WHICH", help=f"names: {', '.join(_OF)}"
    )
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="names: the design")


def run(arguments: Namespace, terminal: Terminal) -> Output:  # noqa: ARG001  # it is for a shell
    """The script for a shell, from the parser that knows every command; or names of a design."""
    if arguments.shell == NAMES:
        return _names(arguments)
    if arguments.which is not None:
        raise UsageError(f"{arguments.which} goes with {NAMES}")
    return Output(SHELLS[arguments.shell](commands(arguments.whole_parser(), words())), FINE)


def _names(arguments: Namespace) -> Output:
    if arguments.which is None:
        raise UsageError(f"{NAMES} of what: {', '.join(_OF)}")
    _, resolution, _ = one_understood(arguments.path, arguments)
    return Output("".join([f"{name}\n" for name in _OF[arguments.which](resolution.design)]), FINE)


def words() -> Words:
    """The words that are offered with the plugins that are installed."""
    registry = load_registry()
    rules = coded(registry.rules)
    families = dict.fromkeys(rule.family for rule in rules)
    # A space would end a word; `explain` takes a hyphen for it.
    topics = [re.sub(r"\s+", "-", word) for word in Lookup(registry).words()]
    plain = [word for word in topics if re.fullmatch(r"[\w.-]+", word)]
    return Words(
        (*families, *(rule.code for rule in rules)), tuple(dict.fromkeys(plain)), tuple(KEYS.fields)
    )
