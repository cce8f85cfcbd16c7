"""A run over designs: answers come from the cache, or from work on several cores if there are many. They
keep the order of the designs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic

from designlint.base.clock import Clock, date_of
from designlint.base.records import NamedTuple
from designlint.config import Settings
from designlint.runs.question import Answer, Kept, Question
from designlint.runs.setup import Setup
from designlint.runs.target import Target

if TYPE_CHECKING:  # an answer from the cache needs no rules
    from datetime import date

    from designlint.registry import Registry
    from designlint.runs.store import Store

WORTH_A_WORKER = 16
"""The start of a worker takes as long as the check of about this number of small designs."""


class Means(NamedTuple):
    """What a run works with.

    `jobs` is how many processes may be used, 0 for as many as there are cores and is worth it.
    `again` makes the same run in another process, to which rules cannot be sent. `clock` counts the
    time of the work in this process. `counted` passes on the answers, of which it knows the number, and
    reports how many there are.
    """

    jobs: int = 1
    again: Callable[[], Run[Any]] | None = None
    clock: Clock | None = None
    counted: Callable[[Iterable[Any], int], Iterable[Any]] | None = None


ALONE = Means()
"""One process, which reports to nobody."""


class Run(Generic[Answer]):
    """A question to designs, with the setup of those that have no other, and the day."""

    def __init__(
        self, question: Question[Answer], setup: Setup, day: str, means: Means = ALONE
    ) -> None:
        self.question = question
        self.setup = setup
        self.day = day
        self.means = means

    @property
    def registry(self) -> Registry:
        """The rules of the run as a whole; a design may have others."""
        return self.setup.registry

    @property
    def settings(self) -> Settings:
        """The settings of the run as a whole."""
        return self.setup.settings

    @property
    def today(self) -> date:
        """The day as a date."""
        return date_of(self.day)

    @property
    def store(self) -> Store | None:
        """The answers that are kept for these settings."""
        return self.setup.store

    def with_means(self, **means: Any) -> Run[Answer]:
        """The same run with other means."""
        return Run(self.question, self.setup, self.day, self.means._replace(**means))

    def answers(self, targets: Sequence[Target]) -> list[Answer]:
        """The answer for each design."""
        known = [self._known(target) for target in targets]
        found = {n: answer for n, answer in enumerate(known) if answer is not None}
        missing = [n for n in range(len(targets)) if n not in found]
        for number in missing:
            _ = (targets[number].setup or self.setup).registry  # loaded before processes part
        made = self._made([targets[n] for n in missing])
        if self.means.counted is not None:
            made = self.means.counted(made, len(missing))
        found.update(zip(missing, made, strict=True))
        if missing and self.store is not None:
            self.store.sweep()
        return [found[n] for n in range(len(targets))]

    def one(self, target: Target) -> Answer:
        """The answer for one design, which is kept."""
        setup = target.setup or self.setup
        store = setup.store if self._keeps(target) else None
        if store is None or target.data is None:
            return self.question.answer(target, setup, self.today, self.means.clock)
        around = self.question.around(target.project.paths)
        answer = self.question.answer(target, setup, self.today, self.means.clock)
        if self.question.lasts(answer):
            store.put(target.name, target.data, target.project, Kept(answer, around), target.root)
        return answer

    def _known(self, target: Target) -> Answer | None:
        entry = target.known(self.store) if self._keeps(target) else None
        if entry is None or entry.kept is None:
            return None
        known: Answer = entry.kept.answer
        return known if entry.kept.around == self.question.around(entry.paths) else None

    def _keeps(self, target: Target) -> bool:
        return target.is_file and (self.question.is_of_wholes or target.only is None)

    def _made(self, targets: Sequence[Target]) -> Iterable[Answer]:
        jobs = self.means.jobs
        workers = min(jobs or _cores(), len(targets))
        if not jobs:
            workers = min(workers, len(targets) // WORTH_A_WORKER)
        if workers < 2:
            return map(self.one, targets)
        from designlint.runs.pool import in_processes  # many designs are worth its 30 ms

        return in_processes(self.one, targets, workers, self._one_there())

    def _one_there(self) -> Callable[[], Callable[[Target], Answer]] | None:
        again = self.means.again
        return None if again is None else partial(_one_of, again)


def _one_of(again: Callable[[], Run[Any]]) -> Callable[[Target], Any]:
    return again().one


@cache
def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1
