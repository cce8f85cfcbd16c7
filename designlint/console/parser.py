"""The parser of the command line: its errors are short and say what was probably meant."""

from __future__ import annotations

import re
from argparse import (
    SUPPRESS,
    Action,
    ArgumentError,
    ArgumentParser,
    HelpFormatter,
    Namespace,
    _get_action_name,
    _SubParsersAction,
)
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NoReturn

from designlint.console import other_words
from designlint.console.command import UsageError
from designlint.language.suggest import clip, nearest

_SUGGESTION = re.compile(r"; ((?:did you mean|choose from) .*)$")
# An option is called by its long name, whichever was given.
_SHORT = re.compile(r"(?<!\S)-\w/(?=--)")
_ANY_WIDTH = 80
LONGEST = 26
"""The values of an option that take more characters stand in its help, and not in the usage, which argparse
breaks between arguments alone."""
_REQUIRED = "the following arguments are required:"


class ArgumentsError(UsageError):
    """Arguments that cannot be parsed, in up to three lines: the problem, what was probably meant,
    and the command that shows help."""

    def __init__(self, problem: str, suggestion: str, program: str) -> None:
        lines = [problem, suggestion, f"see {program} --help"]
        super().__init__("\n  ".join([line for line in lines if line]))


class Parser(ArgumentParser):
    """A parser that raises ArgumentsError where argparse would print and end the process."""

    _given: Sequence[str] = ()
    _seen: dict[str, str] = {}
    _shows_help = False

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self.name_values()
        return super().format_help()

    def format_usage(self) -> str:
        """The usage, as wide as the terminal."""
        self.name_values()
        return super().format_usage()

    def _get_formatter(self) -> HelpFormatter:
        # Each argument that is declared asks for one, too, and the width of the terminal for `shutil`.
        return HelpFormatter(self.prog, width=None if self._shows_help else _ANY_WIDTH)

    def name_values(self) -> None:
        """Have the values of options with many in their helps. Some come from plugins, which nothing but a
        help needs to load."""
        self._shows_help = True
        for action in self._actions:
            values = [str(choice) for choice in action.choices or ()]
            if action.option_strings and len(",".join(values)) > LONGEST:
                _list_values(action, values)

    # What argparse declares is overloaded; any namespace will do here.
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse what is known; the rest is returned beside it. The namespace's `given` has the options
        that were given, by the names of their values."""
        self._given, self._seen = list(args or ()), {}
        parsed, rest = super().parse_known_args(args, namespace)
        parsed.given = {**self._seen, **getattr(parsed, "given", {})}
        return parsed, rest

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse everything. Raises ArgumentsError for what is not known."""
        arguments, rest = self.parse_known_args(args, namespace)
        if rest:
            self._command_of(arguments).reject(rest)
        return arguments

    def error(self, message: str) -> NoReturn:
        """Refuse arguments; a suggestion at the end of the message gets a line of its own."""
        unknown = [word for word in self._given if self._is_unknown(word)]
        if unknown:
            # It may be the cause of the other problem.
            self.reject(unknown)
        problem = message.removeprefix("argument ").replace(_REQUIRED, "missing argument:")
        problem = _SHORT.sub("", problem).replace("with argument --", "with --")
        suggestion = _SUGGESTION.search(problem)
        if suggestion is None:
            raise ArgumentsError(problem, "", self.prog)
        raise ArgumentsError(problem[: suggestion.start()], suggestion[1], self.prog)

    def reject(self, words: Sequence[str]) -> NoReturn:
        """Refuse words that no argument takes. Raises ArgumentsError."""
        options = [word.partition("=")[0] for word in words if word.startswith("-")]
        if not options:
            raise ArgumentsError(f"unexpected argument `{clip(words[0])}`", "", self.prog)
        shown = [a for a in self._actions if a.help != SUPPRESS]
        known = [o.lstrip("-") for a in shown for o in a.option_strings if o.startswith("--")]
        word = options[0].lstrip("-")
        other = other_words.OPTIONS.get(word, "")
        near = other.lstrip("-") if other.lstrip("-") in known else nearest(word, known)
        suggestion = f"did you mean `--{near}`?" if near else ""
        raise ArgumentsError(f"unknown option `{clip(options[0])}`", suggestion, self.prog)

    def _command_of(self, arguments: Namespace) -> Parser:
        """The parser of the command that arguments name, or this one."""
        for action in self._actions:
            if isinstance(action, _SubParsersAction):
                found = action.choices.get(getattr(arguments, action.dest))
                if isinstance(found, Parser):
                    return found
        return self

    def _is_unknown(self, word: str) -> bool:
        """Whether a word is an option that no argument has, nor an abbreviation of one."""
        name = word.partition("=")[0]
        return name.startswith("--") and not any(
            option.startswith(name) for option in self._option_string_actions
        )

    def _get_values(self, action: Action, arg_strings: Any) -> Any:
        if action.option_strings:
            self._seen[action.dest] = action.option_strings[-1]
        return super()._get_values(action, arg_strings)

    def _check_value(self, action: Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        near = nearest(str(value), known)
        if isinstance(action, _SubParsersAction):
            near = _command_for(str(value)) or near
        suggestion = f"did you mean `{near}`?" if near else f"choose from {', '.join(known)}"
        if isinstance(action, _SubParsersAction):
            raise ArgumentsError(f"unknown command `{clip(value)}`", suggestion, self.prog)
        problem = f"invalid value `{clip(str(value))}` for {_get_action_name(action)}"
        raise ArgumentError(None, f"{problem}; {suggestion}")


def _list_values(action: Action, values: Sequence[str]) -> None:
    """Have the values of an option in its help, if it does not name them all by itself."""
    action.metavar = action.metavar or action.dest.upper()
    said, default, rest = (action.help or "").partition(" (default")
    if not all(value in said for value in values):
        action.help = f"{said}: {', '.join(values)}{default}{rest}"


def _command_for(word: str) -> str | None:
    """The command line that a word in the place of the command stands for, if it is known."""
    if word in (".", "..") or word.endswith(".design") or "/" in word:
        return f"check {clip(word)}"
    return other_words.COMMANDS.get(word.lower())


class Deprecated(Action):
    """The old spelling of an option: it sets the new one, and notes what to write instead."""

    def __init__(self, option_strings: Sequence[str], dest: str, const: str, use: str) -> None:
        super().__init__(
            option_strings, dest, nargs=0, const=const, default=SUPPRESS, help=SUPPRESS
        )
        self._use = use

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002  # as argparse calls it
        namespace: Namespace,
        values: object,  # noqa: ARG002  # likewise
        option_string: str | None = None,
    ) -> None:
        """Set the option, and add the note to the namespace's `notes`."""
        setattr(namespace, self.dest, self.const)
        note = f"{option_string} is deprecated and will be removed in the next release: use {self._use}"
        namespace.notes = [*getattr(namespace, "notes", ()), note]


def add_format_argument(
    parser: ArgumentParser,
    formats: Iterable[str],
    *,
    of: str,
    usual: str | None,
    by: str = "",
    known: Collection[str] = (),
) -> None:
    """Declare `--format`: of which output, its formats, and the `usual` one. Where the format depends
    on something else, there is no usual one, and `by` says on what. `known` are all names that are
    accepted, where they are more than those that help shows."""
    names = tuple(formats)
    parser.add_argument(
        "-f",
        "--format",
        choices=known or names,
        default=usual,
        metavar="FORMAT",
        help=f"the format of {of}: {', '.join(names)} (default: {usual or by})",
    )


def add_terminal_or_json(parser: ArgumentParser, of: str) -> None:
    """Declare `--format` for an output that has two and its old spelling `--json`, and the file that it
    may go to, `printed_to`."""
    add_format_argument(parser, ("terminal", "json"), of=of, usual="terminal")
    parser.add_argument(
        "-o",
        "--output",
        dest="printed_to",
        metavar="FILE",
        help="write the output to this file; the ending .json chooses json (default: stdout)",
    )
    parser.add_argument(
        "--json", action=Deprecated, dest="format", const="json", use="--format json"
    )
