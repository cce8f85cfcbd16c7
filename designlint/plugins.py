"""Plugins found, loaded and asked; one that fails is told and left out, the others still run."""

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
from designlint.metric import Metric
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
    """A plugin or rule that raised: its name, and what it said."""

    what: str
    problem: str


class Registry(NamedTuple):
    """What all plugins add: rules by code, kinds and metrics by name; and the plugins that failed.

    `plugins` names those that are used, `modules` the packages that they come from, and
    `technologies` has those that a project adds to the catalogue. `owners` has the plugin of each
    metric, by the metric's name.
    """

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    metrics: Mapping[str, Metric]
    failures: tuple[Failure, ...]
    plugins: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    technologies: Mapping[str, Technology] = MappingProxyType({})
    owners: Mapping[str, str] = MappingProxyType({})


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
    offered = {name: _ask(manager, name, "designlint_metrics", failures) for name in names}
    metrics, owners = _metrics(offered, failures)
    return Registry(
        dict(sorted(rules.items())),
        kinds,
        metrics,
        tuple(failures),
        tuple(names),
        tuple(dict.fromkeys(names.values())),
        owners=owners,
    )


def plugin_name(entry: EntryPoint) -> str:
    """The name of a plugin: that of its package and that of its entry point."""
    distribution = entry.dist.name if entry.dist else "?"
    return f"{distribution}:{entry.name}"


def _metrics(
    offered: Mapping[str, Iterable[Any]], failures: list[Failure]
) -> tuple[dict[str, Metric], dict[str, str]]:
    """The built-in metrics, and of those that each plugin offers the ones that can be used; and the
    plugin of each."""
    from designlint.metrics import built_in  # with them come all analyses

    found = {metric.name: metric for metric in built_in()}
    owners = dict.fromkeys(found, hookspecs.PROJECT)
    for plugin, metrics in offered.items():
        for metric in metrics:
            problem = _refusal(metric, owners)
            if problem is None:
                found[metric.name], owners[metric.name] = metric, plugin
            else:
                failures.append(Failure(f"plugin {plugin}", problem))
    return dict(sorted(found.items())), owners


def _refusal(metric: Any, owners: Mapping[str, str]) -> str | None:
    """Why a metric cannot be used; None where it can."""
    from designlint.completeness import lacks  # few plugins have metrics

    if not isinstance(metric, Metric):
        return f"its metric {metric!r} is no Metric"
    owner = owners.get(metric.name)
    if owner is not None:
        return f"its metric `{metric.name}` is already one of {owner}"
    missing = "; ".join(lacks(metric))
    return f"its metric `{metric.name}` is not whole: {missing}" if missing else None


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
