"""What a read from a store gives: by its topology, the replica that answers, what is published."""

from __future__ import annotations

import math

from designlint.analyses.consistency.copied import Copied
from designlint.analyses.consistency.hop import Given, exactly_gives, fresh, tells_recency
from designlint.analyses.consistency.lattice import implies, meet, strongest
from designlint.analyses.consistency.quorum_reads import read_by_quorum
from designlint.analyses.load.capacity import votes
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.diagnostic import Step as Line
from designlint.diagnostic import edit
from designlint.model import Catalogued, Component, Known
from designlint.schema.component import FAILOVER, MANAGED, PROMOTES
from designlint.schema.store import (
    DELIVERS,
    DELIVERS_STRONG,
    READS_FROM,
    REPLICATION,
    SESSION,
    SYNC,
)

_COPIED_FROM = ("leader_follower", "consensus")
_READ_WHERE_WRITTEN = ("single", "leader_follower", "consensus")
# A lost write aside, the one leader answers with the latest value of one history.
_BUT_FOR_LOSS = ("consistent_prefix", "bounded_staleness")


def stored(component: Component, placement: Placement, role: str | None) -> Given:
    """What a read gives that a replica of this role answers (None: as the store does by itself)."""
    return _Store(component, placement, role).read()


class _Store(Copied):
    def read(self) -> Given:
        """What the read gives, by whatever tells most of it."""
        said = self._said
        if said is not None and self.role is None and not isinstance(said.origin, Catalogued):
            return self._as_said(said)
        if self.shape == "leaderless":
            return read_by_quorum(self)
        role = self.role or self.component.value(READS_FROM)
        if role in ("follower", "any") and self.shape in _COPIED_FROM:
            return self._lagging(role)
        if self.shape == "multi_leader" and not (said and implies(said.value, "linearizable")):
            return self._elsewhere_written()
        if said is not None and role != "follower":
            return self._as_said(said)
        if self._reads_uncommitted:
            return self._rolled_back()
        if self.shape in _READ_WHERE_WRITTEN:
            return self._leader()
        if self.placement.declared and self.placement.count == 1 and not self.placement.whole:
            return fresh(Line(f"`{self.path}` is one node"))
        return Given(missing=(Missing(self.path, "topology", "topology leader_follower"),))

    @property
    def _said(self) -> Known[str] | None:
        """What the design says, or is published, of how recent its reads are."""
        delivers = self.component[DELIVERS]
        return delivers if delivers is not None and tells_recency(delivers.value) else None

    def _as_said(self, delivers: Known[str]) -> Given:
        """What somebody says that a read gets: the design, or what is published of the store."""
        model = delivers.value
        why = (step(f"`{self.path}` delivers {model} reads", delivers),)
        if implies(model, "linearizable"):
            return exactly_gives((model,), 0.0, why)
        stale = (
            f"a write is acknowledged by `{self.path}`",
            "the replica that answers the next read does not have it yet",
            f"that read gets the old value: {model} reads of `{self.path}` allow it",
        )
        return self.behind((model,), why, stale)

    def _lagging(self, role: str) -> Given:
        """Read from a replica that gets the writes from another one."""
        which = "a follower" if role == "follower" else "any replica"
        why = (Line(f"`{self.path}` is read from {which}"),)
        stale = (
            f"a write is acknowledged by the leader of `{self.path}`",
            "the follower that answers the next read has not applied it yet",
            "that read gets the old value",
        )
        given = self.behind(self._in_order(role), why, stale)
        if not self._is_synchronous:
            return given
        text = "every follower has a write before it counts; whether a read sees it is not said"
        lines = (*given.why, step(text, self.topology))
        return given._replace(at_most=("causal", *given.at_most), why=lines)

    def _in_order(self, role: str) -> tuple[str, ...]:
        """What a replica gives that applies the leader's writes in their order, but no more than the
        store gives by itself."""
        if self._reads_uncommitted:
            return ("eventual",)
        same = role == "follower" and self.placement.declared and self.placement.count == 2
        models = ("consistent_prefix", *(("monotonic_reads",) if same else ()))
        return models if self._said is None else strongest(meet(models, (self._said.value,)))

    def _elsewhere_written(self) -> Given:
        """Read at one of several leaders, each of which takes writes."""
        why = (step(f"`{self.path}` takes writes at several leaders", self.topology),)
        stale = (
            f"a write is acknowledged by one leader of `{self.path}`",
            "another leader has not received it yet",
            "a read that the other leader answers gets the old value",
        )
        given = self.behind(("eventual",), why, stale)
        if self.component[SESSION] is not None:
            return given
        # Whether a client stays with the leader that takes its writes, nobody says.
        missing = Missing(self.path, "session routing", "session sticky")
        at_most = ("pram", *given.at_most)
        return given._replace(at_most=at_most, missing=(missing, *given.missing))

    def _rolled_back(self) -> Given:
        delivers = self.component[DELIVERS]
        why = (step(f"a read of `{self.path}` can return what is taken back later", delivers),)
        stale = (
            f"a leader of `{self.path}` takes a write that it has not handed on yet",
            "a reader sees it; the leader is deposed, and the write is taken back",
            "a later read gets the value from before",
        )
        return Given(("eventual",), ("causal", "bounded_staleness"), math.inf, why, stale)

    @property
    def _reads_uncommitted(self) -> bool:
        """Whether reads are published to be dirty by default and clean by a setting."""
        strong = self.component.value(DELIVERS_STRONG)
        return (
            self.component.value(DELIVERS) == "read_uncommitted"
            and strong is not None
            and implies(strong, "linearizable")
        )

    def _leader(self) -> Given:
        """Read where it is written: the latest value, unless a failover loses it."""
        why = step(f"`{self.path}` is read where it is written ({self.shape})", self.topology)
        failover = self.component[FAILOVER]
        if self.shape != "leader_follower" or failover is None or failover.value.mode != "auto":
            return fresh(why)
        loses = self._loses(failover)
        if loses is False:
            return fresh(why)
        stale = (
            f"the leader of `{self.path}` acknowledges a write that no follower has yet",
            "the leader stops, and a follower is promoted by itself",
            "a read from the new leader gets the old value: the write is lost",
        )
        if loses:
            sort = self.topology if self._confirming == 0 else self.component[REPLICATION]
            lines = (why, step("a write counts before a follower has it", sort),
                     step("a follower is promoted by itself", failover))  # fmt: skip
            given = exactly_gives(_BUT_FOR_LOSS, 0.0, lines, stale)
            return given._replace(remedy=edit("sync 1", place=f"the topology of `{self.path}`"))
        example = "topology leader_follower { followers 2; sync 1 }"
        missing = (Missing(self.path, "number of followers that a write waits for", example),)
        return Given(_BUT_FOR_LOSS, ("linearizable",), 0.0, (why,), (), missing)

    def _loses(self, failover: Known[object]) -> bool | None:
        """Whether a failover can lose an acknowledged write; None where nobody says."""
        promotes: str | None = failover.detail(PROMOTES)
        confirming = self._confirming
        if self.component[MANAGED] is not None or promotes == "synchronous":
            return False
        if confirming is not None and confirming > 0:
            return promotes == "asynchronous"
        replication = self.component.value(REPLICATION)
        if confirming is None and replication is None:
            return None
        return confirming == 0 or replication == "asynchronous"

    @property
    def _confirming(self) -> int | None:
        """How many followers a write waits for."""
        followers = max(1, self.placement.count - 1)
        return votes(self.topology.detail(SYNC) if self.topology else None, followers)

    @property
    def _is_synchronous(self) -> bool:
        """Whether a write waits for every follower."""
        confirming = self._confirming
        if confirming is None:
            return self.component.value(REPLICATION) == "synchronous"
        return confirming >= self.placement.count - 1 > 0
