"""The page of the command line, from the parser itself."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, _HelpAction, _SubParsersAction

from designlint.reference.configuration import PATH
from designlint.reference.entry import Page
from designlint.reference.markdown import block, code, link, paragraphs, table
from designlint.reference.reports import report_sections

_EXIT_CODES = (
    ("0", "Nothing is wrong."),
    (
        "1",
        "There are findings of the severity of `--fail-on` or above, claims are violated, a baseline is stale, "
        "or, of `whatif`, a flow stops or a requirement is met no more.",
    ),
    ("2", "The arguments or the configuration are invalid, or an input cannot be read."),
    ("3", "A rule, a plugin or designlint itself raised an exception; the other rules have run."),
)
_DEBUGGING = (
    "`--debug` prints each stage of the run on the standard error as it ends, with its time, and the "
    "traceback of an internal error, a rule or a plugin that failed. `check --timings` prints a "
    "table of all stages, analyses and rules. Each time excludes the stages "
    "and analyses that are called from inside, which have lines of their own; `other` is the rest, so the "
    "times add up to the time of the run. With either option, a check runs in one process and without "
    "the cache."
)


def command_page(parser: ArgumentParser) -> Page:
    """All commands of a parser with their arguments, the exit codes and the configuration."""
    commands = subcommands(parser)
    rows = [(link(code(name), f"#{name}"), sub.description or "") for name, sub in commands.items()]
    body = paragraphs(
        f"`{parser.prog} COMMAND [ARGUMENTS]`. {parser.description or ''}",
        table(("command", "does"), rows),
        *(_command(name, sub) for name, sub in commands.items()),
        report_sections(),
        "## Exit codes",
        table(("code", "meaning"), _EXIT_CODES),
        "## Time and internal errors",
        _DEBUGGING,
        "## Deprecated options",
        "`--json` of `verify`, `whatif`, `rules` and `config` is the old spelling of `--format json`. "
        "It works for one more release, with a note on the standard error.",
        "## Configuration",
        f"See {link('the page of the configuration', PATH)}.",
    )
    summary = "commands, options, exit codes"
    return Page("cli.md", "Command line", summary, body)


def subcommands(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    """The parsers of the commands, by name."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                command.format_usage()  # only then do helps have the values of options
            return dict(action.choices)
    return {}


def _command(name: str, parser: ArgumentParser) -> str:
    shown = [a for a in parser._actions if a.help != SUPPRESS]
    actions = [a for a in shown if not isinstance(a, _HelpAction)]
    words = [_usage(a) for a in actions if not a.option_strings]
    usage = " ".join(["designlint", name, *words, "[OPTIONS]"])
    rows = [(_names(a), _help(a)) for a in actions]
    return paragraphs(
        f"## {name}",
        parser.description or "",
        block(usage, "console"),
        table(("argument", "meaning"), rows) if rows else "",
    )


def _usage(action: Action) -> str:
    word = _word(action)
    shown = f"{word} ..." if action.nargs in ("*", "+") else word
    return f"[{shown}]" if action.nargs in ("*", "?") else shown


def _names(action: Action) -> str:
    if not action.option_strings:
        return code(_usage(action))
    value = "" if action.nargs == 0 else f" {_word(action)}"
    return ", ".join(code(f"{option}{value}") for option in action.option_strings)


def _word(action: Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _help(action: Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default))
