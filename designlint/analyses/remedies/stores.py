"""Levers of what keeps data: copies and quorums, who takes over, who answers, how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.analyses.consistency.hop import RECENCY
from designlint.analyses.consistency.isolation import word_for
from designlint.analyses.consistency.lattice import implies
from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.failure.stating import failover_stated
from designlint.analyses.remedies.adjustment import (
    FALLBACK,
    NOTICED,
    SETTING,
    TENTHS,
    Adjustment,
    Lever,
    detail,
    edit,
    setting,
    switch,
    written,
)
from designlint.model import Component, Element
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.quantities.units import TIMES
from designlint.schema.component import FAILOVER, FENCING, PROMOTES, REPLICAS
from designlint.schema.messaging import DURABLE
from designlint.schema.property import Property
from designlint.schema.roles import Role
from designlint.schema.store import (
    BACKUP,
    COPIES,
    DELIVERS,
    DELIVERS_STRONG,
    FSYNC,
    INVALIDATION,
    ISOLATION,
    QUORUM,
    READ,
    READS_FROM,
    REPLICATION,
    RETENTION,
    SESSION,
    STALE_IF_ERROR,
    STALE_WHILE_REVALIDATE,
    SYNC,
    TOPOLOGY,
    TTL,
    WRITE,
)
from designlint.schema.values import Failover, Fsync
from designlint.solvers.quorum import overlap

# An automatic failover takes as long as a health check and a promotion: tens of seconds.
FAILOVER_TIME = Quantity(30.0, Dimension.TIME)

# Logs are shipped every few minutes; what is to lose less is replicated, not backed up.
SHORTEST_BACKUP = 5 * TIMES["min"]

# One replica hands its writes on to others, which may be behind.
HANDED_ON = ("leader_follower", "consensus", "multi_leader")

NOTHING_MORE = Quantity(0.0, Dimension.TIME)


def other_copies(component: Component, *, more: bool) -> Iterator[Lever]:
    """More copies of each data item, up to all replicas, or fewer, down to one."""
    topology, replicas = component[TOPOLOGY], component[REPLICAS]
    copies = topology.details[COPIES] if topology is not None else None
    if topology is None or copies is None:
        return
    most = (replicas.value.number if replicas else copies.value) - copies.value
    steps = most if more else copies.value - 1

    def at(level: int) -> Adjustment:
        value = copies.value + (level if more else -level)
        return detail(component, TOPOLOGY, {COPIES: value}, f"copies {value}", SETTING * level)

    if steps > 0:
        yield Lever(f"{component.path}.copies", steps, at)


def fewer_votes(component: Component) -> Iterator[Lever]:
    """Reads or writes that wait for fewer copies, as long as they still meet where they did, and two
    writes as well: what does not wait for a copy works without it."""
    known = quorums(component) if component.value(TOPOLOGY) == "leaderless" else None
    if known is None:
        return
    copies, read, write = known
    spare = read + write - copies - 1 if overlap(copies, read, write) else copies
    majority = copies // 2 + 1
    for key, votes, least in (
        (WRITE, write, majority if write >= majority else 1),
        (READ, read, 1),
    ):
        most = min(votes - least, spare)

        def at(level: int, key: Property[str] = key, votes: int = votes) -> Adjustment:
            name = "write" if key is WRITE else "read"
            of: dict[Property[Any], object] = {key: str(votes - level)}
            text = f"{name} {votes - level}"
            return detail(component, TOPOLOGY, of, text, SETTING * level)

        if most > 0:
            yield Lever(f"{component.path}.quorum", most, at)


def overlapping_votes(component: Component) -> Iterator[Lever]:
    """Reads and writes that ask a majority of the copies, or one of both that asks as many as the
    other leaves out."""
    topology = component[TOPOLOGY]
    if topology is None or topology.value != "leaderless":
        return
    name = f"{component.path}.quorum"
    majority: dict[Property[Any], object] = {READ: "quorum", WRITE: "quorum"}
    known = quorums(component)
    if known is not None and overlap(*known):
        return
    lacking = 1 if known is None else known[0] + 1 - known[1] - known[2]
    size = SETTING * lacking
    text = "read quorum; write quorum"
    yield switch(name, detail(component, TOPOLOGY, majority, text, size))
    if known is None:
        return
    copies, read, write = known
    for word, key, votes in (
        ("read", READ, copies + 1 - write),
        ("write", WRITE, copies + 1 - read),
    ):
        alone = detail(component, TOPOLOGY, {key: str(votes)}, f"{word} {votes}", size)
        yield switch(name, alone)


def strict_quorum(component: Component) -> Iterator[Lever]:
    """Quorums of the copies of a key alone, where others stand in for them now."""
    if component.value(QUORUM) == "sloppy":
        yield setting(component, QUORUM, "strict", "quorum strict")


def automatic_failover(component: Component) -> Iterator[Lever]:
    """A standby that takes over by itself, for a leader that none does take over from."""
    known = component[FAILOVER]
    is_led = component.value(TOPOLOGY) == "leader_follower"
    if not component.plays(Role.STORE) or not is_led or (known and known.value.mode == "auto"):
        return
    value = Failover("auto", FAILOVER_TIME)
    text = failover_stated(component, mode="auto", time=show(FAILOVER_TIME))
    yield setting(component, FAILOVER, value, text)


def careful_failover(component: Component) -> Iterator[Lever]:
    """Only a standby that has every write takes over, where others may as well."""
    known = component[FAILOVER]
    if known is None or known.detail(PROMOTES) == "synchronous":
        return
    of: dict[Property[Any], object] = {PROMOTES: "synchronous"}
    text = "promotes synchronous"
    changed = detail(component, FAILOVER, of, text, SETTING)
    yield switch(f"{component.path}.promotes", changed)


def fenced_failover(component: Component) -> Iterator[Lever]:
    """A failover that keeps the old leader from going on, where it is not declared to."""
    known = component[FAILOVER]
    if known is None or known.detail(FENCING) is True:
        return
    changed = detail(component, FAILOVER, {FENCING: True}, "fencing yes", SETTING)
    yield switch(f"{component.path}.fencing", changed)


def synced_writes(component: Component) -> Iterator[Lever]:
    """Writes that are on disk before they are acknowledged."""
    known = component[FSYNC]
    if known is not None and known.value.when != "before_ack":
        yield setting(component, FSYNC, Fsync("before_ack"), "fsync before_ack")


def confirmed_writes(component: Component) -> Iterator[Lever]:
    """Writes that a follower confirms before they are acknowledged."""
    topology, replication = component[TOPOLOGY], component[REPLICATION]
    if topology is None or topology.value != "leader_follower" or not component.plays(Role.STORE):
        return
    changed = detail(component, TOPOLOGY, {SYNC: "1"}, "sync 1", SETTING)
    yield switch(f"{component.path}.sync", changed)
    if replication is not None and replication.value != "synchronous":
        yield setting(component, REPLICATION, "synchronous", "replication synchronous")


def fresher_reads(component: Component) -> Iterator[Lever]:
    """What lets a read see the latest acknowledged write, also after a failover: the votes of a quorum, who
    confirms a write, who takes over."""
    yield from overlapping_votes(component)
    yield from strict_quorum(component)
    yield from confirmed_writes(component)
    yield from careful_failover(component)
    yield from fenced_failover(component)
    yield from synced_writes(component)


def stronger_reads(component: Component, wanted: str) -> Iterator[Lever]:
    """What a store can deliver where it is configured so, and what keeps a client's reads from falling behind."""
    if not component.plays(Role.STORE):
        return
    strong = component.value(DELIVERS_STRONG)
    if wanted not in RECENCY:
        word = word_for(component, wanted)
        if component[ISOLATION] is not None and word is not None:
            yield setting(component, ISOLATION, word, f"isolation {word}")
        return
    if strong is not None and implies(strong, wanted):
        yield setting(component, DELIVERS, wanted, f"delivers {wanted}")
    has_followers = (component.value(TOPOLOGY) or "") in HANDED_ON
    if has_followers and implies("causal", wanted) and component[SESSION] is None:
        yield setting(component, SESSION, "token", "session token", size=FALLBACK)


def reads_anywhere(component: Component) -> Iterator[Lever]:
    """Reads that any replica answers, so that the leader has only the writes to carry: who reads may
    be answered with what is older."""
    is_led = component.plays(Role.STORE) and component.value(TOPOLOGY) == "leader_follower"
    if is_led and (component.value(READS_FROM) or "leader") == "leader":
        yield setting(component, READS_FROM, "any", "reads_from any", size=NOTICED)


def shorter_lives(component: Component, target: Quantity) -> Iterator[Lever]:
    """Copies in a cache that live as long as is allowed, or by tenths shorter; and none that is served
    past its end."""
    if not component.plays(Role.CACHE) or target.value <= 0.0:
        return
    now = component.value(TTL)
    tenths = [written(target, n / TENTHS) for n in range(TENTHS, 0, -1)]
    shorter = [ttl for ttl in tenths if now is None or ttl.value < now.value]

    def at(level: int) -> Adjustment:
        ttl = shorter[level - 1]
        return edit(component, TTL, ttl, f"ttl {show(ttl)}")

    if shorter:
        yield Lever(f"{component.path}.ttl", len(shorter), at)
    for key in (STALE_IF_ERROR, STALE_WHILE_REVALIDATE):
        window = component.value(key)
        if window is not None and window.value > 0.0:
            yield setting(component, key, NOTHING_MORE, f"{key.name} {show(NOTHING_MORE)}")


def dropped_copies(component: Component) -> Iterator[Lever]:
    """Copies in a cache that a write drops after it has committed."""
    if component.plays(Role.CACHE):
        yield setting(component, INVALIDATION, "after_commit", "invalidation after_commit")


def oftener_backups(component: Component, target: Quantity) -> Iterator[Lever]:
    """Backups as often as no more may be lost, where they are made less often."""
    known = component[BACKUP]
    if known is None or not SHORTEST_BACKUP <= target.value < known.value.every.value:
        return
    value = known.value._replace(every=target)
    to = f" to {value.to.path}" if value.to is not None else ""
    yield setting(component, BACKUP, value, f"backup every {show(target)}{to}")


def shorter_retention(element: Element, *homes: str) -> Iterator[Lever]:
    """A data item, or what waits in a broker, that is kept for shorter, by tenths: whoever asks for what is
    older notices."""
    known = element[RETENTION]
    if known is None or (isinstance(element, Component) and not element.plays(Role.BROKER)):
        return

    def at(level: int) -> Adjustment:
        value = written(known.value, 1.0 - level / TENTHS)
        size = NOTICED + SETTING * level / TENTHS
        found = edit(element, RETENTION, value, f"retention {show(value)}", size=size)
        return found._replace(touches=(element.path, *homes))

    yield Lever(f"{element.path}.retention", TENTHS - 1, at)


def kept_messages(component: Component) -> Iterator[Lever]:
    """Messages that survive a restart of their queue or stream."""
    if component.plays(Role.BROKER) and component.value(DURABLE) is False:
        yield setting(component, DURABLE, True, "durable yes")
