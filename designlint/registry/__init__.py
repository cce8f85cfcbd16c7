"""Plugins: what they add, how they are loaded, and what they may not do."""

from __future__ import annotations

from designlint.base.installed import EntryPoint, installed, plugin_name
from designlint.registry.codes import INTERNAL_CODES, RULE_FAILED, SLOW_RULE
from designlint.registry.loading import load_registry
from designlint.registry.registry import Failure, Registry, Variants

__all__ = [
    "INTERNAL_CODES",
    "RULE_FAILED",
    "SLOW_RULE",
    "EntryPoint",
    "Failure",
    "Registry",
    "Variants",
    "installed",
    "load_registry",
    "plugin_name",
]
