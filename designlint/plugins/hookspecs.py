"""The hooks by which a plugin adds to designlint.

A plugin is a module or object that an entry point of the group `designlint` names. It implements any
of these functions, each marked with `designlint.api.hookimpl`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pluggy

from designlint.base import installed
from designlint.model.metric import Metric
from designlint.plugins.extensions import Format, Importer
from designlint.plugins.rule import Rule
from designlint.schema.kinds import Kind
from designlint.schema.property import Property

PROJECT = installed.PROJECT
# A specification has no body: who implements a hook returns what it says.
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def designlint_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Rules. A code is two to eight capital letters, which no other plugin uses, and three digits. The
    name of a rule is unique, too."""


@hookspec
def designlint_kinds() -> Iterable[Kind]:  # type: ignore[empty-body]
    """Kinds of components. A kind that replaces another kind declares `replaces=True`."""


@hookspec
def designlint_properties() -> Mapping[str, Iterable[Property[Any]]]:  # type: ignore[empty-body]
    """Additional properties of existing kinds, by the name of the kind."""


@hookspec
def designlint_technologies() -> Iterable[Path]:  # type: ignore[empty-body]
    """Files of technologies that are added to the catalogue (YAML, as in a configuration's `catalogue`)."""


@hookspec
def designlint_metrics() -> Iterable[Metric]:  # type: ignore[empty-body]
    """Metrics, under names of their own; an incomplete one is refused."""


@hookspec
def designlint_formats() -> Iterable[Format]:  # type: ignore[empty-body]
    """Output formats of `designlint check`, under names of their own."""


@hookspec
def designlint_importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """Readers of files of other programs, under names of their own."""
