"""Plugins found, loaded and asked; one that fails is told and left out, the others still run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NamedTuple

import pluggy

from designlint import hookspecs
from designlint.diagnostic import Severity
from designlint.language.codes import Code
from designlint.rule import Rule
from designlint.schema.kinds import KINDS, Kind

RULE_FAILED = Code(
    "INT001",
    "rule-failed",
    Severity.ERROR,
    "{what} failed: {problem}",
    """A rule or plugin raised an exception. That is a mistake in it, not in the design; the other
    rules have run. The exit code is 3.""",
)


class Failure(NamedTuple):
    """A plugin or rule that raised: its name, and what it said."""

    what: str
    problem: str


class Registry(NamedTuple):
    """What all plugins add: rules by code, kinds by name; and the plugins that failed."""

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    failures: tuple[Failure, ...]


def load_registry(entries: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the plugins that are installed (or those given) and ask each for what it adds."""
    found = entry_points(group=hookspecs.PROJECT) if entries is None else entries
    failures: list[Failure] = []
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    names = []
    for entry in sorted(found, key=_name):
        name = _name(entry)
        # One by one: pluggy's own loader stops at the first that fails and skips a second of a name.
        plugin = _attempt(name, entry.load, failures)
        if plugin is not None and manager.register(plugin, name):
            names.append(name)
    rules: dict[str, Rule] = {}
    kinds = dict(KINDS)
    for name in names:
        for rule in _ask(manager, name, "designlint_rules", failures):
            if rule.code in rules:
                other = rules[rule.code].module
                problem = f"its rule {rule.code} is already that of {other}"
                failures.append(Failure(f"plugin {name}", problem))
            else:
                rules[rule.code] = rule
        for kind in _ask(manager, name, "designlint_kinds", failures):
            kinds[kind.name] = kind
    return Registry(dict(sorted(rules.items())), kinds, tuple(failures))


def _name(entry: EntryPoint) -> str:
    distribution = entry.dist.name if entry.dist else "?"
    return f"{distribution}:{entry.name}"


def _ask(manager: pluggy.PluginManager, name: str, hook: str, failures: list[Failure]) -> list[Any]:
    others = [plugin for other, plugin in manager.list_name_plugin() if other != name]
    caller = manager.subset_hook_caller(hook, others)
    answers = _attempt(name, lambda: [list(answer) for answer in caller()], failures) or []
    return [part for answer in answers for part in answer]


def _attempt(name: str, action: Callable[[], Any], failures: list[Failure]) -> Any:
    try:
        return action()
    except Exception as trouble:  # noqa: BLE001  # a plugin may raise anything; it is told, not hidden
        failures.append(Failure(f"plugin {name}", f"{type(trouble).__name__}: {trouble}"))
        return None
