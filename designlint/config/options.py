"""The options of rules: forms made from the dataclasses that rules declare, and values from those.

The reference, the JSON Schema and the reader all ask `options_of`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from designlint.config.codes import CONFIG, ConfigError
from designlint.config.forms import (
    Address,
    Field,
    Flag,
    Form,
    ListOf,
    Notes,
    Number,
    OneOf,
    Record,
    Text,
)
from designlint.config.nodes import Node
from designlint.config.selectors import unknown_code
from designlint.config.settings import Settings
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.plugins.rule import Rule

_TEXT = Text("a text")
_TEXTS = ListOf(_TEXT, "a list of texts")


def options_of(rule: Rule) -> Record | None:
    """The options of a rule as a record of keys; None when it has none."""
    if rule.options is None:
        return None
    hints = get_type_hints(type(rule.options))
    fields = {
        field.name: Field(
            _form(hints[field.name], field.metadata), field.metadata["doc"], default=field.default
        )
        for field in dataclasses.fields(rule.options)
    }
    return Record(fields, "a mapping of options to values", f"option of {rule.code}")


def _form(hint: Any, about: Mapping[str, Any]) -> Form:
    """The form of an annotation. Raises TypeError for one that no configuration can state."""
    if hint is bool:
        return Flag()
    if hint in (int, float):
        return Number(hint is int, about["at_least"], about["at_most"])
    if hint is str:
        return _TEXT
    if get_origin(hint) is Literal:
        return OneOf("value", {word: word for word in get_args(hint)})
    if hint == tuple[str, ...]:
        return _TEXTS
    raise TypeError(f"an option cannot be of type {hint}")


def with_options(rules: Mapping[str, Rule], settings: Settings) -> dict[str, Rule]:
    """The rules with the options that are configured. Raises ConfigError where an option is wrong."""
    return {**rules, **_configured(rules, settings.options, ("options",), settings)}


def variants(
    rules: Mapping[str, Rule], settings: Settings
) -> dict[str, tuple[tuple[int, Rule], ...]]:
    """By code, the rules with the options of overrides, each with the number of its override. Raises
    ConfigError where an option is wrong."""
    found: dict[str, tuple[tuple[int, Rule], ...]] = {}
    for number, override in enumerate(settings.overrides):
        at = ("overrides", number, "options")
        for code, rule in _configured(rules, override.options, at, settings).items():
            found[code] = (*found.get(code, ()), (number, rule))
    return found


def _configured(
    rules: Mapping[str, Rule], stated: Mapping[str, Node], at: Address, settings: Settings
) -> dict[str, Rule]:
    """The rules whose options are stated, with these options."""
    found = {}
    notes = Notes()
    for code, node in stated.items():
        rule = rules.get(code)
        if rule is None:
            continue  # `unknown_codes` reports it
        record = options_of(rule)
        if record is None:
            notes.wrong(settings.stated[*at, code], f"{code} has no options")
            continue
        values = record.read(node, (*at, code), notes)
        if not notes.diagnostics:
            found[code] = rule._replace(options=dataclasses.replace(rule.options, **values))
    if notes.diagnostics:
        raise ConfigError(tuple(notes.diagnostics))
    return found


def unknown_codes(settings: Settings, known: Iterable[str]) -> list[Diagnostic]:
    """A diagnostic at each code or family of the configuration that there is not."""
    codes = list(known)
    found = []
    for address, code in _codes_of(settings):
        problem = unknown_code(code, codes)
        if problem:
            found.append(CONFIG.at(settings.stated[address], problem=problem))
    return sorted(found, key=lambda d: d.sort_key)


def _codes_of(settings: Settings) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """Every code of the configuration with its address there; those of the command line have none."""
    lists: dict[tuple[str | int, ...], Iterable[str]] = {
        ("select",): settings.select,
        ("extend-select",): settings.extend_select,
        ("ignore",): settings.ignore,
    }
    maps: dict[tuple[str | int, ...], Iterable[str]] = {
        ("severity",): settings.severity,
        ("options",): settings.options,
    }
    for number, override in enumerate(settings.overrides):
        lists["overrides", number, "ignore"] = override.ignore
        maps["overrides", number, "severity"] = override.severity
        maps["overrides", number, "options"] = override.options
    for at, codes in lists.items():
        yield from (((*at, n), code) for n, code in enumerate(codes))
    for at, keys in maps.items():
        yield from (((*at, code), code) for code in keys)
