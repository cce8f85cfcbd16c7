"""The grammar's terminals and parse tables, as lark makes them from `grammar/design.lark`.

They are kept in a file beside the grammar, so that a run needs no lark; it is used only when it was
made from the grammar as it is. `python -m designlint.language.syntax.tables` writes it again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

from designlint.base.packaged import files
from designlint.base.records import NamedTuple
from designlint.language.syntax.lalr import Rule, Tables

GRAMMAR = "design.lark"
TABLES = "design.tables.json"


class Grammar(NamedTuple):
    """What a parser needs: the terminals as regular expressions in the order of their precedence,
    those to leave out, and the tables."""

    terminals: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    tables: Tables


def load() -> Grammar:
    """The grammar, from its file of tables where that is fresh."""
    folder = files("designlint.grammar")
    text = folder.joinpath(GRAMMAR).read_text(encoding="utf-8")
    stored = folder.joinpath(TABLES)
    if stored.is_file():
        made = json.loads(stored.read_bytes())
        if made["made_from"] == _identity(text):
            return _restore(made)
    return _restore(_make(text))


def dump() -> str:
    """The text of the tables file for the grammar as it is now."""
    text = files("designlint.grammar").joinpath(GRAMMAR).read_text(encoding="utf-8")
    return json.dumps(_make(text), separators=(",", ":"), sort_keys=True) + "\n"


def _identity(grammar: str) -> str:
    return f"{crc32(grammar.encode()):08x}"


def _restore(made: dict[str, Any]) -> Grammar:
    rules = tuple(
        [
            Rule(origin, size, tuple([(index, spliced) for index, spliced in kept]), action)
            for origin, size, kept, action in made["rules"]
        ]
    )
    tables = Tables(tuple(made["states"]), rules, made["start"], made["end"])
    terminals = tuple([(name, pattern) for name, pattern in made["terminals"]])
    return Grammar(terminals, tuple(made["ignored"]), tables)


def _make(grammar: str) -> dict[str, Any]:
    """Let lark analyse the grammar, and note what it found in plain data."""
    import lark  # only a grammar that has changed needs it

    made = lark.Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)
    table: Any = made.parser.parser._parse_table
    # lark numbers states and rules as it meets them, which differs from run to run.
    numbers = _numbers(table, table.start_states["start"])
    rules = sorted(made.rules, key=str)
    index = {rule: number for number, rule in enumerate(rules)}
    states: list[dict[str, int]] = [{} for _ in numbers]
    for state, number in numbers.items():
        for symbol, (action, target) in sorted(table.states[state].items()):
            shifts = str(action) == "Shift"
            states[number][symbol] = numbers[target] if shifts else -1 - index[target]
    terminals = sorted(
        made.terminals,
        key=lambda t: (-t.priority, -len(t.pattern.value), t.name),
    )
    return {
        "made_from": _identity(grammar),
        "terminals": [[t.name, t.pattern.to_regexp()] for t in terminals],
        "ignored": sorted(made.lexer_conf.ignore),
        "rules": [_rule(rule) for rule in rules],
        "states": states,
        "start": numbers[table.start_states["start"]],
        "end": numbers[table.end_states["start"]],
    }


def _numbers(table: Any, start: Any) -> dict[Any, int]:
    """Each state's number, in the order in which they are met from the start by sorted symbols."""
    numbers = {start: 0}
    for state in (waiting := [start]):
        for _, (action, target) in sorted(table.states[state].items(), key=lambda item: item[0]):
            if str(action) == "Shift" and target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
    return numbers


def _rule(rule: Any) -> list[Any]:
    """A rule as data: symbols that begin with `_` leave no trace, rules named so are spliced."""
    kept = [
        [place, not symbol.is_term and symbol.name.startswith("_")]
        for place, symbol in enumerate(rule.expansion)
        if not (symbol.is_term and symbol.filter_out)
    ]
    origin = str(rule.origin.name)
    action = "" if origin.startswith("_") else str(rule.alias or origin)
    return [origin, len(rule.expansion), kept, action]


if __name__ == "__main__":
    Path(str(files("designlint.grammar").joinpath(TABLES))).write_text(dump(), encoding="utf-8")
