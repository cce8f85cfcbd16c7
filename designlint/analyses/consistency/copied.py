"""What a store's copies give a reader: how far they are behind, what a session adds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from designlint.analyses.consistency.hop import Given, exactly_gives
from designlint.analyses.consistency.lattice import strongest
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantity import Dimension, show_value
from designlint.schema.store import LAG, SESSION, TOPOLOGY

# What a client gets of its own session where a store sees to it, besides what any reader gets. A
# token of what was seen gives all four guarantees, which together are causal consistency.
_SESSIONS = {
    "token": ("causal",),
    "pinned": ("read_your_writes",),
    "sticky": ("monotonic_reads",),
}
_SESSION_TEXT = {
    "token": "a reader of `{path}` brings a token of what it has seen, and is not answered without it",
    "pinned": "who has just written in `{path}` is answered by the leader",
    "sticky": "a client of `{path}` is always answered by the same replica",
}


@dataclass(frozen=True)
class Copied:
    """A store whose copies may be behind, read from a replica of a role (None: nobody says)."""

    component: Component
    placement: Placement
    role: str | None

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

    def behind(
        self, models: tuple[str, ...], why: tuple[Line, ...], stale_by: tuple[str, ...]
    ) -> Given:
        """What a replica gives that may be behind: some models, how far it can be behind where
        somebody bounds that, and what the store sees to within a session."""
        lag = self.topology.details[LAG] if self.topology is not None else None
        session = self.component[SESSION]
        lines = [*why]
        age = math.inf
        if lag is not None:
            age = lag.value.value
            shown = show_value(age, Dimension.TIME)
            lines.append(step(f"a replica of `{self.path}` is at most {shown} behind", lag))
            models = (*models, "bounded_staleness")
        if session is not None and session.value in _SESSIONS:
            lines.append(step(_SESSION_TEXT[session.value].format(path=self.path), session))
            models = (*models, *self._of_session(session.value))
        if lag is not None:
            return exactly_gives(strongest(models), age, tuple(lines), stale_by)
        return exactly_gives(
            strongest(models),
            age,
            tuple(lines),
            stale_by,
            missing=(Missing(self.path, "replica lag", "lag 1s"),),
            unbounded=f"nothing bounds how far a replica of `{self.path}` is behind",
        )

    def _of_session(self, how: str) -> tuple[str, ...]:
        if how == "sticky" and self.shape in ("multi_leader", "leaderless"):
            return ("pram",)  # the one replica takes the client's writes too
        return _SESSIONS[how]
