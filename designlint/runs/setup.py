"""What designs with the same configuration are checked with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from designlint.base.cached import cached_property
from designlint.base.installed import EntryPoint
from designlint.config import Settings

if TYPE_CHECKING:  # a small run loads nothing of the cache, and an answer from it needs no rules
    from designlint.registry import Registry
    from designlint.runs.store import Store


class Setup:
    """Settings with the rules that they configure, and the answers that are kept for them.

    `load` gives the rules when they are first needed; they are all of the `plugins`, where these are known
    before anything of them is loaded. `again` makes the same in another process, to which
    rules cannot be sent.
    """

    def __init__(
        self,
        settings: Settings,
        load: Callable[[], Registry],
        plugins: list[EntryPoint] | None = None,
        store: Store | None = None,
        again: Callable[[], Setup] | None = None,
    ) -> None:
        self.settings = settings
        self._load = load
        self._plugins = plugins
        self.store = store
        self.again = again

    @cached_property
    def registry(self) -> Registry:
        """The rules, as they are configured. Raises ConfigError."""
        return self._load()

    @property
    def rules(self) -> Registry | list[EntryPoint]:
        """What says which rules there are; see `fingerprint`."""
        return self.registry if self._plugins is None else self._plugins

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.again,)


def _made(again: Callable[[], Setup]) -> Setup:
    return again()
