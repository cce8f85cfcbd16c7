"""`designlint config`: the settings in force, and where each comes from."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from designlint.config.keys import KEYS
from designlint.config.listing import Setting, settings_of
from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.console.configured import settings_for
from designlint.console.limits import limits
from designlint.console.parser import add_terminal_or_json
from designlint.console.preparing import add_config_arguments, registry_for
from designlint.console.selection import add_selection_arguments, selected
from designlint.language.suggest import did_you_mean
from designlint.reference.configuration import schema_text
from designlint.reference.markdown import code, paragraphs, prose, table
from designlint.reference.terminal import render

LIMITS = (
    *limits(
        ("format", "select", "extend_select", "ignore", "severity", "profile"),
        lambda given: not given.schema,
        "goes with the settings, not with --schema",
    ),
)
"""Options that apply only in some runs."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `config`."""
    parser.add_argument(
        "key",
        nargs="?",
        metavar="KEY",
        help="one setting, such as fail-on or options.DEC001 (default: all)",
    )
    parser.add_argument(
        "--path",
        default=".",
        metavar="PATH",
        help="the file or folder whose configuration applies (default: .)",
    )
    add_terminal_or_json(parser, of="the settings")
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of the configuration instead"
    )
    add_selection_arguments(parser)
    add_config_arguments(parser)


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """List the settings; exit code 2 when the configuration is wrong or has no such key."""
    settings = settings_for(arguments.path, arguments)
    registry = registry_for(settings, arguments.clock)
    if arguments.schema:
        return Output(schema_text(registry.rules), FINE)
    settings, judge = selected(settings, arguments)
    judge(registry)
    rows = settings_of(settings, registry.rules)
    if arguments.key is not None:
        rows = _only(rows, arguments.key)
    with arguments.clock.stage("render"):
        if arguments.format == "json":
            return Output(_json(rows), FINE)
        text = render(_text(rows, arguments.key), columns=terminal.width, colour=terminal.colour)
    return Output(text, FINE)


def _json(rows: list[Setting]) -> str:
    listed = [{"key": row.key, "value": row.value, "from": row.origin} for row in rows]
    return json.dumps({"settings": listed}, indent=2, ensure_ascii=False) + "\n"


def _only(rows: list[Setting], key: str) -> list[Setting]:
    found = [row for row in rows if row.key == key or row.key.startswith(f"{key}.")]
    if not found and key.split(".", maxsplit=1)[0] in KEYS.fields and "." not in key:
        return []
    if not found:
        near = did_you_mean(key, [*KEYS.fields, *(row.key for row in rows)])
        raise UsageError(f"there is no setting `{key}`{near}")
    return found


def _text(rows: list[Setting], key: str | None) -> str:
    body = [(row.key, _shown(row.value), row.origin) for row in rows]
    field = KEYS.fields.get(key.split(".")[0]) if key else None
    nothing = f"{code(key or '')} is not set." if not rows else ""
    return paragraphs(
        table(("setting", "value", "from"), body) if rows else "",
        nothing,
        field.doc if field is not None else "",
    )


def _shown(value: Any) -> str:
    """A value as the configuration states it, on one line."""
    if value in (None, [], {}):
        return "-"
    return prose(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
