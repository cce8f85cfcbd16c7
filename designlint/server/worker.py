"""The thread that looks at designs while the conversation with the editor goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from designlint.base.clock import Clock

T = TypeVar("T")


class SupersededError(KeyboardInterrupt):
    """The text has changed, so that the result is no longer wanted.

    It is an interrupt of the user's: what looks after errors of rules and plugins lets it pass.
    """


class Token:
    """Ends work that is no longer wanted, at its next step."""

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        """Ask for the end."""
        self.is_cancelled = True

    def check(self) -> None:
        """Raises SupersededError where the end was asked for."""
        if self.is_cancelled:
            raise SupersededError


class CancellableClock(Clock):
    """A clock that ends a run with its stage, analysis or rule of the moment, once its token is
    cancelled; a clock that counts for it, too, does the same."""

    def __init__(self, token: Token) -> None:
        super().__init__()
        self._token = token

    def add(self, what: str, name: str, seconds: float) -> None:
        """See `Clock.add`."""
        super().add(what, name, seconds)
        self._token.check()


class Worker:
    """One thread, so that no two pieces of work look at the same facts; what is given first is done first."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "designlint-analysis")

    async def run(self, work: Callable[[], T], token: Token | None = None) -> T:
        """The outcome of some work. Raises Superseded where its token was cancelled."""

        def guarded() -> T | SupersededError:
            # An interrupt that left a future behind would end the loop that waits for it.
            try:
                if token is not None:
                    token.check()
                return work()
            except SupersededError as error:
                return error

        found = await asyncio.get_running_loop().run_in_executor(self._pool, guarded)
        if isinstance(found, SupersededError):
            raise Superseded
        return found

    def stop(self) -> None:
        """End the thread when its present work is done."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Superseded(Exception):  # noqa: N818  # no error: the text has changed meanwhile
    """The text has changed, so that there is no result; what asks does so again."""
