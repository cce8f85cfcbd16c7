"""The rules of settings: of the plugins that they use, as they configure them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, TypeAlias

from designlint.base.clock import Clock
from designlint.base.installed import PROJECT, EntryPoint, installed, is_ours, plugin_name
from designlint.config import (
    CONFIG,
    UNUSED_SETTING,
    ConfigError,
    Plugins,
    Settings,
)
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.suggest import clip, did_you_mean

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from designlint.registry import Registry

Known: TypeAlias = "dict[tuple[tuple[str, ...], tuple[str, ...]], Registry]"


def add_config_arguments(parser: ArgumentParser) -> None:
    """The arguments that choose a configuration."""
    parser.add_argument(
        "--config", metavar="FILE", help="the configuration (default: found upward)"
    )


def registry_for(settings: Settings, clock: Clock, known: Known | None = None) -> Registry:
    """The plugins that the settings use, with rules by their options and technologies of the
    project's own; `known` has those that other settings use. Raises ConfigError."""
    known = {} if known is None else known
    names = settings.plugins.enable, settings.plugins.disable
    if names not in known:
        with clock.stage("plugins"):
            known[names] = _loaded(settings)
    if settings.folder is None:
        return known[names]  # nothing is configured
    with clock.stage("configuration"):
        return _configured(known[names], settings)


def plugins_before_rules(settings: Settings) -> list[EntryPoint] | None:
    """The plugins that are installed, where nothing of them need be loaded to know what answers depend on.
    None where there are plugins of others, of which that is not known, or technologies of the team, which
    are files that the settings only name."""
    found = installed()
    return found if all(map(is_ours, found)) and not settings.catalogue else None


def plugin_warnings(settings: Settings) -> list[Diagnostic]:
    """Warnings about disabled plugins that are not installed. Raises ConfigError for enabled ones: their
    rules would be missing silently."""
    if settings.plugins == Plugins():
        return []
    known = installed()
    packages = dict.fromkeys(plugin_name(entry).partition(":")[0] for entry in known)
    found = []
    for key, code in (("enable", CONFIG), ("disable", UNUSED_SETTING)):
        for number, name in enumerate(getattr(settings.plugins, key)):
            if not any(_is_called(entry, name) for entry in known):
                problem = f"no plugin `{clip(name)}` is installed{did_you_mean(name, packages)}"
                at = settings.stated["plugins", key, number]
                found.append(code.at(at, problem=problem))
    if any(diagnostic.code == CONFIG.code for diagnostic in found):
        raise ConfigError(tuple(found))
    return found


def _loaded(settings: Settings) -> Registry:
    """The plugins that the settings use."""
    from designlint.registry import load_registry

    if settings.plugins == Plugins():
        return load_registry()
    plugin_warnings(settings)
    return load_registry([e for e in installed() if _is_used(e, settings.plugins)])


def _configured(registry: Registry, settings: Settings) -> Registry:
    from designlint.config.catalogue import load_catalogue
    from designlint.config.options import unknown_codes, variants, with_options
    from designlint.findings.core_codes import core_codes

    codes = [*registry.rules, *(code.code for code in core_codes())]
    # A plugin that failed may have had the code; its failure is reported.
    unknown = [] if registry.failures else unknown_codes(settings, codes)
    if unknown:
        raise ConfigError(tuple(unknown))
    rules = with_options(registry.rules, settings)
    registry = registry._replace(rules=rules, variants=variants(rules, settings))
    if not settings.catalogue:
        return registry
    return registry._replace(
        technologies={**registry.technologies, **load_catalogue(settings, registry.kinds)}
    )


def _is_used(entry: EntryPoint, plugins: Plugins) -> bool:
    if any(_is_called(entry, name) for name in plugins.disable):
        return False
    if _is_called(entry, PROJECT) or not plugins.enable:
        return True
    return any(_is_called(entry, name) for name in plugins.enable)


def _is_called(entry: EntryPoint, name: str) -> bool:
    """Whether a name is that of the plugin's package, or of its package and entry point."""
    package, _, _ = plugin_name(entry).partition(":")
    return name.replace("_", "-") in (package.replace("_", "-"), plugin_name(entry))
