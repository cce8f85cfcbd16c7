"""What the designs of a run are checked with: one setup for each configuration."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from designlint.base.clock import Clock
from designlint.config import UNUSED_SETTING, Settings
from designlint.console.configured import Configured
from designlint.console.files import Searched, search
from designlint.console.preparing import Known, plugin_warnings, plugins_before_rules, registry_for
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.suggest import nearest
from designlint.runs.setup import Setup

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from designlint.console.selection import Selected
    from designlint.registry import Registry

Choose: TypeAlias = "Callable[[Settings], Selected]"
"""Puts what the command line selects on top of settings."""
_ALIKE, _LONG = 0.8, 5
"""Names are nearly the same from this likeness and number of letters on."""


class Setups:
    """The setup of each configuration, made when it is first asked for."""

    def __init__(self, configured: Configured, clock: Clock, choose: Choose | None = None) -> None:
        self.configured = configured
        self._clock = clock
        self._choose = choose
        self._known: Known = {}
        self._made: dict[Path | None, Setup] = {}
        self._warnings: list[Diagnostic] = []
        self._searched: dict[str, Searched] = {}

    def of(self, settings: Settings) -> Setup:
        """The setup of settings. Raises ConfigError where plugins, rules or technologies do not go with
        them."""
        if settings.folder not in self._made:
            self._warnings += plugin_warnings(settings)
            chosen = None if self._choose is None else self._choose(settings)
            load = cache(partial(self._rules, settings, chosen))
            plugins = plugins_before_rules(settings)
            if plugins is None:
                load()
            asked = settings if chosen is None else chosen.settings
            self._made[settings.folder] = Setup(asked, load, plugins)
        return self._made[settings.folder]

    def _rules(self, settings: Settings, chosen: Selected | None) -> Registry:
        registry = registry_for(settings, self._clock, self._known)
        if chosen is not None:
            chosen.judge(registry)
        return registry

    @property
    def all(self) -> list[Setup]:
        """The setups that were asked for."""
        return list(self._made.values())

    def found(self, folder: str) -> list[str]:
        """The design files below a folder."""
        found = search(folder, self.configured.at)
        self._searched[folder] = found
        return found.files

    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings about the configuration."""
        return (*self._warnings, *self.configured.strays(), *self._idle_exclusions())

    def _idle_exclusions(self) -> list[Diagnostic]:
        """Warnings about patterns that exclude nothing, where one that is nearly the same would. What
        else excludes nothing may be there at another time, such as the output of a build."""
        found = []
        for folder, searched in self._searched.items():
            for settings in self.configured.all:
                inside = settings.folder is not None and settings.folder.is_relative_to(
                    Path(folder).resolve()
                )
                found += _idle(settings, searched) if inside else []
        return list(dict.fromkeys(found))


def _idle(settings: Settings, searched: Searched) -> list[Diagnostic]:
    found = []
    for number, pattern in enumerate(settings.exclude):
        home = settings.home("exclude", number).project.as_posix()
        name = pattern.strip("/").rpartition("/")[2]
        if (home, pattern) in searched.used or pattern.startswith("!") or set(name) & set("*?["):
            continue
        alike = [one for one in searched.names if abs(len(one) - len(name)) <= 1]
        near = nearest(name, alike, _ALIKE) if len(name) >= _LONG else None
        if near is not None and near != name:
            meant = near.join(pattern.rsplit(name, 1))
            problem = f"`{pattern}` excludes nothing; did you mean `{meant}`?"
            found.append(UNUSED_SETTING.at(settings.stated["exclude", number], problem=problem))
    return found
