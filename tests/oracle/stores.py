"""Declared stores of one data item, as plain data, with the text of each and all of their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

SECONDS = 1


@dataclass(frozen=True)
class Declared:
    """One store; None is what is not declared. Times are in seconds."""

    word: str
    replicas: int = 3
    sync: int = 0
    lag: int | None = None
    failover: str | None = None
    promotes: str | None = None
    fencing: str | None = None
    role: str | None = None
    session: str | None = None
    fsync: int | None = None
    read: int = 1
    write: int = 1
    quorum: str | None = None
    ttl: int | None = None

    @property
    def followers(self) -> int:
        return self.replicas - 1

    def text(self) -> str:
        """A design in which one flow writes the item and one reads it."""
        read = "reads d" + (f", from {self.role}" if self.role else "")
        lines = ["actor u", "data d", f"component s : database {{ {'; '.join(self._said())} }}"]
        lines.append("flow w { u -> s writes d }")
        if self.ttl is None:
            lines.append(f"flow r {{ u -> s {read} }}")
        else:
            lines.append(f"component c : cache {{ holds d; replicas 1; ttl {self.ttl}s }}")
            lines.append(f"flow r {{\n  u -> c reads d\n  u -> s {read}, on miss of c\n}}")
        return "\n".join(lines) + "\n"

    def _said(self) -> Iterator[str]:
        yield "holds d"
        if self.word == "leader_follower":
            lag = f"; lag {self.lag}s" if self.lag is not None else ""
            yield f"topology leader_follower {{ followers {self.followers}; sync {self.sync}{lag} }}"
        else:
            yield f"replicas {self.replicas}"
            quorum = f" {{ copies {self.replicas}; read {self.read}; write {self.write} }}"
            yield f"topology {self.word}{quorum if self.word == 'leaderless' else ''}"
        if self.failover:
            details = [("promotes", self.promotes), ("fencing", self.fencing)]
            said = "; ".join(f"{name} {value}" for name, value in details if value)
            yield f"failover {self.failover} 30s" + (f" {{ {said} }}" if said else "")
        if self.session:
            yield f"session {self.session}"
        if self.quorum:
            yield f"quorum {self.quorum}"
        if self.fsync is not None:
            yield f"fsync after_ack within {self.fsync}s"


def led() -> Iterator[Declared]:
    """Every store with one leader."""
    for followers, role, session in product((1, 2), ("leader", "follower", "any"), _SESSIONS):
        for sync, lag in product(range(followers + 1), (None, SECONDS)):
            base = Declared("leader_follower", followers + 1, sync, lag, role=role, session=session)
            yield base
            for promotes, fencing in product(
                (None, "synchronous", "asynchronous", "any"), (None, "yes", "no")
            ):
                for how in ("auto", "manual"):
                    yield _failing_over(base, how, promotes, fencing)


def others() -> Iterator[Declared]:
    """Every store of another topology, and every cache."""
    yield Declared("single", 1)
    yield Declared("single", 1, fsync=SECONDS)
    for ttl, role, lag in product((SECONDS,), ("leader", "any"), (None, SECONDS)):
        yield Declared("leader_follower", 2, 1, lag, role=role, ttl=ttl)
    yield Declared("single", 1, ttl=SECONDS)
    for where, session in product((None, "leader", "follower", "any"), _SESSIONS):
        yield Declared("consensus", 3, role=where, session=session)
    for read, write, quorum in product((1, 2, 3), (1, 2, 3), (None, "strict", "sloppy")):
        yield Declared("leaderless", 3, read=read, write=write, quorum=quorum)


_SESSIONS = (None, "token", "pinned", "sticky")


def _failing_over(base: Declared, how: str, promotes: str | None, fencing: str | None) -> Declared:
    return Declared(
        base.word,
        base.replicas,
        base.sync,
        base.lag,
        how,
        promotes,
        fencing,
        base.role,
        base.session,
    )
