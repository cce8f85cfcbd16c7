"""What a shell is offered, made from the parser itself; `shells` makes the scripts.

A script is static text: a shell completes commands, options, codes, words and files without starting
designlint, and a command that checks designs knows nothing of completion. Only for a name of a design does a
script ask `designlint completion names`.
"""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser, _HelpAction, _SubParsersAction
from collections.abc import Mapping, Sequence

from designlint.base.records import NamedTuple

FILES, PATH = ("FILE", "FORMAT=FILE", "DIR", "REPORT"), "PATH"
CODES, LEVELS = "CODES", "CODE=LEVEL"
NAMED = {
    ("verify", "--why"): "claims",
    ("diagram", "--of"): "subjects",
    ("diagram", "--focus"): "components",
    ("whatif", "--lose"): "losses",
}
"""The options that take a name of the design, and which names those are."""


class Words(NamedTuple):
    """The words that a shell is offered: codes and families, what `explain` finds, and the keys of the
    configuration."""

    codes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Argument(NamedTuple):
    """An argument of a command: an option, or, without names, what stands by itself.

    `choices` are all that it takes; of a `list` several stand behind commas. `names` are those of a
    design, `is_path` a design or folder, `is_file` any file.
    """

    options: tuple[str, ...]
    word: str
    choices: tuple[str, ...]
    takes_value: bool
    repeats: bool
    help: str
    names: str = ""
    is_list: bool = False

    @property
    def is_path(self) -> bool:
        """Whether it is a design or a folder of designs."""
        return self.word.endswith(PATH)

    @property
    def is_file(self) -> bool:
        """Whether it is any file."""
        return self.word in FILES


class Sub(NamedTuple):
    """A command with its arguments."""

    name: str
    help: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> list[Argument]:
        """The arguments that have names."""
        return [a for a in self.arguments if a.options]

    @property
    def words(self) -> list[Argument]:
        """The arguments that stand by themselves, in their order."""
        return [a for a in self.arguments if not a.options]


def commands(parser: ArgumentParser, words: Words) -> list[Sub]:
    """The commands of a parser."""
    (action,) = [a for a in parser._actions if isinstance(a, _SubParsersAction)]
    helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
    known: Mapping[str, Sequence[str]] = {
        CODES: words.codes,
        LEVELS: words.codes,
        "WORD": words.topics,
        "KEY": words.keys,
        "COMMAND": tuple(action.choices),
    }
    return [
        Sub(
            name,
            helps.get(name, ""),
            tuple([_argument(name, a, known) for a in sub._actions if a.help != SUPPRESS]),
        )
        for name, sub in action.choices.items()
    ]


def _argument(command: str, action: Action, known: Mapping[str, Sequence[str]]) -> Argument:
    text = "show this help" if isinstance(action, _HelpAction) else action.help or ""
    text = text.replace("%(default)s", str(action.default))
    word = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    choices = action.choices or known.get(word, ())
    return Argument(
        tuple(action.option_strings),
        word,
        tuple([str(choice) for choice in choices]),
        action.nargs != 0,
        action.nargs in ("*", "+") or type(action).__name__ in ("_AppendAction", "_ExtendAction"),
        re.split(r"[:;(]", text, maxsplit=1)[0].strip(),
        next((NAMED[command, o] for o in action.option_strings if (command, o) in NAMED), ""),
        word == CODES,
    )
