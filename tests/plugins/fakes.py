"""Entry points that are installed nowhere."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

from designlint.api import Facts, Finding, Label, Severity, hookimpl, rule


def entry(name: str, plugin: Any, dist: str | None = "acme") -> Any:
    """An entry point of a distribution that loads `plugin`; an exception is raised instead."""

    def load() -> Any:
        if isinstance(plugin, BaseException):
            raise plugin
        return plugin

    return SimpleNamespace(name=name, dist=SimpleNamespace(name=dist) if dist else None, load=load)


class Plugin:
    """A plugin that adds what it was made with, or raises the exceptions that stand for it."""

    def __init__(self, **added: Any) -> None:
        self._added = added

    @hookimpl
    def designlint_rules(self) -> Any:
        """The rules."""
        return _given(self._added.get("rules", ()))

    @hookimpl
    def designlint_kinds(self) -> Any:
        """The kinds."""
        return _given(self._added.get("kinds", ()))

    @hookimpl
    def designlint_properties(self) -> Any:
        """The properties."""
        return _given(self._added.get("properties", ()))

    @hookimpl
    def designlint_technologies(self) -> Any:
        """The technologies."""
        return _given(self._added.get("technologies", ()))

    @hookimpl
    def designlint_metrics(self) -> Any:
        """The metrics."""
        return _given(self._added.get("metrics", ()))

    @hookimpl
    def designlint_formats(self) -> Any:
        """The formats."""
        return _given(self._added.get("formats", ()))

    @hookimpl
    def designlint_importers(self) -> Any:
        """The importers."""
        return _given(self._added.get("importers", ()))


def _given(value: Any) -> Any:
    if isinstance(value, BaseException):
        raise value
    return value if isinstance(value, dict) else list(value)


def flagging(code: str, name: str = "acme-flagging") -> Any:
    """A rule that finds something at each component."""

    @rule(code, severity=Severity.WARNING, since="1.0", name=name)
    def check(facts: Facts) -> Any:
        for path, component in facts.design.components.items():
            yield Finding(f"`{path}` is there", Label(component.span), path)

    return check


def raising(code: str) -> Any:
    """A rule that finds one thing and then raises."""

    @rule(code, severity=Severity.WARNING, since="1.0", name="acme-raising")
    def check(facts: Facts) -> Any:
        for path, component in facts.design.components.items():
            yield Finding("never shown", Label(component.span), path)
        raise LookupError("no such thing")

    return check


def hanging(code: str, seconds: float) -> Any:
    """A rule that waits before it finds something at each component."""

    @rule(code, severity=Severity.WARNING, since="1.0", name="acme-hanging")
    def check(facts: Facts) -> Any:
        time.sleep(seconds)
        for path, component in facts.design.components.items():
            yield Finding(f"`{path}` was waited for", Label(component.span), path)

    return check
