"""Code that is not ours in a process of its own, which ends with its limits: time, and memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from designlint.base.guest import described

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MOST_SECONDS = 60.0
MOST_MEMORY = 1_000_000_000
"""Bytes that rendering may take beside what is there already."""


class LimitError(Exception):
    """The work took more than it may, or failed in another way that is its own; the message says which."""


def within_limits(work: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """What some work gives. Raises LimitError where it takes too much.

    The work runs in a copy of this process, so that it may hold anything. Where the platform cannot
    copy a process (Windows), it runs in this one without these limits.
    """
    if sys.platform == "win32":
        return work()
    from multiprocessing import get_context  # only the templates of others need it

    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, there))
    process.start()
    there.close()
    try:
        if not here.poll(MOST_SECONDS):
            raise LimitError(f"it takes longer than {MOST_SECONDS:g} s")
        given: tuple[str, ...] | LimitError = here.recv()
    except EOFError:
        raise LimitError(f"it takes more than {MOST_MEMORY:_} bytes of memory") from None
    finally:
        here.close()
        process.kill()
        process.join()
    if isinstance(given, LimitError):
        raise given
    return given


def _run(work: Callable[[], tuple[str, ...]], there: Connection) -> None:
    """Do the work within limits; one that ends without an answer went over them."""
    import resource

    try:
        most = _taken() + MOST_MEMORY
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):
        pass  # macOS has no such limit; the time still ends it
    try:
        there.send(work())
    except MemoryError:
        return
    except Exception as error:  # noqa: BLE001  # whatever it is, the other process has to know
        there.send(LimitError(described(error)))


def _taken() -> int:
    """The bytes of memory that this process has."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # no file of the project
        pages = int(file.read().split()[0])
    import resource

    return pages * resource.getpagesize()
