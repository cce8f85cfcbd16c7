"""The hooks by which a plugin adds to designlint.

A plugin is a module or object that an entry point of the group `designlint` names. It implements any
of these functions, each marked with `designlint.api.hookimpl`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from designlint.metric import Metric
from designlint.rule import Rule
from designlint.schema.kinds import Kind

PROJECT = "designlint"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def designlint_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """The rules that the plugin adds, in any order; their codes must be its own."""


@hookspec
def designlint_kinds() -> Iterable[Kind]:  # type: ignore[empty-body]
    """Kinds of components that the plugin adds, or replaces by ones with more properties."""


@hookspec
def designlint_metrics() -> Iterable[Metric]:  # type: ignore[empty-body]
    """The metrics that the plugin adds, under names of its own; one that is not whole is refused."""
