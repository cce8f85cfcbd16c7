"""Whether an old leader may go on beside a new one after a partition."""

from __future__ import annotations

from designlint.analyses.failure.stating import failover_stated
from designlint.analyses.load.confirmed import confirmed, is_of_provider
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.schema.component import FAILOVER, FENCING
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY

LEADER = "leader_follower"


class Split(NamedTuple):
    """A partition after which an old leader still answers beside the new one.

    `is_certain` where the design says that nothing prevents it; else `assumption` is what would.
    `takes_writes` is whether the old leader can still acknowledge writes on its own side.
    """

    is_certain: bool
    takes_writes: bool
    lines: tuple[Step, ...]
    missing: tuple[Missing, ...] = ()
    assumption: tuple[Step, ...] = ()


def split_elsewhere(component: Component, placement: Placement) -> Split | None:
    """Whether two replicas of what is no store may lead at once: of a service that says how it fails over,
    or of a queue or stream with a leader. What they acknowledge then is not kept track of."""
    is_alone = component.is_external or placement.whole or placement.count < 2
    keeps = component.plays(Role.BROKER, Role.CACHE)
    led = component.value(TOPOLOGY) == LEADER if keeps else component[TOPOLOGY] is None
    failover = component.properties.stated().get(FAILOVER)
    split = None if is_alone or not led or not failover else split_of(component, placement)
    return split._replace(takes_writes=False) if split is not None else None


def split_of(component: Component, placement: Placement) -> Split | None:
    """Whether an old leader may go on beside a new one. The failover that a provider documents of its own
    service is for the provider to fence."""
    failover = component[FAILOVER]
    if failover is not None and is_of_provider(component, failover):
        return None
    fencing = failover.detail(FENCING) if failover is not None else None
    if fencing is True:
        return None
    copies = placement.count if placement.declared else 0
    # Alone, an old leader lacks the confirmation of the follower that took over.
    takes_writes = not copies or confirmed(component, copies).low < copies
    path = component.path
    lines = (
        step(f"failover of `{path}` does not fence the old leader", failover),
        Step(f"1. a network partition cuts off the leader of `{path}`, which keeps running"),
        Step("2. a failover promotes a follower"),
        Step("3. clients that still reach the old leader read and write there"),
    )
    if fencing is False:
        return Split(True, takes_writes, lines)
    assumption = Step(f"a failover of `{path}` fences the old leader (`fencing` is not declared)")
    if failover is None:
        example = "failover manual 30min { promotes synchronous; fencing yes }"
        missing = Missing(path, "failover", example)
        return Split(False, takes_writes, lines, (missing,), (assumption,))
    missing = Missing(path, "fencing", failover_stated(component, fencing="yes"))
    return Split(False, takes_writes, lines, (missing,), (assumption,))
