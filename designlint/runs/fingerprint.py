"""What a result depends on beside the design: the program, its rules, the settings, the day."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from designlint import __version__
from designlint.config import Settings
from designlint.plugins import Registry

_OWN = ("designlint", "designlint.grammar")
_LAYOUT = "4"
"""Another number makes all entries of earlier layouts unknown."""


def fingerprint(
    registry: Registry, settings: Settings, today: date, known: dict[str, list[str]] | None = None
) -> str:
    """A text that differs whenever a result could. `known` has the files of packages that other
    settings use, too."""
    known = {} if known is None else known
    lines = [
        _LAYOUT,
        __version__,
        sys.version,
        today.isoformat(),
        str(Path.cwd()),
        repr(registry.plugins),
    ]
    lines += [f"{rule.code} {rule.module} {rule.options!r}" for rule in registry.rules.values()]
    lines += [
        f"{number} {rule.code} {rule.options!r}"
        for made in registry.variants.values()
        for number, rule in made
    ]
    lines += [repr(found) for found in registry.technologies.values()]
    lines += _settings(settings)
    for package in dict.fromkeys((*_OWN, *registry.modules)):
        if package not in known:
            known[package] = list(_files(package))
        lines += known[package]
    return blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def _settings(settings: Settings) -> Iterator[str]:
    """The settings that change what is found; where they stand does not matter."""
    yield repr((settings.select, settings.extend_select, settings.ignore, str(settings.folder)))
    yield repr(sorted(settings.severity.items()))
    yield repr(settings.levels)
    for one in settings.overrides:
        yield repr((one.files, one.elements, one.ignore, sorted(one.severity.items())))
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
