"""Questions to designs answered in several processes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from designlint.runs.target import Target

Answer = TypeVar("Answer")
FORK, SPAWN = "fork", "spawn"
METHOD = FORK if sys.platform == "linux" else SPAWN
_CHUNKS = 8
"""Each worker gets this number of portions in turn, so that all end at about the same time."""
_work: list[tuple[Callable[[Target], Any], Sequence[Target]]] = []


def in_processes(
    work: Callable[[Target], Answer],
    targets: Sequence[Target],
    workers: int,
    there: Callable[[], Callable[[Target], Answer]] | None,
    method: str = METHOD,
) -> Iterator[Answer]:
    """The answers in the order of the designs.

    A fork of this process begins with everything that is loaded; a process that is spawned makes its
    own `work` with `there`. Designs of a worker that was killed are answered here.
    """
    done = 0
    if method == FORK or there is not None:
        _work.append((work, targets))
        # A target that is spawned elsewhere is read there, so its text need not be sent.
        initial = (None,) if method == FORK else (there, [t.there() for t in targets])
        try:
            with ProcessPoolExecutor(
                workers, multiprocessing.get_context(method), _begin, initial
            ) as pool:
                size = max(1, len(targets) // (workers * _CHUNKS))
                for result in pool.map(_one, range(len(targets)), chunksize=size):
                    yield result
                    done += 1
        except (BrokenProcessPool, OSError):
            pass
        finally:
            _work.pop()
    yield from map(work, targets[done:])


def _begin(
    there: Callable[[], Callable[[Target], Any]] | None, targets: Sequence[Target] = ()
) -> None:
    if there is not None:
        _work.append((there(), targets))


def _one(number: int) -> Any:
    work, targets = _work[-1]
    return work(targets[number])
