"""How a store shares its keys out: its largest key, the copies of a key, the evenness of its ring."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.measure import step
from designlint.analyses.placement.copies_kept import copies_kept
from designlint.analyses.placement.placement import Placement
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantities.showing import show_share
from designlint.schema.store import (
    PLACEMENT,
    SHARDS,
    VNODES,
)
from designlint.solvers.ring import hottest_above, hottest_likely, share_variation

# With more places than this a ring is as even as anyone can measure.
_MOST_PLACES = 100_000


class Ring(NamedTuple):
    """A hash ring on which each of `nodes` has `vnodes` places at random, and keeps as many `copies` of
    each key, its neighbours' included."""

    vnodes: Known[int]
    nodes: int
    copies: int

    @property
    def _places(self) -> int:
        # A node that keeps copies of its neighbours' ranges has as many places more.
        return self.vnodes.value * self.copies

    @property
    def deviation(self) -> float:
        """The coefficient of variation of a node's share of the keys."""
        return share_variation(self.nodes, self._places)

    @property
    def usual_largest(self) -> float:
        """The multiple of the mean share that the fullest node of every second ring exceeds."""
        return hottest_likely(0.5, self.nodes, self._places)

    def chance_above(self, multiple: float) -> float:
        """A lower bound on the chance that some node has more than a multiple of the mean share."""
        return hottest_above(multiple, self.nodes, self._places)[0]

    @property
    def virtual_nodes(self) -> str:
        """How many places a node has: `8 virtual nodes`."""
        return f"{self.vnodes.value} virtual node{'' if self.vnodes.value == 1 else 's'}"

    def lines(self, path: str, used: float | None = None, when: str = "") -> tuple[Line, ...]:
        """How uneven the ring of a store is, and what a node carries at its average utilisation, if that is
        known; `when` says at which load, or of what, that is."""
        about = " (approximately, for copies even them out)" if self.copies > 1 else ""
        usual = f"{self.usual_largest:.3g}x"
        fullest = Line(
            f"with a probability of 50%, the fullest node gets at least {usual} the mean"
        )
        lines = [
            step(
                f"{self.nodes} nodes with {self.virtual_nodes} each: the standard"
                f" deviation of their shares is {show_share(self.deviation)} of the mean{about}",
                self.vnodes,
            )
        ]
        if used is not None:
            average = f"{path}: {show_share(used)} utilisation on average{when}"
            lines.append(Line(f"{average}, so a node is full at {1.0 / used:.3g}x the mean"))
        return (*lines, fullest)


def ring_of(facts: Facts, component: Component) -> Ring | None:
    """The ring of a store; None where its keys are placed in another way, where the number of places
    is not declared, and where every node has every key."""
    shards, placement = component[SHARDS], facts[capacities][component.path].placement
    vnodes, nodes = (shards.details[VNODES] if shards else None), len(placement.replicas)
    if shards is None or vnodes is None or shards.detail(PLACEMENT) not in (None, "ring"):
        return None
    copies = _copies(component, shards.value.number, placement)
    if copies >= nodes or not 1 <= vnodes.value <= _MOST_PLACES:
        return None
    return Ring(vnodes, nodes, copies)


def _copies(component: Component, shards: int, placement: Placement) -> int:
    """How many nodes keep a key: as stated, else as many as there are for each shard."""
    nodes = len(placement.replicas)
    kept = copies_kept(component, placement)
    most = kept.high if kept.is_exact else nodes / shards
    return max(1, round(min(most, nodes)))
