"""What designs with the same configuration are checked with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from designlint.config import Settings
from designlint.plugins import Registry

if TYPE_CHECKING:  # a small run loads nothing of the cache
    from designlint.runs.store import Store


class Setup:
    """Settings with the rules that they configure, and the results that are kept for them. `again`
    makes the same in another process, to which rules cannot be sent."""

    def __init__(
        self,
        settings: Settings,
        registry: Registry,
        store: Store | None = None,
        again: Callable[[], Setup] | None = None,
    ) -> None:
        self.settings = settings
        self.registry = registry
        self.store = store
        self.again = again

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.again,)


def _made(again: Callable[[], Setup]) -> Setup:
    return again()
