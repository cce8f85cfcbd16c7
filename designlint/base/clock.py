"""The day of a run, and where its time goes: stages, analyses and rules, each without those inside it."""

from __future__ import annotations

from collections.abc import Callable
from time import gmtime, perf_counter, strftime
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple

if TYPE_CHECKING:
    from datetime import date

STAGE, ANALYSIS, RULE = "stage", "analysis", "rule"
OTHER = "other"


def day() -> str:
    """The day in UTC as ``2026-11-30``, so that one commit has one result at a moment, wherever it is
    checked."""
    return strftime("%Y-%m-%d", gmtime())


def today() -> date:
    """The same as a date."""
    return date_of(day())


def date_of(day: str) -> date:
    """A day as a date."""
    from datetime import date  # an answer from the cache needs no more than the day

    return date.fromisoformat(day)


class Timing(NamedTuple):
    """How long a stage, an analysis or a rule took by itself, in seconds."""

    what: str
    name: str
    seconds: float


class Clock:
    """Counts the time from its making on.

    A clock with a `parent` counts for itself and for the parent too: that of one design inside the
    clock of the run. `ended` is called with the name and the seconds of each stage as it ends.
    """

    def __init__(
        self, parent: Clock | None = None, ended: Callable[[str, float], None] | None = None
    ) -> None:
        self.ended = ended
        self._parent = parent
        self._began = perf_counter()
        self._spent: dict[tuple[str, str], float] = {}
        # The time of finished blocks inside each block that is running, the outermost first.
        self._inner: list[float] = [0.0] if parent is None else parent._inner

    def begin_again(self, parent: Clock) -> None:
        """Counts for another run, from now on: what was counted so far is forgotten."""
        self._parent, self._inner = parent, parent._inner
        self._began = perf_counter()
        self._spent.clear()

    @property
    def elapsed(self) -> float:
        """The seconds since the clock was made."""
        return perf_counter() - self._began

    def stage(self, name: str) -> Stopwatch:
        """Counts a `with` block as a stage of the run."""
        return Stopwatch(self, STAGE, name)

    def timed(self, what: str, name: str) -> Stopwatch:
        """Counts a `with` block as an analysis or a rule."""
        return Stopwatch(self, what, name)

    def lap(self, name: str) -> None:
        """Counts all time so far that no stage took as that of a stage."""
        spent = self.elapsed - sum(self._spent.values())
        self.add(STAGE, name, spent)
        self._end(name, spent)

    def add(self, what: str, name: str, seconds: float) -> None:
        """Counts seconds, here and for the clocks around."""
        self._spent[what, name] = self._spent.get((what, name), 0.0) + seconds
        if self._parent is not None:
            self._parent.add(what, name, seconds)

    def seconds(self, what: str, name: str) -> float:
        """How long something took by itself; 0 where it did not run."""
        return self._spent.get((what, name), 0.0)

    def timings(self) -> tuple[Timing, ...]:
        """Everything that took time. What nothing was counted for is `other`, so that the sum is the
        time elapsed."""
        known = [Timing(*key, seconds) for key, seconds in self._spent.items()]
        rest = self.elapsed - sum(timing.seconds for timing in known)
        return (*known, Timing(STAGE, OTHER, rest))

    def _end(self, name: str, seconds: float) -> None:
        if self.ended is not None:
            self.ended(name, seconds)
        if self._parent is not None:
            self._parent._end(name, seconds)


class Stopwatch:
    """Counts a `with` block, less the time that inner blocks count for themselves."""

    def __init__(self, clock: Clock, what: str, name: str) -> None:
        self._clock = clock
        self._what = what
        self._name = name

    def __enter__(self) -> None:
        self._clock._inner.append(0.0)
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        whole = perf_counter() - self._began
        inner = self._clock._inner
        own = whole - inner.pop()
        inner[-1] += whole
        self._clock.add(self._what, self._name, own)
        if self._what == STAGE:
            self._clock._end(self._name, whole)
