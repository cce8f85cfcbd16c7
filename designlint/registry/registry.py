"""What all plugins together add."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from designlint.base.guest import GuestError, described
from designlint.base.records import NamedTuple
from designlint.language.catalogue import Technology
from designlint.model.metric import Metric
from designlint.plugins.extensions import Format, Importer
from designlint.plugins.rule import Rule
from designlint.schema.kinds import Kind


class Failure(NamedTuple):
    """A plugin or rule that went wrong: its name, how, and the traceback where it raised."""

    what: str
    problem: str
    trace: str = ""

    @classmethod
    def raised(cls, what: str, error: Exception) -> Failure:
        """The failure of a plugin or rule that raised `error`, while that is handled."""
        from traceback import format_exc  # only a failure needs it

        problem = str(error) if isinstance(error, GuestError) else described(error)
        return cls(what, problem, format_exc())


Variants: TypeAlias = "Mapping[str, tuple[tuple[int, Rule], ...]]"


class Registry(NamedTuple):
    """What all plugins add: rules by code, kinds and metrics by name; and the plugins that failed.

    `plugins` names those that are used, `modules` the packages that they come from. `technologies` has
    those that plugins and the project add to the catalogue. `owners` has the plugin of each metric, by
    the metric's name. `variants` has by code the rules with the options of overrides, each with the
    number of its override.
    """

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    metrics: Mapping[str, Metric]
    failures: tuple[Failure, ...]
    plugins: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    technologies: Mapping[str, Technology] = MappingProxyType({})
    owners: Mapping[str, str] = MappingProxyType({})
    formats: Mapping[str, Format] = MappingProxyType({})
    importers: Mapping[str, Importer] = MappingProxyType({})
    variants: Variants = MappingProxyType({})
