"""Every setting in force, with its origin."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from designlint.base.records import NamedTuple
from designlint.config.keys import KEYS
from designlint.config.overrides import Override
from designlint.config.settings import OwnProfile, Settings
from designlint.plugins.rule import Rule

DEFAULT, COMMAND_LINE = "default", "command line"


class Setting(NamedTuple):
    """A setting by its dotted key, its value as JSON has it, and its origin: `default`, a line of the
    configuration, `command line`, or several."""

    key: str
    value: Any
    origin: str


def settings_of(settings: Settings, rules: Mapping[str, Rule]) -> list[Setting]:
    """All settings in the order of the reference, those of rules with every option there is."""
    return [row for key in KEYS.fields for row in _rows(key, settings, rules)]


def _rows(key: str, settings: Settings, rules: Mapping[str, Rule]) -> Iterator[Setting]:
    value = getattr(settings, key.replace("-", "_"))
    match key:
        case "options":
            yield from _options(settings, rules)
        case "severity":
            yield from _severities(settings)
        case "overrides":
            for number, override in enumerate(value):
                origin = _line(settings, key, number)
                yield Setting(f"{key}.{number + 1}", _override(override), origin)
        case "plugins":
            for part in value._fields:
                origin = _origin(settings, key, part)
                yield Setting(f"{key}.{part}", list(getattr(value, part)), origin)
        case "fail-on":
            yield Setting(key, str(settings.fails_from), _origin(settings, key))
        case "profiles":
            yield from _profiles(settings)
        case _:
            shown = list(value) if isinstance(value, tuple) else value or None
            yield Setting(key, shown, _origin(settings, key, added=key != "select"))


def _options(settings: Settings, rules: Mapping[str, Rule]) -> Iterator[Setting]:
    for code, rule in rules.items():
        node = settings.options.get(code)
        lines = {k.scalar: k.span for k, _ in (node.pairs or ())} if node else {}
        for field in dataclasses.fields(rule.options) if rule.options is not None else ():
            span = lines.get(field.name)
            origin = DEFAULT if span is None else f"{span.source.name}:{span.position.line}"
            value = getattr(rule.options, field.name)
            shown = list(value) if isinstance(value, tuple) else value
            yield Setting(f"options.{code}.{field.name}", shown, origin)


def _severities(settings: Settings) -> Iterator[Setting]:
    for code, level in settings.severity.items():
        commanded = f"severity.{code}" in settings.commanded
        origin = COMMAND_LINE if commanded else _line(settings, "severity", code)
        yield Setting(f"severity.{code}", str(level), origin)
    if not settings.severity:
        yield Setting("severity", {}, DEFAULT)


def _override(override: Override) -> dict[str, Any]:
    lists = {k: list(getattr(override, k)) for k in ("files", "elements", "ignore")}
    levels = {code: str(level) for code, level in override.severity.items()}
    return {key: value for key, value in {**lists, "severity": levels}.items() if value}


def _profiles(settings: Settings) -> Iterator[Setting]:
    for name, own in settings.profiles.items():
        yield Setting(f"profiles.{name}", _profile(own), _line(settings, "profiles", name))
    if not settings.profiles:
        yield Setting("profiles", {}, DEFAULT)


def _profile(own: OwnProfile) -> dict[str, Any]:
    grades = {grade: str(severity) for grade, severity in own.grades.items()}
    return {"extends": own.extends, "grades": grades, "fail-on": str(own.levels.fail_on)}


def _origin(settings: Settings, *address: str, added: bool = False) -> str:
    """The origin of a value. The command line adds to lists, so the stated line stays an origin too."""
    stated = address in settings.stated
    commanded = address[0] in settings.commanded
    if commanded and not (stated and added):
        return COMMAND_LINE
    line = _line(settings, *address) if stated else DEFAULT
    return f"{line}, {COMMAND_LINE}" if commanded else line


def _line(settings: Settings, *address: str | int) -> str:
    span = settings.stated[address]
    return f"{span.source.name}:{span.position.line}"
