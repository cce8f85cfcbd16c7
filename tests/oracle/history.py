"""Where a history has come to: the store, the clock, and what a checker has to remember."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Session:
    """What one client has done: its last acknowledged write, the newest that it has read."""

    wrote: int = 0
    read: int = 0
    wrote_at: int = -100
    replica: int | None = None


@dataclass(frozen=True)
class State:
    """The store, the clock, and what a checker has to remember of the history."""

    logs: tuple[tuple[int, ...], ...]
    leader: int = 0
    isolated: int | None = None
    dead: frozenset[int] = frozenset()
    failed_over: bool = False
    durable: int = 0
    copy: tuple[int, int] | None = None
    now: int = 0
    times: tuple[int, ...] = ()
    acknowledged: tuple[int, ...] = ()
    unacknowledged: frozenset[int] = frozenset()
    writing: int = 0
    current: int = 0
    sessions: tuple[Session, Session] = (Session(), Session())
    reads: int = 0

    def value(self, replica: int) -> int:
        """What a replica answers; a leader hides what is not acknowledged yet."""
        log = self.logs[replica]
        if replica == self.leader and self.writing:
            log = log[:-1]
        return log[-1] if log else 0

    def having(self, replicas: tuple[int, ...], log: tuple[int, ...]) -> State:
        """The store after some replicas have taken over a log."""
        logs = tuple(log if n in replicas else own for n, own in enumerate(self.logs))
        return replace(self, logs=logs)
