"""Scripts that complete the command line in a shell, made from the parser itself.

A script is static text: the shell completes without starting designlint, and a command that checks
designs knows nothing of completion.
"""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser, _HelpAction, _SubParsersAction
from collections.abc import Callable, Sequence

from designlint.records import NamedTuple

FILES = ("PATH", "FILE")


class Argument(NamedTuple):
    """An argument of a command: an option, or, without names, what stands by itself."""

    names: tuple[str, ...]
    word: str
    choices: tuple[str, ...]
    takes_value: bool
    repeats: bool
    help: str


class Sub(NamedTuple):
    """A command with its arguments."""

    name: str
    help: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> list[Argument]:
        """The arguments that have names."""
        return [a for a in self.arguments if a.names]

    @property
    def words(self) -> list[Argument]:
        """The arguments that stand by themselves, in their order."""
        return [a for a in self.arguments if not a.names]


def commands(parser: ArgumentParser) -> list[Sub]:
    """The commands of a parser."""
    (action,) = [a for a in parser._actions if isinstance(a, _SubParsersAction)]
    helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
    return [
        Sub(
            name,
            helps.get(name, ""),
            tuple([_argument(a) for a in sub._actions if a.help != SUPPRESS]),
        )
        for name, sub in action.choices.items()
    ]


def _argument(action: Action) -> Argument:
    text = "show this help" if isinstance(action, _HelpAction) else action.help or ""
    text = text.replace("%(default)s", str(action.default))
    return Argument(
        tuple(action.option_strings),
        action.metavar if isinstance(action.metavar, str) else action.dest.upper(),
        tuple([str(choice) for choice in action.choices or ()]),
        action.nargs != 0,
        action.nargs in ("*", "+") or type(action).__name__ in ("_AppendAction", "_ExtendAction"),
        re.split(r"[:;(]", text, maxsplit=1)[0].strip(),
    )


def bash(subs: Sequence[Sub]) -> str:
    """A function for bash's `complete`; files are what it falls back to."""
    cases, options, words = [], [], []
    for sub in subs:
        names = [name for option in sub.options for name in option.names]
        options.append(f'    {sub.name}) words="{" ".join(names)}" ;;')
        for option in sub.options:
            if option.choices:
                keys = "|".join(f'"{sub.name} {name}"' for name in option.names)
                cases.append(f'    {keys}) words="{" ".join(option.choices)}" ;;')
            elif option.takes_value:
                keys = "|".join(f'"{sub.name} {name}"' for name in option.names)
                cases.append(f"    {keys}) return ;;")
        if sub.words and sub.words[0].choices:
            words.append(f'    {sub.name}) words="{" ".join(sub.words[0].choices)}" ;;')
    every = " ".join(sub.name for sub in subs)
    return f"""\
# Completion of designlint for bash.
_designlint() {{
  local word words="" command="" current="${{COMP_WORDS[COMP_CWORD]}}"
  local previous="${{COMP_WORDS[COMP_CWORD-1]}}"
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case " {every} " in
      *" $word "*) command="$word"; break ;;
    esac
  done
  if [[ -z "$command" ]]; then
    COMPREPLY=($(compgen -W "{every} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
{_lines(cases)}
  esac
  if [[ -z "$words" && "$current" == -* ]]; then
    case "$command" in
{_lines(options)}
    esac
  elif [[ -z "$words" ]]; then
    case "$command" in
{_lines(words)}
    esac
  fi
  [[ -z "$words" ]] || COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o bashdefault -o default -F _designlint designlint
"""


def zsh(subs: Sequence[Sub]) -> str:
    """A function for zsh's completion system."""
    listed = _lines([f"    {_quoted(f'{sub.name}:{_zsh(sub.help)}')}" for sub in subs])
    cases = []
    for sub in subs:
        specs = [_zsh_option(option) for option in sub.options]
        specs += [_zsh_word(word) for word in sub.words]
        arguments = " \\\n".join(f"        {_quoted(spec)}" for spec in specs)
        cases.append(f"    {sub.name})\n      _arguments \\\n{arguments}\n      ;;")
    return f"""\
#compdef designlint
# Completion of designlint for zsh.
_designlint() {{
  local -a commands
  commands=(
{listed}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case "$words[1]" in
{_lines(cases)}
  esac
}}
if [[ "$funcstack[1]" == _designlint ]]; then
  _designlint "$@"
else
  compdef _designlint designlint
fi
"""


def _zsh_option(option: Argument) -> str:
    name = option.names[-1]
    value = f":{_zsh(option.word)}:{_zsh_values(option)}" if option.takes_value else ""
    return f"{'*' if option.repeats else ''}{name}[{_zsh(option.help)}]{value}"


def _zsh_word(word: Argument) -> str:
    return f"{'*' if word.repeats else ''}:{_zsh(word.word)}:{_zsh_values(word)}"


def _zsh_values(argument: Argument) -> str:
    if argument.choices:
        return f"({' '.join(argument.choices)})"
    return "_files" if argument.word in FILES else ""


def _zsh(text: str) -> str:
    return re.sub(r"[\[\]:\\]", r"\\\g<0>", text)


def fish(subs: Sequence[Sub]) -> str:
    """Lines of fish's `complete`."""
    lines = ["# Completion of designlint for fish."]
    lines += [
        f"complete -c designlint -n __fish_use_subcommand -f -a {sub.name} -d {_fish(sub.help)}"
        for sub in subs
    ]
    for sub in subs:
        seen = f"complete -c designlint -n '__fish_seen_subcommand_from {sub.name}'"
        lines += [f"{seen} {_fish_option(option)}" for option in sub.options]
        lines += [
            f"{seen} -f -a {_fish(' '.join(word.choices))}" for word in sub.words if word.choices
        ]
    return "\n".join(lines) + "\n"


def _fish_option(option: Argument) -> str:
    parts = [f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names]
    if option.choices:
        parts.append(f"-x -a {_fish(' '.join(option.choices))}")
    elif option.takes_value:
        parts.append("-r" if option.word in FILES else "-x")
    return f"{' '.join(parts)} -d {_fish(option.help)}"


def _fish(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _quoted(text: str) -> str:
    """A word of a shell of the Bourne family."""
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


SHELLS: dict[str, Callable[[Sequence[Sub]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
