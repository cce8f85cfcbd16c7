"""The built-in metrics: a file for each, with the one object that it is."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from designlint.metric import Metric


def built_in() -> Iterator[Metric]:
    """Every metric of this folder, by name."""
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            metric: Metric = import_module(f"{__name__}.{module.name}").METRIC
            yield metric
