"""What a read from a store gives: by its topology, the replica that answers, its documentation."""

from __future__ import annotations

import math

from designlint.analyses.consistency.failed_over import Failures, is_sharded
from designlint.analyses.consistency.hop import Guarantee, exact_guarantee, is_about_recency, latest
from designlint.analyses.consistency.lattice import implies, meet, show_model, strongest
from designlint.analyses.consistency.quorum_reads import read_by_quorum
from designlint.analyses.consistency.replicated import Replicated
from designlint.analyses.consistency.several_writers import BEHIND_AT_MOST
from designlint.analyses.consistency.store_order import order_in_store
from designlint.analyses.failure.failovers import is_one_copy
from designlint.analyses.load.confirmed import followers_confirming, is_of_provider
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Catalogued, Component, Known
from designlint.quantities.showing import show
from designlint.schema.store import (
    DELIVERS,
    DELIVERS_STRONG,
    READS_FROM,
    REFRESH,
    REPLICATION,
    SESSION,
)

_COPIED_FROM = ("leader_follower", "consensus")


def stored(
    component: Component, placement: Placement, role: str | None, through: Failures
) -> Guarantee:
    """What a read gives that a replica of this role answers (None: the store's own default), through
    these failures of the replicas that it is read from."""
    given = _Store(component, placement, role, not through.is_between).read()
    given = given._replace(order=order_in_store(component, placement))
    return _refreshed(component, placement, given)


def _refreshed(component: Component, placement: Placement, given: Guarantee) -> Guarantee:
    """What reads get of a store in which a write becomes visible some time after its acknowledgment."""
    refresh = component[REFRESH]
    if refresh is None or refresh.value.value == 0.0:
        return given
    path, most = component.path, refresh.value.value
    shown = show(refresh.value)
    one = (*BEHIND_AT_MOST,) if is_one_copy(component, placement) else BEHIND_AT_MOST[:1]
    stale = (
        f"`{path}` acknowledges a write",
        f"`{path}` has not refreshed yet what reads see",
        "a read returns the old value",
    )
    return given._replace(
        delivers=strongest(meet(given.delivers, one)),
        at_most=strongest(meet(given.at_most, BEHIND_AT_MOST)),
        staleness=given.staleness + most,
        least=given.surely_stale + most if given.delivers else None,
        why=(*given.why, step(f"a write is visible in `{path}` within {shown}", refresh)),
        interleaving=given.interleaving or stale,
    )


class _Store(Replicated):
    def read(self) -> Guarantee:
        """What the read gives, by the fact that says most about it."""
        if is_one_copy(self.component, self.placement):
            known = self.topology if self.shape == "single" else None
            return latest(step(f"one copy of each item of `{self.path}` answers", known))
        declared = self._declared
        if declared is not None and self._is_about_role(declared):
            return self._as_declared(declared)
        if (
            self.role == "leader"
            and self.shape == "leader_follower"
            and not self._reads_uncommitted
        ):
            # What is published is what reads get that do not ask for the leader.
            return self._leader_read()
        if self.shape == "leaderless":
            return read_by_quorum(self)
        role = self.role or self.component.value(READS_FROM)
        if role in ("follower", "any") and self.shape in _COPIED_FROM:
            return self._follower_read(role)
        if self.shape == "multi_leader" and not (
            declared and implies(declared.value, "linearizable")
        ):
            return self._multi_leader_read()
        is_default = role in (None, "leader") or isinstance(
            declared and declared.origin, Catalogued
        )
        if declared is not None and is_default and role != "follower":
            return self._as_declared(declared)
        if self._reads_uncommitted:
            return self._dirty_read()
        if self.shape in _COPIED_FROM:
            return self._leader_read()
        return Guarantee(missing=(Missing(self.path, "topology", "topology leader_follower"),))

    @property
    def _declared(self) -> Known[str] | None:
        """How recent its reads are, as the design declares or its documentation says."""
        delivers = self.component[DELIVERS]
        return delivers if delivers is not None and is_about_recency(delivers.value) else None

    def _is_about_role(self, delivers: Known[str]) -> bool:
        """Whether what is declared is about the replica that answers: of a store's reads by default; and
        what is documented as sequential and not linearizable is so because any replica answers."""
        if not isinstance(delivers.origin, Catalogued):
            return self.role in (None, "leader")
        model = delivers.value
        return implies(model, "sequential") and not implies(model, "linearizable")

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
        given = self._across_shards(self.lagging_read(self._in_order(role), why, stale))
        if not self._is_synchronous:
            return given
        text = "writes wait for every follower; whether a follower applies them before it answers is unknown"
        lines = (*given.why, step(text, self.topology))
        return given._replace(at_most=("causal", *given.at_most), why=lines)

    def _across_shards(self, given: Guarantee) -> Guarantee:
        """Each shard has an order of its own, and its replicas lag by themselves."""
        if not is_sharded(self.component) or "consistent_prefix" not in given.delivers:
            return given
        rest = meet(given.delivers, given.delivers) - {"consistent_prefix"}
        what = "order of writes across shards"
        missing = Missing(self.path, what, "delivers consistent_prefix")
        return given._replace(delivers=strongest(rest), missing=(missing, *given.missing))

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
        """A read from the node that takes the writes: the latest value."""
        return latest(step(f"the leader of `{self.path}` answers the read", self.topology))

    @property
    def _confirming(self) -> int | None:
        """How many followers a write waits for."""
        return followers_confirming(self.component, max(2, self.placement.count))

    @property
    def _is_synchronous(self) -> bool:
        """Whether a write waits for every follower."""
        confirming = self._confirming
        replication = self.component[REPLICATION]
        if confirming is None and replication is not None:
            # What is published of a managed service is about its standbys; those that are read lag.
            inside = is_of_provider(self.component, replication)
            return replication.value == "synchronous" and not inside
        if confirming is None:
            return False
        return confirming >= self.placement.count - 1 > 0
