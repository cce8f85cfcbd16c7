"""The copies that a call of a store waits for before it is answered, and how far away they are.

A write waits for the copies that confirm it, counted from the leader or the coordinator: a consensus
for a majority, a leader for its synchronous followers, a leaderless store for its `write` copies. A
read of a leaderless store waits for its `read` copies. They answer side by side, so that the wait is
the round trip to the last one that is needed: to the k-th nearest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from designlint.analyses.failure.copies import holders_of
from designlint.analyses.latency.never import NEVER
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.confirmed import Confirmed, confirmed, is_of_provider
from designlint.analyses.measure import Interval, Missing
from designlint.analyses.placement.placement import Placement, Replica
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import READ, READS_FROM, REPLICATION, STRICT_SYNC, TOPOLOGY


class Confirmations(NamedTuple):
    """How many copies answer before a call does: from `least` to `most`.

    `holders` may keep a copy, and are all that are left; they run in `places`, the replica that is
    asked among them. `others` replicas keep no copy, but which ones is unknown. `is_strict` says whether
    the call waits for them also where too few are left; None where that is unknown. `text` and `span` say
    why, `missing` what would say it more exactly.
    """

    least: int
    most: int
    others: int
    holders: tuple[Replica, ...]
    text: str
    span: Span | None
    is_strict: bool | None
    missing: tuple[Missing, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What the wait follows from: that of another store with the same is as long."""
        return self.places, self.least, self.most, self.others, self.is_strict

    def from_place(self, times: Sequence[Interval]) -> Interval:
        """The wait, from the round trips to all holders, that of who is asked among them (0).

        In the worst case the nearest are those that keep no copy. Where too few are left, the wait has no
        end: copies vote, while a leader goes on without its followers unless it is strict.
        """
        low = sorted(time.low for time in times)
        high = sorted(time.high for time in times)
        last = self.most - 1 + self.others
        if self.is_strict is False:
            last = min(last, len(high) - 1)
        never = self.is_strict is True and self.least > len(low)
        return Interval(
            NEVER if never else low[min(self.least, len(low)) - 1],
            high[last] if last < len(high) else math.inf,
        )

    def among(self, best: int, worst: int) -> Interval:
        """The wait where no copy is far away, from how many copies are left of the key that has most, and of the
        one that has fewest: without end where too few are."""
        never = self.is_strict is True and self.least > best
        open_ = self.is_strict is not False and self.most > worst
        return Interval(NEVER if never else 0.0, math.inf if never or open_ else 0.0)


def confirmations(component: Component, placement: Placement, step: Step) -> Confirmations | None:
    """The copies that a step's call waits for; None where it waits for none besides who answers."""
    if placement.whole or placement.count < 2 or not placement.replicas:
        return None
    topology = component[TOPOLOGY]
    shape = topology.value if topology is not None else None
    if not component.plays(Role.STORE) and shape is None:
        return None
    is_write = bool(step.writes) or component.plays(Role.BROKER)
    left, copies = holders_of(component, placement)
    is_even = shape != "leaderless" or _is_even(placement, left, copies)
    if shape == "leaderless":
        found = confirmed(component, copies) if is_write else _read(component, copies)
        holders = tuple(left) if is_even else placement.replicas
    elif is_write:
        found, holders = confirmed(component, copies), tuple(left)
    elif shape is None:
        found, holders = _undeclared(component, copies), tuple(left)
    elif shape == "consensus" and (step.role or component.value(READS_FROM)) in (None, "leader"):
        majority = confirmed(component, copies)
        text = "whether a read waits for a majority is not declared"
        found, holders = majority._replace(low=1, text=text), tuple(left)
    else:
        return None
    others = 0 if is_even else placement.count - copies
    asks_others = shape == "leaderless" and copies < placement.count
    if found.high <= 1 and not asks_others:
        return None
    span = found.known.span if found.known is not None else None
    text = found.text or f"how many of {copies} copies confirm is not declared"
    is_strict = _is_strict(component, shape)
    missing = found.missing
    if is_strict is None and found.high > len(holders):
        missing = (*missing, Missing(component.path, "strict sync", "strict_sync no"))
    return Confirmations(
        found.low,
        found.high,
        others,
        holders,
        f"{component.path}: {text}",
        span,
        is_strict,
        missing,
    )


def _is_strict(component: Component, shape: str | None) -> bool | None:
    """Whether a call waits for more copies than are left: those that vote are waited for, and a leader waits
    where that is stated. A provider gives up a standby of its own."""
    if shape in ("consensus", "leaderless"):
        return True
    replication = component[REPLICATION]
    if replication is not None and is_of_provider(component, replication):
        return False
    return component.value(STRICT_SYNC)


def _is_even(placement: Placement, left: Sequence[Replica], copies: int) -> bool:
    """Whether every place has the same share of the copies of a key as of the replicas, so that the
    copies of one key, spread out, stand for those of all."""
    if not copies:
        return True
    replicas = (*placement.replicas, *placement.lost)
    here = Counter(domain for replica in placement.replicas for domain in replica.domains)
    held = Counter(domain for replica in left for domain in replica.domains)
    if placement.lost or any(not replica.domains for replica in replicas):
        return copies == len(replicas)
    return all(held[domain] * len(replicas) == here[domain] * copies for domain in here)


def _undeclared(component: Component, copies: int) -> Confirmed:
    """How many copies a read waits for where the topology is not declared."""
    missing = Missing(component.path, "topology", "topology leader_follower { sync 1 }")
    return Confirmed(1, copies, missing=(missing,))


def _read(component: Component, copies: int) -> Confirmed:
    """How many copies a read of a leaderless store waits for."""
    topology = component[TOPOLOGY]
    asked = votes(topology.detail(READ), copies) if topology is not None else None
    if asked is None:
        example = "topology leaderless { copies 3; read 2; write 2 }"
        return Confirmed(1, copies, missing=(Missing(component.path, "read quorum", example),))
    return Confirmed(asked, asked, f"a read waits for {asked} of {copies} copies", topology)
