"""What an answer depends on beside the design: the question, the program, its rules, the settings, the day."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designlint import __version__
from designlint.base.digests import digest_of
from designlint.base.installed import EntryPoint, distributions, plugin_name
from designlint.config import Settings
from designlint.runs.question import Question

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from designlint.registry import Registry

_OWN = ("designlint", "designlint.grammar")
_LAYOUT = "5"
"""Another number makes all entries of earlier layouts unknown."""


def fingerprint(
    question: Question[Any],
    rules: Registry | list[EntryPoint],
    settings: Settings,
    day: str,
    known: dict[str, list[str]] | None = None,
) -> str:
    """A text that differs whenever an answer could. The rules are those of a registry, or all of plugins
    that need not be loaded. `known` has the files of packages that other settings use, too."""
    known = {} if known is None else known
    lines = [_LAYOUT, __version__, sys.version, day, str(Path.cwd())]
    lines += [question.name, *question.about()]
    lines += distributions()
    if isinstance(rules, list):
        lines += _installed(rules)
        packages = _packages(rules)
    else:
        lines += _registered(rules)
        packages = rules.modules
    lines += _settings(settings)
    for package in dict.fromkeys((*_OWN, *packages)):
        if package not in known:
            known[package] = list(_files(package))
        lines += known[package]
    return digest_of(*lines)


def _installed(plugins: Iterable[EntryPoint]) -> Iterator[str]:
    """The plugins, none of which is loaded."""
    for entry in plugins:
        yield f"{plugin_name(entry)} {entry.value} {getattr(entry.dist, 'version', '')}"


def _packages(plugins: Iterable[EntryPoint]) -> tuple[str, ...]:
    """The packages of plugins."""
    modules = [entry.value.partition(":")[0].strip() for entry in plugins]
    return tuple([module.partition(".")[0] for module in modules])


def _registered(registry: Registry) -> Iterator[str]:
    """The plugins, and what they add as it is configured."""
    yield repr(registry.plugins)
    yield from (f"{one.code} {one.module} {one.options!r}" for one in registry.rules.values())
    for made in registry.variants.values():
        yield from (f"{number} {rule.code} {rule.options!r}" for number, rule in made)
    yield from (repr(found) for found in registry.technologies.values())


def _settings(settings: Settings) -> Iterator[str]:
    """The settings as the command line leaves them, and the texts that they were read from: of these, rules
    judge what only they know."""
    yield from settings.texts
    yield repr((settings.select, settings.extend_select, settings.ignore, str(settings.folder)))
    yield repr((settings.plugins, sorted(settings.options.items())))
    yield repr(sorted(settings.severity.items()))
    yield repr(settings.levels)
    for one in settings.overrides:
        yield repr((one.files, one.elements, one.ignore, sorted(one.severity.items())))
        yield repr(sorted(one.options.items()))
        yield repr((str(one.folder), settings.profile_named(one.profile) if one.profile else ""))


def _files(package: str) -> Iterator[str]:
    """The files of a package with their sizes and times: who develops a rule changes no version."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    waiting = list(spec.submodule_search_locations or ())
    if not waiting and spec.origin is not None:
        yield _stamp(spec.origin, Path(spec.origin).stat())
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    yield _stamp(entry.path, entry.stat())


def _stamp(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns}"
