"""Options that would do nothing in a run are refused, since whoever gives one expects an effect."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable

from designlint.base.records import NamedTuple
from designlint.console.command import UsageError


class Limit(NamedTuple):
    """An option, by the name of its value, that has an effect only where it `applies`; `why` says where
    that is."""

    option: str
    applies: Callable[[Namespace], bool]
    why: str


def limits(options: Iterable[str], applies: Callable[[Namespace], bool], why: str) -> list[Limit]:
    """A limit for each of several options that apply in the same runs."""
    return [Limit(option, applies, why) for option in options]


def refuse_idle(known: Iterable[Limit], arguments: Namespace) -> None:
    """Refuse the first option that was given and has no effect. Raises UsageError."""
    given = getattr(arguments, "given", {})
    for limit in known:
        if limit.option in given and not limit.applies(arguments):
            raise UsageError(f"{given[limit.option]} {limit.why}")
