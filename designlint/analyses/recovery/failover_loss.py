"""Failovers that lose acknowledged writes: they promote a copy that lacks some."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.confirmed import LED
from designlint.analyses.recovery.loss_windows import Window, windows
from designlint.base.records import NamedTuple
from designlint.model import Claim, Known
from designlint.schema.component import FAILOVER
from designlint.schema.store import TOPOLOGY
from designlint.schema.values import Failover


class FailoverLoss(NamedTuple):
    """A failover of a component that promotes a copy which lacks acknowledged writes.

    `window` has the writes that are lost, `data` what the component is a source of truth of; it alone
    `decides` the recovery point of the component, and of the data that no other component keeps.
    """

    component: str
    failover: Known[Failover]
    window: Window
    data: tuple[str, ...]
    decides: tuple[str, ...]

    @property
    def is_unbounded(self) -> bool:
        """Whether no lag bounds what is certainly lost."""
        return self.window.lost.low == SOME

    def is_about(self, claim: Claim) -> bool:
        """Whether a claim is about the component or its data."""
        return claim.about in (self.component, *self.data)


def failover_losses(facts: Facts) -> dict[str, FailoverLoss]:
    """The failovers that certainly lose writes by what they promote, by the component's path."""
    found = {}
    for component in facts.design.components.values():
        failover = component[FAILOVER]
        if failover is None or (component.value(TOPOLOGY) or "") not in LED:
            continue
        window = facts[windows][component.path][0]
        if window.promotes and window.lost.low > 0.0:
            data = facts[data_uses].data_of(component.path)
            alone = [path for path in data if len(facts[data_uses].sources_of(path)) == 1]
            decides = (component.path, *alone)
            found[component.path] = FailoverLoss(component.path, failover, window, data, decides)
    return found
