"""What is computed about one component that keeps data: a store, or a cache in front of one."""

from __future__ import annotations

from designlint.analyses.consistency.cross_region_writes import CrossRegionWrite, cross_region_write
from designlint.analyses.consistency.quorum_reads import Quorums, quorums
from designlint.analyses.consistency.races import Race, races
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.failure.split_leaders import Split
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.fullest import Space, space_of
from designlint.analyses.load.hit_ratio import HitRatio, hit_ratio
from designlint.analyses.load.largest_key import LargestKey, largest_key
from designlint.analyses.recovery.failover_loss import FailoverLoss, failover_losses
from designlint.analyses.sharding import Ring, ring_of
from designlint.base.cached import cached_property
from designlint.model import Component


class Store:
    """A component that keeps data. What is asked of it is None where it does not apply, or where the
    facts that it takes are not declared."""

    def __init__(self, facts: Facts, component: Component) -> None:
        self.component = component
        self._facts = facts

    @cached_property
    def cross_region_write(self) -> CrossRegionWrite | None:
        """For how long at least every write waits for another region."""
        return cross_region_write(self._facts, self.component.path)

    @cached_property
    def failover_loss(self) -> FailoverLoss | None:
        """The acknowledged writes that a failover certainly loses."""
        return self._facts[failover_losses].get(self.component.path)

    @property
    def races(self) -> tuple[Race, ...]:
        """The writes of critical data by writers that act at once and that nothing orders."""
        return self._facts[races].get(self.component.path, ())

    @cached_property
    def split(self) -> Split | None:
        """How two of its replicas may lead at once after a failover."""
        return self._facts[failovers][self.component.path].split

    @cached_property
    def space(self) -> Space | None:
        """What its fullest node certainly keeps, and the room for it."""
        return space_of(self._facts, self.component.path)

    @cached_property
    def hit_ratio(self) -> HitRatio | None:
        """The hit ratio that a cache can reach, by its size and the skew of its keys."""
        return hit_ratio(self._facts, self.component)

    @cached_property
    def largest_key(self) -> LargestKey | None:
        """The largest key: as stated, or the first of Zipf's law."""
        return largest_key(self._facts, self._facts[capacities][self.component.path])

    @cached_property
    def quorums(self) -> Quorums | None:
        """How many copies answer a read and confirm a write."""
        return quorums(self.component)

    @cached_property
    def ring(self) -> Ring | None:
        """The hash ring that places its keys, where not every node has every key."""
        return ring_of(self._facts, self.component)


def stores(facts: Facts) -> Lazily[str, Store]:
    """What each component keeps, and how, by its path."""
    components = facts.design.components
    return Lazily(components, lambda path: Store(facts, components[path]))
