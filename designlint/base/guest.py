"""Code of others while it runs: it may raise anything, print, or never end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, TypeVar

T = TypeVar("T")

LIMIT = 30.0
"""Seconds that a rule of others may take before it is cut off, where the platform can."""


ENDED: dict[str, str] = {}
"""By name the guests that ended the process of this run before, with how: they are not asked again."""
announce: Callable[[str], None] | None = None
"""Where a process waits for this one, tells it the name of the guest that runs; empty when none does."""
_running: list[str] = []
"""The names of the guests that run, each inside of the one before."""

MOST_CUTS = 2
"""A guest that catches its end more often is ended with the process."""


class GuestError(Exception):
    """What code of others did that ordinary errors do not: it left the process, or did not end."""


class Guest:
    """A block that runs code of others.

    What it prints goes to standard error. An exit of the process becomes a `GuestError`, and so does
    a block that takes more than `seconds`, where signals can end it: on Unix, in the main thread. Only
    a `KeyboardInterrupt` that is the user's passes; where signals cannot tell, each does. A guest without
    `seconds` is one of designlint itself. The `name` of another one is that of its findings and failures.
    """

    __slots__ = (
        "_before", "_can_tell", "_cuts", "_interrupt", "_is_told", "_name", "_seconds", "_stdout",
    )  # fmt: skip

    def __init__(self, seconds: float | None = None, name: str = "") -> None:
        self._seconds = seconds
        self._name = "" if seconds is None else name
        self._before: Any = None
        self._interrupt: Any = None
        self._is_told = self._can_tell = False
        self._cuts = 0

    def __enter__(self) -> None:
        if self._name in ENDED:
            raise GuestError(ENDED[self._name])
        _running.append(self._name or (_running[-1] if _running else ""))
        self._announced()
        self._stdout = sys.stdout
        sys.stdout = sys.stderr
        if self._seconds is not None:
            self._start(self._seconds)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            self._stop()
        sys.stdout = self._stdout
        _running.pop()
        self._announced()
        is_ours = isinstance(error, Exception) or self._is_users(error)
        if error is not None and not is_ours:
            raise GuestError(f"it raised {described(error)}") from error

    def _announced(self) -> None:
        if announce is not None and self._seconds is not None:
            announce(_running[-1] if _running else "")

    def _is_users(self, error: BaseException | None) -> bool:
        """Whether the user wants to stop, which is not what code of others raised by itself."""
        return isinstance(error, KeyboardInterrupt) and (self._is_told or not self._can_tell)

    def _start(self, seconds: float) -> None:
        import signal  # few runs have plugins

        if not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
            return  # the platform cannot, or what asks this guest has a limit already
        try:
            self._before = signal.signal(signal.SIGALRM, self._cut)
        except ValueError:  # not the main thread
            return
        handler = signal.getsignal(signal.SIGINT)
        self._can_tell = callable(handler) or handler is signal.SIG_IGN
        if callable(handler):
            self._interrupt = signal.signal(signal.SIGINT, self._interrupted)
        signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
        if announce is not None:  # what never comes back to Python is ended with the process
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, 2 * seconds)

    def _stop(self) -> None:
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGALRM, self._before)
        if self._interrupt is not None:
            signal.signal(signal.SIGINT, self._interrupt)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        self._is_told = True
        self._interrupt(number, frame)

    def _cut(self, _number: int, _frame: FrameType | None) -> None:
        self._cuts += 1
        if self._cuts > MOST_CUTS and announce is not None:
            import signal

            signal.raise_signal(signal.SIGPROF)
        raise GuestError(f"it did not end within {self._seconds:g} s")


def described(error: BaseException) -> str:
    """The type of an error and what it says, on one line, whatever the error does when it is asked."""
    try:
        said = " ".join(str(error).split())
    except Exception:  # noqa: BLE001  # the text of an error of others may raise, too
        said = ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def asked(what: str, action: Callable[[], T]) -> T:
    """What code of others gives, which is `what` in messages; raises `GuestError` for anything else."""
    try:
        with Guest(LIMIT, what):
            return action()
    except Exception as error:
        said = str(error) if isinstance(error, GuestError) else described(error)
        raise GuestError(f"{what} failed: {said}") from error
