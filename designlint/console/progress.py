"""What a command is doing, shown on a terminal only and when it takes longer than a second."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from threading import Event, Thread

PATIENCE, EVERY = 1.0, 0.25
_CLEAR = "\r\x1b[K"


class Progress:
    """One line with the current work and its time; it disappears when the work is done.

    Without a terminal nothing is shown but the lines of `note`.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._is_shown = stream is not None and stream.isatty()
        self._what = ""
        self._done: Event | None = None
        self._thread: Thread | None = None

    def say(self, what: str) -> None:
        """Set the current work, in a few words."""
        self._what = what

    def note(self, line: str) -> None:
        """Write a line that stays."""
        if self._stream is not None:
            with suppress(OSError):  # whoever closed it asked for none of it
                self._stream.write(f"{_CLEAR if self._is_shown else ''}{line}\n")
                self._stream.flush()

    def __enter__(self) -> Progress:
        if self._is_shown:
            from threading import Event, Thread  # only a terminal needs it

            self._done = Event()
            self._thread = Thread(target=self._tick, args=(self._done,), daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._done is not None and self._thread is not None:
            self._done.set()
            self._thread.join()

    def _tick(self, done: Event) -> None:
        seconds, shown = PATIENCE, False
        wait = PATIENCE
        while not done.wait(wait):
            if self._what and self._stream is not None:
                self._stream.write(f"{_CLEAR}designlint: {self._what}, {seconds:.0f} s")
                self._stream.flush()
                shown = True
            seconds, wait = seconds + EVERY, EVERY
        if shown and self._stream is not None:
            self._stream.write(_CLEAR)
            self._stream.flush()
