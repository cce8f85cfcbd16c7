"""A run over designs: results come from the cache, or from checks on several cores if there are
many. They keep the order of the designs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from designlint.clock import Clock
from designlint.config import Settings
from designlint.records import NamedTuple
from designlint.result import Result
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from designlint.plugins import Registry
    from designlint.runs.store import Store

WORTH_A_WORKER = 16
"""The start of a worker takes as long as the check of about this number of small designs."""


class Run(NamedTuple):
    """What the designs of a run are checked with.

    `jobs` is how many processes may be used, 0 for as many as there are cores and is worth it.
    `again` makes the same run in another process, to which rules cannot be sent. `clock` counts the
    time of the checks in this process. `counted` passes on the results, of which it knows the number, and
    reports how many are done.
    """

    setup: Setup
    today: date
    jobs: int = 1
    again: Callable[[], Run] | None = None
    clock: Clock | None = None
    counted: Callable[[Iterable[Result], int], Iterable[Result]] | None = None

    @property
    def registry(self) -> Registry:
        """The rules of the run as a whole; a design may have others."""
        return self.setup.registry

    @property
    def settings(self) -> Settings:
        """The settings of the run as a whole."""
        return self.setup.settings

    @property
    def store(self) -> Store | None:
        """The results that are kept for these settings."""
        return self.setup.store

    def results(self, targets: Sequence[Target]) -> list[Result]:
        """The result of each design."""
        known = [target.known(self.store) for target in targets]
        found = {n: entry.result for n, entry in enumerate(known) if entry and entry.result}
        missing = [n for n in range(len(targets)) if n not in found]
        for number in missing:
            _ = (targets[number].setup or self.setup).registry  # loaded before processes part
        checked = self._checked([targets[n] for n in missing])
        if self.counted is not None:
            checked = self.counted(checked, len(missing))
        found.update(zip(missing, checked, strict=True))
        if missing and self.store is not None:
            self.store.sweep()
        return [found[n] for n in range(len(targets))]

    def one(self, target: Target) -> Result:
        """The result of one design, which is kept."""
        from designlint.check import (  # an answer from the cache needs no analyses
            checked,
            understood,
        )

        setup = target.setup or self.setup
        known = understood(target.project, setup.registry, self.clock)
        # Nothing reads the trees once they are resolved.
        target.project = target.project.without_statements
        known = known._replace(project=target.project)
        result = checked(known, setup.registry, setup.settings, self.today).result
        store = setup.store
        if store is not None and target.is_file and target.data is not None:
            store.put(target.name, target.data, target.project, result, target.root)
        return result

    def _checked(self, targets: Sequence[Target]) -> Iterable[Result]:
        workers = min(self.jobs or _cores(), len(targets))
        if not self.jobs:
            workers = min(workers, len(targets) // WORTH_A_WORKER)
        if workers < 2:
            return map(self.one, targets)
        from designlint.runs.pool import in_processes  # many designs are worth its 30 ms

        return in_processes(self.one, targets, workers, self._one_there())

    def _one_there(self) -> Callable[[], Callable[[Target], Result]] | None:
        return None if self.again is None else partial(_one_of, self.again)


def _one_of(again: Callable[[], Run]) -> Callable[[Target], Result]:
    return again().one


@cache
def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1
