"""Plugins found, loaded and asked; what is wrong with one is reported, the others still run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from designlint.base.guest import LIMIT, Guest
from designlint.base.installed import EntryPoint, installed, is_ours, plugin_name
from designlint.language.catalogue import Technology
from designlint.model.metric import Metric
from designlint.plugins import hookspecs
from designlint.plugins.extensions import Format, Importer
from designlint.plugins.rule import Rule
from designlint.registry import fences
from designlint.registry.registry import Failure, Registry
from designlint.render.formats import FORMATS
from designlint.schema.kinds import KINDS, Kind


def load_registry(entries: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the plugins that are installed (or those given) and ask each for what it adds."""
    loader = _Loader()
    for entry in sorted(installed() if entries is None else entries, key=plugin_name):
        loader.load(entry)
    return loader.registry()


class _Loader:
    """Loads plugins and takes what each adds, or the reason why not."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._failures: list[Failure] = []
        self._titles: dict[str, str] = {}
        self._packages: dict[str, str] = {}
        self._ours: set[str] = set()

    def load(self, entry: EntryPoint) -> None:
        """Load one plugin."""
        # One by one: pluggy's own loader stops at the first that fails and skips a second of a name.
        name = plugin_name(entry)
        version = getattr(entry.dist, "version", None)
        self._titles[name] = f"plugin {name} {version}" if version else f"plugin {name}"
        if is_ours(entry):
            self._ours.add(name)
        plugin = self._attempt(name, entry.load)
        if plugin is None:
            return
        for problem in self._attempt(name, lambda: list(fences.unknown_hooks(plugin))) or ():
            self._refuse(name, problem)
        if self._attempt(name, lambda: self._manager.register(plugin, name)):
            module = plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__
            self._packages[name] = str(module).partition(".")[0]

    def registry(self) -> Registry:
        """Everything that the loaded plugins add."""
        rules = self._rules()
        kinds = self._kinds()
        metrics, owners = self._metrics()
        formats = self._named("designlint_formats", fences.format_problem, tuple(FORMATS))
        importers = self._named("designlint_importers", fences.importer_problem, ("madr",))
        technologies = self._technologies(kinds)
        return Registry(
            dict(sorted(rules.items())),
            kinds,
            metrics,
            tuple(self._failures),
            tuple(self._packages),
            tuple(dict.fromkeys(self._packages.values())),
            technologies=technologies,
            owners=owners,
            formats=formats,
            importers=importers,
        )

    def _rules(self) -> dict[str, Rule]:
        rules: dict[str, Rule] = {}
        names: dict[str, str] = {}
        families: dict[str, str] = {}
        known = rules, names, families
        for name in self._packages:
            for rule in self._ask(name, "designlint_rules"):
                if not self._is_refused(name, fences.rule_problem, rule, name, *known):
                    rules[rule.code] = rule
                    names[rule.name] = rule.code
                    families[rule.family] = name
        return rules

    def _kinds(self) -> dict[str, Kind]:
        kinds = dict(KINDS)
        for name in self._packages:
            for kind in self._ask(name, "designlint_kinds"):
                if not self._is_refused(name, fences.kind_problem, kind, kinds):
                    kinds[kind.name] = kind
        for name in self._packages:
            for kind, key in self._properties(name):
                if not self._is_refused(name, fences.property_problem, kind, key, kinds):
                    more = {**kinds[kind].properties, key.name: key}
                    kinds[kind] = kinds[kind]._replace(properties=more)
        return kinds

    def _properties(self, name: str) -> list[tuple[str, Any]]:
        offered = self._answers(name, "designlint_properties")
        pairs = self._attempt(
            name,
            lambda: [(k, p) for one in offered for k, keys in dict(one).items() for p in keys],
        )
        return pairs or []

    def _metrics(self) -> tuple[Mapping[str, Metric], dict[str, str]]:
        """The metrics that can be used, by name, and the plugin of each."""
        from designlint.metrics import Metrics, built_in_names

        found: dict[str, Metric] = {}
        owners = dict.fromkeys(built_in_names(), hookspecs.PROJECT)
        for name in self._packages:
            for metric in self._ask(name, "designlint_metrics"):
                if not self._is_refused(name, fences.metric_problem, metric, owners):
                    found[metric.name], owners[metric.name] = metric, name
        return Metrics(found), owners

    def _named(
        self,
        hook: str,
        problem: Callable[[Any, Iterable[str]], str | None],
        taken: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """Formats or importers by name, without those whose name is taken."""
        found: dict[str, Format | Importer] = {}
        for name in self._packages:
            for one in self._ask(name, hook):
                if not self._is_refused(name, problem, one, (*taken, *found)):
                    found[one.name] = one
        return found

    def _technologies(self, kinds: Mapping[str, Kind]) -> dict[str, Technology]:
        found: dict[str, Technology] = {}
        for name in self._packages:
            for path in self._ask(name, "designlint_technologies"):
                if not self._is_refused(name, fences.technology_problem, path, found):
                    technology = self._technology(name, path, kinds)
                    if technology is not None:
                        found[technology.name] = technology
        return found

    def _technology(self, name: str, path: Path, kinds: Mapping[str, Kind]) -> Technology | None:
        from designlint.config import ConfigError
        from designlint.config.catalogue import (
            read_technology,
        )  # reads YAML, which few plugins bring

        try:
            return read_technology(path, kinds)
        except ConfigError as trouble:
            first = trouble.diagnostics[0]
            place = f"{path.name}:{first.primary.span.position.line}"
            self._refuse(
                name, f"its technology `{path.stem}` does not read: {place}: {first.message}"
            )
            return None

    def _ask(self, name: str, hook: str) -> list[Any]:
        """What a plugin adds by a hook that answers with a list."""
        answers = self._answers(name, hook)
        return self._attempt(name, lambda: [one for answer in answers for one in answer]) or []

    def _answers(self, name: str, hook: str) -> list[Any]:
        others = [plugin for other, plugin in self._manager.list_name_plugin() if other != name]
        caller = self._manager.subset_hook_caller(hook, others)
        return self._attempt(name, caller) or []

    def _refuse(self, name: str, problem: str | None) -> bool:
        """Whether there is a problem with what a plugin adds, which is then noted."""
        if problem is not None:
            self._failures.append(Failure(self._titles[name], problem))
        return problem is not None

    def _is_refused(self, name: str, problem: Callable[..., str | None], *about: Any) -> bool:
        """Whether what a plugin adds has a problem. To look for it asks objects of others, which may raise."""
        before = len(self._failures)
        found = self._attempt(name, partial(problem, *about))
        return len(self._failures) > before or self._refuse(name, found)

    def _attempt(self, name: str, action: Callable[[], Any]) -> Any:
        limit = None if name in self._ours else LIMIT
        try:
            with Guest(limit, self._titles[name]):
                return action()
        except Exception as error:  # noqa: BLE001  # a plugin may raise anything; it is reported
            self._failures.append(Failure.raised(self._titles[name], error))
            return None
