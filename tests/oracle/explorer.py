"""All short histories of a writer and a reader of one declared store, and what they break.

Written from the reference alone. Operations are single events, so what a history breaks is broken
whatever counts as concurrent; only a write that followers confirm is under way for a while. A write
that fails is never acknowledged and may be seen or not. Writes are numbered in their order, 0 is what
was there before. A clock ticks in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from tests.oracle.history import Session, State
from tests.oracle.stores import Declared

WRITES, READS, TICKS = 2, 2, 2
WRITER, READER = 0, 1


@dataclass
class Broken:
    """What some history breaks: models, the oldest read and the oldest lost write in seconds."""

    models: set[str] = field(default_factory=set)
    staleness: int = 0
    lost: int | None = None


@dataclass(frozen=True)
class Allowed:
    """Which events a history may have: failures, and what is unknown."""

    failures: bool = True
    unknown: bool = True


def explore(store: Declared, allowed: Allowed) -> Broken:
    """What is broken by any history in which no event happens that is not allowed."""
    explorer = _Explorer(store, allowed)
    explorer.run()
    return explorer.broken


class _Explorer:
    def __init__(self, store: Declared, allowed: Allowed) -> None:
        self.store, self.allowed = store, allowed
        self.broken = Broken()
        self.timed = any(t is not None for t in (store.lag, store.ttl, store.fsync))

    def run(self) -> None:
        start = State(((),) * self.store.replicas)
        seen, todo = {start}, [start]
        while todo:
            for after in self._moves(todo.pop()):
                if after not in seen:
                    seen.add(after)
                    todo.append(after)

    def _moves(self, state: State) -> Iterator[State]:
        if state.reads < READS:
            for client in (READER,) if state.writing else (WRITER, READER):
                for after, value in self._answers(state, client):
                    yield self._read(after, client, value)
        if state.writing:
            yield from self._confirmed(state, WRITER)
        elif len(state.times) < WRITES:
            yield from self._writes(state, WRITER)
        yield from self._copies(state)
        if self.timed and state.now < TICKS:
            yield self._tick(state)
        if self.allowed.failures and not state.failed_over:
            yield from self._failures(state)

    # ---- writes

    def _writes(self, state: State, client: int) -> Iterator[State]:
        number = len(state.times) + 1
        begun = replace(state, times=(*state.times, state.now))
        if self.store.word == "leaderless":
            yield from self._quorum_writes(begun, client, number)
            return
        for leader, reached in self._leaders(state):
            log = (*state.logs[leader], number)
            if leader == state.leader and self.store.word == "leader_follower" and self.store.sync:
                waiting = state.unacknowledged | {number}
                under_way = replace(begun, unacknowledged=waiting, writing=number)
                yield under_way.having((leader,), log)
                continue
            for confirming in self._confirming(state, reached):
                yield self._acknowledge(begun.having((leader, *confirming), log), client, number)

    def _confirmed(self, state: State, client: int) -> Iterator[State]:
        """A write that is under way is acknowledged once those have it that must confirm it."""
        (_, reached), *_ = self._leaders(state)
        for confirming in self._confirming(state, reached):
            if all(state.writing in state.logs[n] for n in confirming):
                left = state.unacknowledged - {state.writing}
                times = (*state.times[:-1], state.now)
                done = replace(state, unacknowledged=left, writing=0, times=times)
                yield self._acknowledge(done, client, state.writing)

    def _leaders(self, state: State) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Who takes writes, and the followers that it reaches."""
        away = {state.leader, state.isolated} | state.dead
        yield state.leader, tuple(n for n in range(self.store.replicas) if n not in away)
        if state.isolated is not None:
            yield state.isolated, ()

    def _confirming(self, state: State, reached: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Which followers confirm: of a consensus a majority, else always the first ones.

        After a failover those that are left do.
        """
        if self.store.word == "consensus":
            yield from combinations(reached, self.store.replicas // 2)
            return
        sure = tuple(sorted(self.synchronous() & set(reached)))
        whole = len(sure) == self.store.sync
        if whole or state.failed_over:
            yield sure if whole else reached[: self.store.sync]

    def synchronous(self) -> set[int]:
        return set(range(1, self.store.sync + 1))

    def _quorum_writes(self, state: State, client: int, number: int) -> Iterator[State]:
        everyone = range(self.store.replicas)
        least = 0 if self._is_sloppy() else self.store.write
        for count in range(least, self.store.write + 1):
            for taking in combinations(everyone, count):
                yield self._acknowledge(state.having(taking, (number,)), client, number)
        failed = replace(state, unacknowledged=state.unacknowledged | {number})
        yield failed.having((0,), (number,))

    def _is_sloppy(self) -> bool:
        return self.store.quorum == "sloppy" or (self.store.quorum is None and self.allowed.unknown)

    def _acknowledge(self, state: State, client: int, number: int) -> State:
        own = replace(state.sessions[client], wrote=number, wrote_at=state.now)
        return replace(
            self._with(state, client, own),
            acknowledged=(*state.acknowledged, number),
            current=number,
        )

    @staticmethod
    def _with(state: State, client: int, own: Session) -> State:
        one, other = state.sessions
        return replace(state, sessions=(own, other) if client == 0 else (one, own))

    # ---- reads

    def _answers(self, state: State, client: int) -> Iterator[tuple[State, int]]:
        """The values that a client may get."""
        if self.store.ttl is not None:
            if state.copy is not None:
                yield state, state.copy[0]
                return
            for replica in self._readable(state, client):
                value = state.value(replica)
                yield replace(state, copy=(value, state.now)), value
        elif self.store.word == "leaderless":
            for asked in combinations(range(self.store.replicas), self.store.read):
                yield state, max(state.value(n) for n in asked)
        else:
            for replica in self._readable(state, client):
                own = state.sessions[client]
                if self.store.session == "sticky":
                    own = replace(own, replica=replica)
                yield self._with(state, client, own), state.value(replica)

    def _readable(self, state: State, client: int) -> Iterator[int]:
        """The replicas that may answer, by what the read, the store and the session say."""
        leaders = [n for n in (state.leader, state.isolated) if n is not None]
        alive = [n for n in range(self.store.replicas) if n not in state.dead]
        role = self.store.role or "leader"
        found = leaders if role == "leader" else alive
        if role == "follower":
            found = [n for n in alive if n not in leaders] or leaders
        own = state.sessions[client]
        match self.store.session:
            case "token":
                found = [n for n in found if state.value(n) >= max(own.wrote, own.read)]
            case "pinned" if self.store.lag is not None:
                if state.now - own.wrote_at <= self.store.lag:
                    found = leaders
            case "sticky" if own.replica in alive:
                found = [n for n in found if n == own.replica]
        yield from found

    def _read(self, state: State, client: int, value: int) -> State:
        """Notes what the read breaks."""
        own = state.sessions[client]
        if value < own.wrote:
            self.broken.models |= {"read_your_writes"}
        if value < own.read:
            self.broken.models |= {"monotonic_reads"}
        if value != state.current and value not in state.unacknowledged:
            self.broken.models.add("linearizable")
        newer = [n for n in state.acknowledged if n > value]
        if newer:
            self.broken.staleness = max(
                self.broken.staleness, state.now - state.times[newer[0] - 1]
            )
        seen = replace(own, read=max(own.read, value))
        left = state.unacknowledged - {value}
        return replace(
            self._with(state, client, seen),
            reads=state.reads + 1,
            current=value,
            unacknowledged=left,
        )

    # ---- copies and time

    def _copies(self, state: State) -> Iterator[State]:
        """One follower takes over the next write that it lacks; of a leaderless store, the newest."""
        if self.store.word == "leaderless":
            newest = max(state.value(n) for n in range(self.store.replicas))
            for n in range(self.store.replicas):
                if state.value(n) < newest:
                    yield state.having((n,), (newest,))
            return
        log = state.logs[state.leader]
        away = {state.leader, state.isolated} | state.dead
        for n in set(range(self.store.replicas)) - away:
            if len(state.logs[n]) < len(log):
                yield state.having((n,), log[: len(state.logs[n]) + 1])
        if self.store.fsync is not None and state.durable < len(state.logs[0]):
            yield replace(state, durable=len(state.logs[0]))

    def _tick(self, state: State) -> State:
        """A second goes by, and what is late is done."""
        after = replace(state, now=state.now + 1)
        log = after.logs[after.leader]
        if self.store.lag is not None:
            late = tuple(w for w in log if after.now - after.times[w - 1] > self.store.lag)
            for n in range(self.store.replicas):
                if n not in (after.leader, after.isolated) and len(after.logs[n]) < len(late):
                    after = after.having((n,), late)
        if self.store.fsync is not None:
            late = tuple(w for w in log if after.now - after.times[w - 1] > self.store.fsync)
            after = replace(after, durable=max(after.durable, len(late)))
        ttl = self.store.ttl
        if ttl is not None and after.copy is not None and after.now - after.copy[1] > ttl:
            after = replace(after, copy=None)
        return after

    # ---- failures

    def _failures(self, state: State) -> Iterator[State]:
        store = self.store
        if store.fsync is not None:
            yield self._losing(state.having((0,), state.logs[0][: state.durable]), state)
        if store.word == "consensus":
            whole = max((log for log in state.logs), key=len)
            for n in range(store.replicas):
                if n != state.leader and state.logs[n] == whole:
                    yield replace(state, leader=n, dead=frozenset({state.leader}), failed_over=True)
        if store.word != "leader_follower" or (store.failover is None and not self.allowed.unknown):
            return
        if state.writing:
            # The old leader never shows what it could not acknowledge.
            shown = state.logs[state.leader][:-1]
            state = replace(state.having((state.leader,), shown), writing=0)
        for n in self._promotable():
            after = replace(self._following(state, n), leader=n)
            yield self._losing(replace(after, dead=frozenset({state.leader})), state)
            if store.fencing == "no" or (store.fencing is None and self.allowed.unknown):
                yield self._losing(replace(after, isolated=state.leader), state)

    def _promotable(self) -> Iterator[int]:
        every, sure = range(1, self.store.replicas), self.synchronous()
        promotes = self.store.promotes
        if promotes is None and not self.allowed.unknown:
            promotes = "synchronous" if sure else "any"
        for n in every:
            if promotes != "synchronous" or n in sure:
                yield n

    def _following(self, state: State, leader: int) -> State:
        """The others drop what the new leader lacks."""
        log = state.logs[leader]
        for n in range(self.store.replicas):
            if n != state.leader and state.logs[n] != log[: len(state.logs[n])]:
                state = state.having((n,), log)
        return state

    def _losing(self, after: State, before: State) -> State:
        """Notes the acknowledged writes that are gone."""
        kept = set(after.logs[after.leader])
        lost = [n for n in before.acknowledged if n not in kept]
        if lost:
            age = before.now - before.times[lost[0] - 1]
            self.broken.lost = max(age, self.broken.lost or 0)
            self.broken.staleness = max(self.broken.staleness, age)
        left = tuple(n for n in after.acknowledged if n in kept)
        return replace(after, acknowledged=left, failed_over=True)
