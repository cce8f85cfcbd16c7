"""The built-in rules: a folder per family, a file per rule."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from designlint.api import Rule, hookimpl


@hookimpl
def designlint_rules() -> list[Rule]:
    """Every rule in every file of the families."""
    return list(_rules())


def _rules() -> Iterator[Rule]:
    for family in iter_modules(__path__, f"{__name__}."):
        folder = import_module(family.name)
        for module in iter_modules(folder.__path__, f"{family.name}."):
            yield from (r for r in vars(import_module(module.name)).values() if type(r) is Rule)
