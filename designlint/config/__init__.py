"""The configuration: settings from the command line and from the nearest file.

A mistake in that file is reported at its own line and column.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from designlint.config.codes import (
    BROKEN_TEMPLATE,
    CONFIG,
    CONFIG_CODES,
    UNUSED_SETTING,
    ConfigError,
)
from designlint.config.finding import FILE_NAME, find_config
from designlint.config.overrides import Override
from designlint.config.settings import SEVERITIES, Plugins, Settings

if TYPE_CHECKING:
    from designlint.base.cache import Cache


def load_settings(path: Path, name: str, known: Any = None, cache: Cache | None = None) -> Settings:
    """Read a configuration file. `known` is an empty mapping at first, in which files that others
    extend are kept; the `cache` has what texts were read as. Raises ConfigError with a diagnostic at each
    mistake."""
    from designlint.config.load import load_settings as load  # only where there is a file

    return load(path, name, known, cache)


__all__ = [
    "BROKEN_TEMPLATE",
    "CONFIG",
    "CONFIG_CODES",
    "FILE_NAME",
    "SEVERITIES",
    "UNUSED_SETTING",
    "ConfigError",
    "Override",
    "Plugins",
    "Settings",
    "find_config",
    "load_settings",
]
