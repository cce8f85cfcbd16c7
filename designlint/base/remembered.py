"""Answers about objects of one design, remembered while it is looked at.

Most commands look at one design. A server sees thousands, one for each edit, and would hold the trees and
worlds of many of them for a long time: it asks to `forget` them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_FORGETTING: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remembers the last `most` answers of a function, until `forget` is called."""

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        made = lru_cache(most)(function)
        _FORGETTING.append(made.cache_clear)
        return cast("Callable[P, T]", made)

    return remember


def forget() -> None:
    """Forget all answers; what is asked again is found again."""
    for clear in _FORGETTING:
        clear()
