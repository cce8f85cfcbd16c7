"""Scripts that complete the command line in bash, zsh and fish."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from designlint.reference.completion import Argument, Sub

_ASK = "designlint completion names"


def bash(subs: Sequence[Sub]) -> str:
    """A function for bash's `complete`; any file is what it falls back to."""
    values, options, words = [], [], []
    for sub in subs:
        names = [name for option in sub.options for name in option.options]
        options.append(f'    {sub.name}) words="{" ".join(names)}" ;;')
        for option in sub.options:
            if option.takes_value:
                keys = "|".join(f'"{sub.name} {name}"' for name in option.options)
                values.append(f"    {keys}) {_bash_values(option)} ;;")
        words += [f"    {sub.name}) {_bash_values(word)} ;;" for word in sub.words[:1]]
    every = " ".join(sub.name for sub in subs)
    return f"""\
# Completion of designlint for bash.
_designlint() {{
  local word words="" list="" command="" path="" current="${{COMP_WORDS[COMP_CWORD]}}"
  local previous="${{COMP_WORDS[COMP_CWORD-1]}}"
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ -n "$command" ]]; then
      [[ -z "$path" && "$word" != -* && -e "$word" ]] && path="$word"
      continue
    fi
    case " {every} " in
      *" $word "*) command="$word" ;;
    esac
  done
  if [[ -z "$command" ]]; then
    COMPREPLY=($(compgen -W "{every} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
{_lines(values)}
    *)
      if [[ "$current" == -* ]]; then
        case "$command" in
{_lines(options, "    ")}
        esac
      else
        case "$command" in
{_lines(words, "    ")}
        esac
      fi
      ;;
  esac
  if [[ -n "$list" ]]; then
    local last="${{current##*,}}"
    COMPREPLY=($(compgen -P "${{current%"$last"}}" -W "$list" -- "$last"))
  elif [[ -n "$words" ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}}
_designlint_files() {{
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$1") $(compgen -f -X '!*.design' -- "$1"))
}}
complete -o bashdefault -o default -F _designlint designlint
"""


def _bash_values(argument: Argument) -> str:
    if argument.names:
        return f'words="$({_ASK} {argument.names} "${{path:-.}}" 2>/dev/null)"'
    if argument.choices:
        return f'{"list" if argument.is_list else "words"}="{" ".join(argument.choices)}"'
    return '_designlint_files "$current"; return' if argument.is_path else "return"


def zsh(subs: Sequence[Sub]) -> str:
    """A function for zsh's completion system."""
    listed = _lines([f"    {_quoted(f'{sub.name}:{_zsh(sub.help)}')}" for sub in subs])
    cases = []
    for sub in subs:
        specs = [spec for option in sub.options for spec in _zsh_option(option)]
        specs += [_zsh_word(word) for word in sub.words]
        arguments = " \\\n".join(f"        {_quoted(spec)}" for spec in specs)
        cases.append(f"    {sub.name})\n      _arguments -s \\\n{arguments}\n      ;;")
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
_designlint_names() {{
  local word there=.
  for word in "${{words[@]:1}}"; do
    [[ "$word" != -* && -e "$word" ]] && there="$word" && break
  done
  local -a found
  found=(${{(f)"$({_ASK} $1 "$there" 2>/dev/null)"}})
  compadd -a found
}}
if [[ "$funcstack[1]" == _designlint ]]; then
  _designlint "$@"
else
  compdef _designlint designlint
fi
"""


def _zsh_option(option: Argument) -> list[str]:
    value = f":{_zsh(option.word)}:{_zsh_values(option)}" if option.takes_value else ""
    some = "*" if option.repeats else ""
    return [f"{some}{name}[{_zsh(option.help)}]{value}" for name in option.options]


def _zsh_word(word: Argument) -> str:
    return f"{'*' if word.repeats else ''}:{_zsh(word.word)}:{_zsh_values(word)}"


def _zsh_values(argument: Argument) -> str:
    if argument.names:
        return f" _designlint_names {argument.names}"
    if argument.choices:
        words = " ".join(map(_zsh, argument.choices))
        return f" _sequence compadd - {words}" if argument.is_list else f"({words})"
    if argument.is_path:
        return '_files -g "*.design(-.)"'
    return "_files" if argument.is_file else ""


def _zsh(text: str) -> str:
    return re.sub(r"[\[\]:\\]", r"\\\g<0>", text)


def fish(subs: Sequence[Sub]) -> str:
    """Lines of fish's `complete`."""
    lines = [
        "# Completion of designlint for fish.",
        "function __designlint_names",
        "  set -l there .",
        "  for word in (commandline -opc)[3..]",
        "    if not string match -q -- '-*' $word; and test -e $word",
        "      set there $word",
        "      break",
        "    end",
        "  end",
        f"  {_ASK} $argv[1] $there 2>/dev/null",
        "end",
        "function __designlint_list",
        "  set -l done (string replace -r '[^,]*$' '' -- (commandline -ct))",
        "  printf '%s\\n' $done$argv",
        "end",
    ]
    lines += [
        f"complete -c designlint -n __fish_use_subcommand -f -a {sub.name} -d {_fish(sub.help)}"
        for sub in subs
    ]
    for sub in subs:
        seen = f"complete -c designlint -n '__fish_seen_subcommand_from {sub.name}'"
        lines += [f"{seen} {_fish_option(option)}" for option in sub.options]
        for word in sub.words[:1]:
            if word.choices or word.is_path:
                lines.append(f"{seen} {_fish_values(word).replace('-x ', '-f ')}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Argument) -> str:
    parts = [f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.options]
    if option.takes_value:
        parts.append(_fish_values(option))
    return f"{' '.join(parts)} -d {_fish(option.help)}"


def _fish_values(argument: Argument) -> str:
    if argument.names:
        return f"-x -a '(__designlint_names {argument.names})'"
    if argument.choices:
        words = " ".join(argument.choices)
        return f"-x -a {_fish(f'(__designlint_list {words})' if argument.is_list else words)}"
    if argument.is_path:
        return "-x -a '(__fish_complete_suffix .design)'"
    return "-r" if argument.is_file else "-x"


def _fish(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _quoted(text: str) -> str:
    """A word of a shell of the Bourne family."""
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"


def _lines(lines: Sequence[str], indent: str = "") -> str:
    return "\n".join([f"{indent}{line}" for line in lines])


SHELLS: dict[str, Callable[[Sequence[Sub]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
