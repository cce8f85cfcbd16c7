"""Plugins found, loaded and asked; one that fails is reported and left out, the others still run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

import pluggy

from designlint import hookspecs
from designlint.diagnostic import Severity
from designlint.language.catalogue import Technology
from designlint.language.codes import Code
from designlint.rule import Rule
from designlint.schema.kinds import KINDS, Kind

RULE_FAILED = Code(
    "INT001",
    "rule-failed",
    Severity.ERROR,
    "{what} failed: {problem}",
    """A rule or plugin raised an exception. That is a bug in it, not in the design; the other rules have
    run. `--debug` prints the traceback. The exit code is 3.""",
)


SLOW_RULE = Code(
    "INT002",
    "slow-rule",
    Severity.WARNING,
    "rule {rule} took {seconds:.1f} s by itself",
    """A rule of a plugin took longer than a rule may: a second, and a millisecond for each component and flow of
    the design. The time that analyses take is not counted as the rule's. A rule reads facts, so what
    takes that long belongs into an analysis, or waits for something outside. Its findings are shown.""",
)
INTERNAL_CODES = (RULE_FAILED, SLOW_RULE)


class Failure(NamedTuple):
    """A plugin or rule that failed: its name, the problem, and the traceback where it raised."""

    what: str
    problem: str
    trace: str = ""

    @classmethod
    def raised(cls, what: str, error: Exception) -> Failure:
        """The failure of a plugin or rule that raised `error`, while that is handled."""
        from traceback import format_exc  # only a failure needs it

        return cls(what, f"{type(error).__name__}: {error}", format_exc())


class Registry(NamedTuple):
    """What all plugins add: rules by code, kinds by name; and the plugins that failed.

    `plugins` names those that are used, `modules` the packages that they come from, and
    `technologies` has those that a project adds to the catalogue.
    """

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    failures: tuple[Failure, ...]
    plugins: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    technologies: Mapping[str, Technology] = MappingProxyType({})


def installed() -> list[EntryPoint]:
    """The plugins that are installed, whether they are used or not."""
    return sorted(entry_points(group=hookspecs.PROJECT), key=plugin_name)


def load_registry(entries: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the plugins that are installed (or those given) and ask each for what it adds."""
    found = installed() if entries is None else entries
    failures: list[Failure] = []
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    names: dict[str, str] = {}
    for entry in sorted(found, key=plugin_name):
        name = plugin_name(entry)
        # One by one: pluggy's own loader stops at the first that fails and skips a second of a name.
        plugin = _attempt(name, entry.load, failures)
        if plugin is not None and manager.register(plugin, name):
            module = plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__
            names[name] = module.partition(".")[0]
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
    return Registry(
        dict(sorted(rules.items())),
        kinds,
        tuple(failures),
        tuple(names),
        tuple(dict.fromkeys(names.values())),
    )


def plugin_name(entry: EntryPoint) -> str:
    """The name of a plugin: that of its package and that of its entry point."""
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
    except Exception as error:  # noqa: BLE001  # a plugin may raise anything; it is reported, not hidden
        failures.append(Failure.raised(f"plugin {name}", error))
        return None
