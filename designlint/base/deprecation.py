"""What is deprecated says so when it is used, and what to use instead."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def deprecated(*, since: str, use: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function of the public surface as deprecated: calling it warns with a DeprecationWarning.

    `since` is the version from which it is, `use` what to call instead. It goes in a later minor
    version, which the changelog says.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def warned(*args: P.args, **kwargs: P.kwargs) -> R:
            message = f"`{function.__name__}` is deprecated since {since}; use `{use}`"
            warnings.warn(message, DeprecationWarning, stacklevel=2)
            return function(*args, **kwargs)

        note = f"Deprecated since {since}: use `{use}`."
        warned.__doc__ = f"{(function.__doc__ or '').rstrip()}\n\n{note}".strip()
        return warned

    return mark
