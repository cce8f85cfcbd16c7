"""Whether components carry their load: at peak, after the loss of a failure domain, and until when."""

from __future__ import annotations

import math
from collections import Counter

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.busiest import over
from designlint.analyses.load.connections import Connections, connections_of
from designlint.analyses.load.holding import at_once, waiting_time, whole_time
from designlint.analyses.load.load import loads
from designlint.analyses.load.needs import Needs, needs_of
from designlint.analyses.load.part import DomainLoss, Loads
from designlint.analyses.load.partitions import shared_among
from designlint.analyses.load.payload import bytes_of_call
from designlint.analyses.load.quotas import Quota, quotas_of
from designlint.analyses.load.replica_capacity import OneCall
from designlint.analyses.load.utilisation import Utilisation
from designlint.analyses.measure import Interval, origin_text, step
from designlint.analyses.placement.placement import Placement, placements
from designlint.analyses.worlds import before_the_loss
from designlint.base.cached import cached_property
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component
from designlint.quantities.showing import show, show_share
from designlint.schema.component import AUTOSCALE, PROCESSING_TIME, SCALES

# The load is shared almost evenly, so the number that carries it is near the one that is estimated.
REPLICAS_TRIED = 100
# Rounding may leave a component that is exactly full slightly above it.
FULL = 1.0 + 1e-9


class Capacity(Utilisation):
    """A component's load against its capacity, in the world of the facts."""

    def is_outgrown(self, factor: float) -> bool:
        """Whether the component certainly carries its load today, and not this multiple of it."""
        used = self.certain_use
        return used is not None and used.low <= FULL < used.low * factor

    def is_leader_outgrown(self, factor: float) -> bool:
        """Whether this multiple of the writes alone certainly is too much for the one node that takes them."""
        writes = self.leader_writes
        return writes is not None and writes.low * factor > FULL

    def is_limit(self, factor: float) -> bool:
        """Whether this multiple of the load does not fit; what scales out by itself is limited by the writes
        of a leader alone."""
        scales = self.component.value(SCALES) == "out"
        return self.is_outgrown(factor) and (not scales or self.is_leader_outgrown(factor))

    @property
    def fills_up(self) -> tuple[float, str]:
        """What orders components by how early they are full as the load grows: the bottleneck first."""
        return self.breaking_factor or 0.0, self.component.path

    def overloads_by(self, caller: str, times: float, factor: float) -> tuple[str, ...]:
        """The causes that findings about its overload name, where a caller makes it by calling `times`
        times for once: one call each would leave room for this multiple of the load."""
        used, total = self.certain_use, self.demand.total.low
        if used is None or not total:
            return ()
        made = math.fsum(p.rate.low for p in self.parts if p.step.caller.path == caller)
        rest = 1.0 - made / total * (1.0 - 1.0 / times)
        return self.overloads if used.low * rest * factor <= FULL else ()

    @cached_property
    def needs(self) -> Needs:
        """How many replicas must be up for the component to do its work."""
        return needs_of(self.component, self)

    @cached_property
    def quotas(self) -> tuple[Quota, ...]:
        """The hard limits on its calls per second."""
        return tuple(quotas_of(self.component))

    def made_of(self, quota: Quota) -> float:
        """The calls per second at the least that are made of what a limit counts."""
        return quota.load(self.parts, self._found).low

    def scaled(self, factor: float) -> Interval | None:
        """The utilisation at a multiple of the load."""
        now = self.utilisation()
        return None if now is None else now * factor

    def replicas_for(self, factor: float = 1.0, kept: float = 1.0) -> int | None:
        """How many replicas carry a multiple of the load when a share of them, `kept`, is left.

        None where no number does: where they do not share the load, where that is unknown, and where the
        capacity is that of all together, however many they are.
        """
        now = self.utilisation()
        count = self.most
        if now is None or not 0.0 < now.low < math.inf or self.component.value(SCALES) == "none":
            return None
        if self.is_total:
            return None
        doubled = self.utilisation(2 * count)
        if doubled is None or doubled.low > now.low * 0.75:
            return None
        wanted = math.ceil(count * now.low * factor / kept - 1e-9)
        tried = range(max(1, wanted), max(1, wanted) + REPLICAS_TRIED)
        return next((n for n in tried if self._fits(n, factor, kept)), None)

    def capacity_for(self, factor: float = 1.0) -> str:
        """The capacity that the design states when it carries a multiple of the load; empty where it states
        none, or its load is not known."""
        now, stated = self.utilisation(), self.stated
        if now is None or stated is None or stated.span is None or not 0.0 < now.low < math.inf:
            return ""
        amount = stated.value.amount
        wanted = amount._replace(value=amount.value * now.low * factor, written="", ends=None)
        scope = f" {stated.value.scope}" if stated.value.scope else ""
        return f"capacity {show(wanted)}{scope}"

    def scaling_to(self, replicas: int) -> str:
        """What the design states when so many replicas carry the load."""
        scaled = self._scaled
        if scaled is None:
            return f"replicas {replicas}"
        return f"autoscale {min(replicas, scaled.range.low)}..{replicas}"

    def _fits(self, replicas: int, factor: float, kept: float) -> bool:
        used = self.utilisation(math.floor(replicas * kept + 1e-9))
        return used is not None and used.low * factor <= 1.0 + 1e-9

    @cached_property
    def losses(self) -> tuple[DomainLoss, ...]:
        """What each domain that holds some but not all replicas takes along, the largest loss first. Where
        none would be left, that is an outage, not an overload."""
        declared = list(self.placement.replicas)
        running = self.left_of(self.running.low) if self.running is not None else len(declared)
        members = self.placement.first(running) if running > len(declared) else declared
        count = len(members)
        found = []
        for domain, lost in Counter(d for one in members for d in one.domains).items():
            # Which of the declared ones run is open where an autoscaler runs fewer.
            kept = math.floor(running * (count - lost) / count + 1e-9)
            left = self.utilisation(kept)
            if lost < count and kept > 0 and left is not None:
                found.append(DomainLoss(domain, running - kept, kept, left))
        return tuple(sorted(found, key=lambda loss: (-loss.lost, loss.domain)))

    @property
    def breaking_factor(self) -> float | None:
        """The multiple of today's load at which the component is certainly full."""
        now = self.utilisation()
        if now is None or now.low == 0.0:
            return None
        return 1 / now.low

    @property
    def overloads(self) -> tuple[str, str, str]:
        """The causes that findings about its overload name, each of which explains the next: at today's
        peak, after the loss of a failure domain, at the planned load."""
        path = self.component.path
        return (
            f"overload of `{path}`",
            f"overload of `{path}` after a loss",
            f"overload of `{path}` at the planned load",
        )

    @property
    def line(self) -> Line:
        """`links: 16.06k req/s over 12 x 5k req/s = 26.8%`, with the origin of the capacity."""
        return self.line_with(None)

    def line_with(self, replicas: int | None) -> Line:
        """The same with so many replicas (None: the most that there can be)."""
        used, stated, path = self.utilisation(replicas), self.stated, self.component.path
        if used is not None and self.is_bound_by_concurrency:
            return self._line_by_concurrency(used)
        if used is None or stated is None:
            return Line(f"{path}: utilisation unknown")
        running = self.most if replicas is None else replicas
        demand, share = self.demand.total, show_share(used.low)
        rate = f"{'' if demand.is_exact else 'at least '}{self.shown_rate(demand.low)}"
        each, count = self.each_of(running) or 0.0, self.busy(running)
        shared, part = over(self.demand.total, count * each), self.efficiency(count)
        if count > 1 and used.low > FULL * shared.low:
            alone = self.shown_rate(each)
            text = f"{path}: {rate}; the busiest of {count} nodes is at {share} of {alone}"
        elif part < 1.0:
            alone = self.shown_rate(each / part)
            held_up = f"{show_share(part)} by contention"
            text = f"{path}: {rate} over {count} x {alone} x {held_up} = {share}"
        else:
            amount = stated.value.amount
            carried = show(amount) if self.is_in_bytes else self.shown_rate(amount.value)
            whole = carried if stated.value.is_total else f"{count} x {carried}"
            text = f"{path}: {rate} over {whole} = {share}{self._idle(running)}"
        return Line(text, stated.span, origin_text(stated.origin))

    def _idle(self, running: int) -> str:
        """Why some of so many replicas carry nothing."""
        count = self.busy(running)
        if count == running:
            return ""
        if self.is_alone:
            return ", as more replicas carry no more load"
        return f", as there are {counted(count, 'partition')}"

    def _line_by_concurrency(self, used: Interval) -> Line:
        handled = at_once(self.component)
        amount = "" if handled is None else handled.shown
        waits = self.of_call.waits.low > 0.0 and whole_time(self.component) is None
        times = f"{self._stated_time}{' and what it waits for' if waits else ''}"
        text = (
            f"{self.component.path}: {amount} at a time carry at most"
            f" {self.shown_rate(self.by_concurrency.high if self.by_concurrency else 0.0)} by Little's law and the stated"
            f" {times}: at least"
            f" {show_share(used.low)} used"
        )
        return step(text, None if handled is None else handled.known)

    @property
    def _stated_time(self) -> str:
        """What states how long a call keeps it busy."""
        if whole_time(self.component) is None:
            return "latency"
        return (
            "work of its interfaces"
            if self.component[PROCESSING_TIME] is None
            else "processing time"
        )


class Capacities(Lazily[str, Capacity]):
    """Load against capacity for each component, by path, and the connections that replicas take."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(
            facts.design.components, lambda path: capacity_under(facts, path, facts[loads])
        )
        self._facts = facts

    @cached_property
    def connections(self) -> dict[str, Connections]:
        """The connections to each component that states how many it accepts, by path."""
        return connections_of(
            self._facts.design, lambda path: self[path].most, self._facts[placements]
        )

    def filled_by(self, path: str, replicas: int) -> Connections | None:
        """What would not accept the connections of so many replicas of a component."""
        after = [one.with_more(path, replicas) for one in self.connections.values()]
        return next((one for one in after if path in one.pools and one.opened > one.accepted), None)


def capacities(facts: Facts) -> Capacities:
    """Load against capacity for each component, by path."""
    return Capacities(facts)


def capacity_under(facts: Facts, path: str, found: Loads) -> Capacity:
    """A component's capacity against a load."""
    component, placement = facts.design.components[path], facts[placements][path]
    size = bytes_of_call(facts.design, component, found)
    among = shared_among(facts.design, path, found)
    call = OneCall(size, waiting_time(facts, path, found), among)
    return Capacity(component, placement, found, call, _ran(facts, placement, component, found))


def _ran(facts: Facts, placement: Placement, component: Component, found: Loads) -> int | None:
    """How many replicas an autoscaler ran before a loss that takes some of them or sends them more load;
    None where nothing does, and where that is not known."""
    if component.value(AUTOSCALE) is None or not facts.design.lost:
        return None
    before = before_the_loss(facts)[capacities][component.path]
    if not placement.lost and found.of(component.path).high <= before.demand.total.high * FULL:
        return None
    return None if before.running is None else before.running.low
