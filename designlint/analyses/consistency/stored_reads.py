"""What a read from a store gives: by its topology, the replica that answers, its documentation."""

from __future__ import annotations

import math

from designlint.analyses.consistency.hop import Guarantee, exact_guarantee, is_about_recency, latest
from designlint.analyses.consistency.lattice import implies, meet, show_model, strongest
from designlint.analyses.consistency.quorum_reads import read_by_quorum
from designlint.analyses.consistency.replicated import Replicated
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
# Lost writes aside, the one leader answers with the latest value of one history.
_WITH_LOST_WRITES = ("consistent_prefix", "bounded_staleness")


def stored(component: Component, placement: Placement, role: str | None) -> Guarantee:
    """What a read gives that a replica of this role answers (None: the store's own default)."""
    return _Store(component, placement, role).read()


class _Store(Replicated):
    def read(self) -> Guarantee:
        """What the read gives, by the fact that says most about it."""
        declared = self._declared
        if (
            declared is not None
            and self.role is None
            and not isinstance(declared.origin, Catalogued)
        ):
            return self._as_declared(declared)
        if self.shape == "leaderless":
            return read_by_quorum(self)
        role = self.role or self.component.value(READS_FROM)
        if role in ("follower", "any") and self.shape in _COPIED_FROM:
            return self._follower_read(role)
        if self.shape == "multi_leader" and not (
            declared and implies(declared.value, "linearizable")
        ):
            return self._multi_leader_read()
        if declared is not None and role != "follower":
            return self._as_declared(declared)
        if self._reads_uncommitted:
            return self._dirty_read()
        if self.shape in _READ_WHERE_WRITTEN:
            return self._leader_read()
        if self.placement.declared and self.placement.count == 1 and not self.placement.whole:
            return latest(Line(f"`{self.path}` is one node"))
        return Guarantee(missing=(Missing(self.path, "topology", "topology leader_follower"),))

    @property
    def _declared(self) -> Known[str] | None:
        """How recent its reads are, as the design declares or its documentation says."""
        delivers = self.component[DELIVERS]
        return delivers if delivers is not None and is_about_recency(delivers.value) else None

    def _as_declared(self, delivers: Known[str]) -> Guarantee:
        """What a read gets by the declaration, or by the documentation of the store."""
        model = delivers.value
        why = (step(f"reads of `{self.path}` have {show_model(model)}", delivers),)
        if implies(model, "linearizable"):
            return exact_guarantee((model,), 0.0, why)
        stale = (
            f"`{self.path}` acknowledges a write",
            "the replica that answers the next read does not have the write yet",
            f"that read returns the old value, which {show_model(model)} allows",
        )
        return self.lagging_read((model,), why, stale)

    def _follower_read(self, role: str) -> Guarantee:
        """A read from a replica that gets the writes from another one."""
        which = "a follower" if role == "follower" else "any replica"
        why = (Line(f"{which} of `{self.path}` answers the read"),)
        stale = (
            f"the leader of `{self.path}` acknowledges a write",
            "the follower that answers the next read has not applied the write yet",
            "that read returns the old value",
        )
        given = self.lagging_read(self._in_order(role), why, stale)
        if not self._is_synchronous:
            return given
        text = "writes wait for every follower; whether a follower applies them before it answers is unknown"
        lines = (*given.why, step(text, self.topology))
        return given._replace(at_most=("causal", *given.at_most), why=lines)

    def _in_order(self, role: str) -> tuple[str, ...]:
        """What a replica gives that applies the leader's writes in order, but no more than the store
        gives by default."""
        if self._reads_uncommitted:
            return ("eventual",)
        same = role == "follower" and self.placement.declared and self.placement.count == 2
        models = ("consistent_prefix", *(("monotonic_reads",) if same else ()))
        return (
            models if self._declared is None else strongest(meet(models, (self._declared.value,)))
        )

    def _multi_leader_read(self) -> Guarantee:
        """A read from one of several leaders, each of which takes writes."""
        why = (step(f"several leaders of `{self.path}` take writes", self.topology),)
        stale = (
            f"one leader of `{self.path}` acknowledges a write",
            "another leader has not received the write yet",
            "a read that the other leader answers returns the old value",
        )
        given = self.lagging_read(("eventual",), why, stale)
        if self.component[SESSION] is not None:
            return given
        # Whether a client stays with the leader that takes its writes is not declared.
        missing = Missing(self.path, "session routing", "session sticky")
        at_most = ("pram", *given.at_most)
        return given._replace(at_most=at_most, missing=(missing, *given.missing))

    def _dirty_read(self) -> Guarantee:
        delivers = self.component[DELIVERS]
        why = (
            step(f"a read of `{self.path}` can return a write that is rolled back later", delivers),
        )
        stale = (
            f"a leader of `{self.path}` takes a write that no other replica has yet",
            "a reader reads the write; the leader is deposed, and the write is rolled back",
            "a later read returns the value from before the write",
        )
        return Guarantee(("eventual",), ("causal", "bounded_staleness"), math.inf, why, stale)

    @property
    def _reads_uncommitted(self) -> bool:
        """Whether reads are documented to be dirty by default and clean by a setting."""
        strong = self.component.value(DELIVERS_STRONG)
        return (
            self.component.value(DELIVERS) == "read_uncommitted"
            and strong is not None
            and implies(strong, "linearizable")
        )

    def _leader_read(self) -> Guarantee:
        """A read from the node that takes the writes: the latest value, unless a failover loses it."""
        node = "only node" if self.shape == "single" else "leader"
        why = step(f"the {node} of `{self.path}` answers the read", self.topology)
        failover = self.component[FAILOVER]
        if self.shape != "leader_follower" or failover is None or failover.value.mode != "auto":
            return latest(why)
        loses = self._loses_writes(failover)
        if loses is False:
            return latest(why)
        stale = (
            f"the leader of `{self.path}` acknowledges a write that no follower has yet",
            "the leader stops, and automatic failover promotes a follower",
            "a read from the new leader returns the old value: the write is lost",
        )
        if loses:
            source = self.topology if self._confirming == 0 else self.component[REPLICATION]
            lines = (why, step("the leader acknowledges writes before a follower has them", source),
                     step("failover promotes a follower automatically", failover))  # fmt: skip
            given = exact_guarantee(_WITH_LOST_WRITES, 0.0, lines, stale)
            return given._replace(remedy=edit("sync 1", place=f"the topology of `{self.path}`"))
        example = "topology leader_follower { followers 2; sync 1 }"
        missing = (Missing(self.path, "number of followers that a write waits for", example),)
        return Guarantee(_WITH_LOST_WRITES, ("linearizable",), 0.0, (why,), (), missing)

    def _loses_writes(self, failover: Known[object]) -> bool | None:
        """Whether a failover can lose an acknowledged write; None where that is not declared."""
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
