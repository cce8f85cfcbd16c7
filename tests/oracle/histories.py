"""All short histories of reads and writes of one item, under lag, failovers and partitions.

Written from the reference alone: it knows nothing of how designlint decides. A store is a set of
logs; each step writes, reads, replicates one write, or fails over. Every state that can be reached
with a few writes is visited, and every read in it is held against what its client has written and
read before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

CLIENTS = (0, 1)
MOST_WRITES = 2
LINEARIZABLE, OWN, MONOTONIC = "linearizable", "read_your_writes", "monotonic_reads"


class Led(NamedTuple):
    """A store with one leader: `sync` followers confirm a write. `promotes` None: no failover."""

    followers: int
    sync: int
    role: str
    promotes: str | None = None
    fenced: bool = True
    token: bool = False

    @property
    def text(self) -> str:
        """The store in the language of designs."""
        session = "; session token" if self.token else ""
        fencing = "yes" if self.fenced else "no"
        which = self.promotes or "synchronous"
        return (
            f"topology leader_follower {{ followers {self.followers}; sync {self.sync} }}{session}; "
            f"failover auto 30s {{ promotes {which}; fencing {fencing} }}"
        )


class Leaderless(NamedTuple):
    """A store with quorums of `copies`; others stand in for them unless it is `strict`."""

    copies: int
    read: int
    write: int
    strict: bool

    @property
    def text(self) -> str:
        """The store in the language of designs."""
        return (
            f"topology leaderless {{ copies {self.copies}; read {self.read}; write {self.write} }}; "
            f"quorum {'strict' if self.strict else 'sloppy'}"
        )


class State(NamedTuple):
    """The writes that each node has, who leads, who led before and still answers; the writes that were
    acknowledged; and the latest write that each client has made and has read."""

    logs: tuple[tuple[int, ...], ...]
    leader: int | None
    deposed: int | None
    written: int
    made: tuple[int, ...]
    seen: tuple[int, ...]
    failed: bool


def broken(store: Led | Leaderless) -> set[str]:
    """The models that some history of a store breaks."""
    nodes = store.followers + 1 if isinstance(store, Led) else store.copies
    nothing = (0,) * len(CLIENTS)
    first = State(
        ((),) * nodes, 0 if isinstance(store, Led) else None, None, 0, nothing, nothing, False
    )
    waiting, visited, found = [first], {first}, set[str]()
    while waiting:
        state = waiting.pop()
        for client in CLIENTS:
            for value in _answers(store, state, client):
                found |= _breaches(state, client, value)
        for after in _steps(store, state):
            if after not in visited:
                visited.add(after)
                waiting.append(after)
    return found


def _breaches(state: State, client: int, value: int) -> set[str]:
    return {
        model
        for model, least in (
            (LINEARIZABLE, state.written), (OWN, state.made[client]), (MONOTONIC, state.seen[client]),
        )
        if value < least
    }  # fmt: skip


def _latest(log: tuple[int, ...]) -> int:
    return max(log, default=0)


def _answers(store: Led | Leaderless, state: State, client: int) -> Iterator[int]:
    """What a read of a client can return now."""
    if isinstance(store, Leaderless):
        # Nodes that do not keep the key may stand in for all but some of those that are asked.
        for number in range(store.read if store.strict else 0, store.read + 1):
            for asked in combinations(range(store.copies), number):
                yield max((_latest(state.logs[node]) for node in asked), default=0)
        return
    if state.leader is None:
        return
    leaders = [state.leader, *([state.deposed] if state.deposed is not None else [])]
    followers = [n for n in range(store.followers + 1) if n != state.leader]
    if state.failed:
        followers = [n for n in followers if n != 0]  # the old leader has not come back
    nodes = {"leader": leaders, "follower": followers, "any": [*leaders, *followers]}[store.role]
    for node in nodes:
        value = _latest(state.logs[node])
        if not store.token or value >= max(state.made[client], state.seen[client]):
            yield value


def _steps(store: Led | Leaderless, state: State) -> Iterator[State]:
    for client in CLIENTS:
        for value in set(_answers(store, state, client)):
            yield state._replace(seen=_with(state.seen, client, max(value, state.seen[client])))
    if isinstance(store, Leaderless):
        yield from _quorum_steps(store, state)
    elif state.leader is not None:
        yield from _led_steps(store, state, state.leader)


def _quorum_steps(store: Leaderless, state: State) -> Iterator[State]:
    for client in CLIENTS if state.written < MOST_WRITES else ():
        value = state.written + 1
        made = state._replace(written=value, made=_with(state.made, client, value))
        for votes in combinations(range(store.copies), store.write):
            yield made._replace(logs=_having(state.logs, votes, value))
        if not store.strict:
            yield made  # nodes that do not keep the key take all votes
    for node, log in enumerate(state.logs):
        for value in range(1, state.written + 1):
            if value not in log:
                yield state._replace(logs=_having(state.logs, (node,), value))


def _led_steps(store: Led, state: State, leader: int) -> Iterator[State]:
    others = [
        n for n in range(store.followers + 1) if n != leader and not (state.failed and n == 0)
    ]
    log = state.logs[leader]
    if state.written < MOST_WRITES:
        value = state.written + 1
        for client in CLIENTS:
            made = state._replace(written=value, made=_with(state.made, client, value))
            for votes in combinations(others, min(store.sync, len(others))):
                logs = list(state.logs)
                for node in (leader, *votes):
                    logs[node] = (*log, value)
                yield made._replace(logs=tuple(logs))
    for node in others:
        have = state.logs[node]
        if len(have) < len(log):
            yield state._replace(logs=_with(state.logs, node, log[: len(have) + 1]))
    if store.promotes is not None and not state.failed:
        yield from _failovers(store, state, others, log)


def _failovers(
    store: Led, state: State, others: list[int], log: tuple[int, ...]
) -> Iterator[State]:
    """Each standby that may be promoted leads; the rest go back to what it has."""
    for node in others:
        if store.promotes == "synchronous" and state.logs[node] != log:
            continue
        kept = state.logs[node]
        logs = [own if own == kept[: len(own)] else kept for own in state.logs]
        logs[0] = log
        deposed = None if store.fenced else 0
        yield state._replace(logs=tuple(logs), leader=node, deposed=deposed, failed=True)


def _with(values: tuple, place: int, value: object) -> tuple:  # type: ignore[type-arg]
    return (*values[:place], value, *values[place + 1 :])


def _having(
    logs: tuple[tuple[int, ...], ...], nodes: tuple[int, ...], value: int
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        [(*log, value) if n in nodes and value not in log else log for n, log in enumerate(logs)]
    )
