"""What replicas give a reader: how far they lag behind the latest write, what a session adds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from designlint.analyses.consistency.hop import Guarantee, exact_guarantee
from designlint.analyses.consistency.lattice import strongest
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show
from designlint.schema.store import LAG, SESSION, TOPOLOGY

# What a client gets in its own session where the store sees to it, besides what any reader gets. A
# token of what was read gives all four session guarantees, which together are causal consistency.
_SESSIONS = {
    "token": ("causal",),
    "pinned": ("read_your_writes",),
    "sticky": ("monotonic_reads",),
}
_SESSION_TEXT = {
    "token": "a replica of `{path}` answers a session only when it has all that the session has read",
    "pinned": "the leader of `{path}` answers the reads of a session that has just written",
    "sticky": "the same replica of `{path}` answers all reads of a session",
}


@dataclass(frozen=True)
class Replicated:
    """A store that is read from a replica of a role (None: not declared).

    `fails`: what a reader gets counts through the failures of the replica that it reads from, too.
    """

    component: Component
    placement: Placement
    role: str | None
    fails: bool = True

    @property
    def path(self) -> str:
        """The store's path."""
        return self.component.path

    @property
    def topology(self) -> Known[str] | None:
        """How the replicas share the writes, with where that is from."""
        return self.component[TOPOLOGY]

    @property
    def shape(self) -> str | None:
        """How the replicas share the writes."""
        return self.component.value(TOPOLOGY)

    def lagging_read(
        self, models: tuple[str, ...], why: tuple[Line, ...], interleaving: tuple[str, ...]
    ) -> Guarantee:
        """What a read from a replica gives that may lag: some models, the bound on its lag where one is
        declared, and what the store guarantees within a session."""
        lag = self.topology.details[LAG] if self.topology is not None else None
        session = self.component[SESSION]
        lines = [*why]
        age = math.inf
        if lag is not None:
            age = lag.value.value
            shown = show(lag.value)
            lines.append(step(f"replicas of `{self.path}` lag by at most {shown}", lag))
            models = (*models, "bounded_staleness")
        promised: tuple[str, ...] = ()
        missing: tuple[Missing, ...] = ()
        if session is not None and session.value in _SESSIONS:
            lines.append(step(_SESSION_TEXT[session.value].format(path=self.path), session))
            promised = self._of_session(session.value)
            missing = self._session_lacks(session.value, is_bounded=lag is not None)
        if lag is None:
            missing = (*missing, Missing(self.path, "replica lag", "lag 1s"))
        sure = models if self._session_lacks_any(session, lag) else (*models, *promised)
        unbounded = "" if lag is not None else f"the replica lag of `{self.path}` is not declared"
        given = exact_guarantee(strongest(sure), age, tuple(lines), interleaving,
                                missing=tuple(dict.fromkeys(missing)), unbounded=unbounded)  # fmt: skip
        return given._replace(at_most=strongest((*given.at_most, *promised)))

    def _session_lacks_any(self, session: Known[str] | None, lag: Known[Quantity] | None) -> bool:
        how = session.value if session is not None else ""
        return bool(self._session_lacks(how, is_bounded=lag is not None))

    def _session_lacks(self, how: str, *, is_bounded: bool) -> tuple[Missing, ...]:
        """What decides whether a session holds: `pinned` ends some time after a write, which an
        unbounded lag outlasts; `sticky` ends with the replica."""
        if how == "pinned" and not is_bounded:
            return (Missing(self.path, "replica lag", "lag 1s"),)
        if how == "sticky" and self.fails:
            what = "session guarantee on failover"
            return (Missing(self.path, what, "session token"),)
        return ()

    def _of_session(self, how: str) -> tuple[str, ...]:
        if how == "sticky" and self.shape in ("multi_leader", "leaderless"):
            return ("pram",)  # the one replica takes the client's writes too
        return _SESSIONS[how]
