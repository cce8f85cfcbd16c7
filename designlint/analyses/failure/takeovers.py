"""How often a component is down because a standby has not taken over yet.

No leader answers from its failure until the failover has ended, or until it is back, whatever comes
first. How often that happens follows from the `mtbf` and `mttr` of the replica and of what it runs in.
"""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.uptime import (
    has_total_availability,
    stated_unavailability,
    time_down,
)
from designlint.analyses.load.confirmed import is_of_provider
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import Placement, Replica, placements
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.model import Component, Element, Known
from designlint.schema.component import FAILOVER
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, TOPOLOGY
from designlint.schema.values import Failover

LED = "leader_follower"


class Takeover(NamedTuple):
    """The `share` of the time in which a standby has not taken over yet, by what is declared: 0 to 1.

    `unknown` are the component and its places of which it is not declared how often they fail, or that a
    failover of which it is not declared how long it takes follows. `leaders` fail over, one of which may be
    `lost` in this world.
    """

    share: float
    unknown: tuple[Element, ...]
    leaders: list[Replica]
    failover: Known[Failover]
    lost: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the share is all that the failovers cost."""
        return not self.unknown

    @property
    def is_manual(self) -> bool:
        """Whether a person takes over, who is taken to need as long as a repair."""
        return self.failover.value.mode == "manual"


def takeover_of(facts: Facts, component: Component) -> Takeover | None:
    """What the failovers of a component cost; None for one that does not fail over, and where they are in
    the promise of a provider."""
    failover, placement = component[FAILOVER], facts[placements][component.path]
    if failover is None or not _fails_over(component, placement, failover):
        return None
    time = failover.value.time
    if time is not None and not time.value:
        return None
    leaders = [one for one in placement.replicas if one.leads] or list(placement.replicas[:1])
    # With a place that all replicas share, nobody is left to take over.
    apart = [d for d in leaders[0].domains if d not in placement.shared_domains]
    places = [facts.design.places[domain] for domain in apart]
    elements: list[Element] = [component, *places]
    takes = time.value if time is not None else None
    shares = [_share(element, takes) for element in elements]
    known = [share for share in shares if share is not None]
    unknown = tuple([e for e, share in zip(elements, shares, strict=True) if share is None])
    lost = any(one.leads for one in placement.lost)
    return Takeover(min(1.0, sum(known)), unknown, leaders, failover, lost)


def needs_leader(component: Component, use: str) -> bool | None:
    """Whether a use of a component needs the one that leads; None where that is not declared."""
    if not component.plays(Role.STORE, Role.CACHE) or use in ("write", "leader"):
        return True
    if use in ("follower", "any_replica"):
        return False
    reads_from = component.value(READS_FROM)
    from_others = reads_from is not None and reads_from != "leader"
    if use == "any":
        return None if from_others else True
    return not from_others


def takeover_assumption(takeover: Takeover, path: str) -> tuple[float, str]:
    """What is taken for granted where it is not known what the failovers of a component cost: the share of
    the failures for which no standby takes over before the repair."""
    why = "how long one takes is not declared"
    if takeover.failover.value.time is not None:
        names = listed([one.path for one in takeover.unknown])
        fail = "fail" if len(takeover.unknown) > 1 else "fails"
        why = f"how often, and for how long, {names} {fail} is not declared"
    if takeover.is_manual:
        return 1.0, f"a manual failover of `{path}` takes as long as a repair ({why})"
    return 0.0, f"failovers of `{path}` are too rare to count ({why})"


def missing_times(takeover: Takeover, path: str) -> Missing:
    """The facts that say how often a leader is replaced, in keeping with the stated availability, or how
    long that takes."""
    if takeover.failover.value.time is None:
        mode = takeover.failover.value.mode
        return Missing(path, "failover time", f"failover {mode} 30s", is_assumed=True)
    element = takeover.unknown[0]
    own = stated_unavailability(element)
    hours = round((1.0 - own) / own) if own else 0
    example = f"mtbf {hours}h; mttr 1h" if hours else "mtbf 90d; mttr 1h"
    return Missing(element.path, "time between failures", example, is_assumed=True)


def _fails_over(component: Component, placement: Placement, failover: Known[Failover]) -> bool:
    """Whether one of several replicas leads, another replaces it, and the time of that is not in the promise
    of a provider."""
    if placement.whole or not placement.declared or len(placement.replicas) < 2:
        return False
    if has_total_availability(component) or is_of_provider(component, failover):
        return False
    if component.plays(Role.STORE):
        # A manual failover that nobody has put a time on is awaited like the repair of the leader.
        is_timed = failover.value.mode == "auto" or failover.value.time is not None
        return component.value(TOPOLOGY) == LED and is_timed
    return component.value(TOPOLOGY) in (None, LED)


def _share(element: Element, takes: float | None) -> float | None:
    """The share of the time for which the failures of an element keep a leader away that is replaced in so
    many seconds; None where that is not declared."""
    share = stated_unavailability(element)
    if share == 0.0:
        return 0.0
    down = time_down(element)
    if share is None or down is None or takes is None:
        return None
    return share * min(takes, down) / down
