"""How a store shares its keys out: its largest key, the copies of a key, the evenness of its ring."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import copies_kept
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantity import show, show_share
from designlint.schema.context import COUNT, SKEW_OF_KEYS
from designlint.schema.store import (
    HOLDS,
    LARGEST_SHARE,
    PLACEMENT,
    READ,
    READS_FROM,
    SHARDS,
    TOPOLOGY,
    VNODES,
)
from designlint.solvers.ring import hottest_above, hottest_likely, share_variation
from designlint.solvers.zipf import MAX_EXPONENT, top_share

_MOST_KEYS = 1e12
# With more places than this a ring is as even as anyone can measure.
_MOST_PLACES = 100_000


class LargestKey(NamedTuple):
    """The largest key of a store: its share of all calls (0 to 1), the calls per second that one of its
    copies gets at the least, and the line that shows the share."""

    share: float
    rate: float
    line: Line


def largest_key(facts: Facts, component: Component) -> LargestKey | None:
    """The largest key: as stated, or the first of Zipf's law; None where neither is known."""
    known = _largest_share(facts, component)
    if known is None:
        return None
    share, line = known
    return LargestKey(share, share * _calls_of_one_copy(facts[capacities][component.path]), line)


def _largest_share(facts: Facts, component: Component) -> tuple[float, Line] | None:
    stated, held = component[LARGEST_SHARE], component.value(HOLDS) or ()
    if stated is not None:
        share = stated.value.value
        text = f"{component.path}: the largest key gets {show_share(share)} of the calls"
        return share, step(text, stated)
    if len(held) != 1:
        return None
    data = facts.design.data[held[0].path]
    skew, count = data[SKEW_OF_KEYS], data[COUNT]
    if skew is None or count is None or component[SHARDS] is None:
        return None
    exponent, number = skew.value.value, count.value.value
    if not (0.0 < exponent <= MAX_EXPONENT and 1.0 <= number <= _MOST_KEYS):
        return None
    share = top_share(round(number), exponent)
    first = f"{data.path}: the most popular of {show(count.value)} keys gets {show_share(share)}"
    text = f"{first} of the calls by Zipf's law with exponent {exponent:g}"
    return share, step(text, skew)


def _calls_of_one_copy(capacity: Capacity) -> float:
    """The calls per second, of all that a store gets, that one copy of a key would answer at the least
    if all were for that key.

    A leader takes all writes of its keys, and their reads unless followers do; of a leaderless
    store every copy takes each write, and a read asks some of the copies.
    """
    component, demand = capacity.component, capacity.demand
    nodes = max(1, capacity.placement.count)
    topology = component[TOPOLOGY]
    shape = topology.value if topology is not None else None
    copies = copies_kept(component, capacity.placement).high
    if shape == "leaderless":
        read = votes(topology.detail(READ) if topology else None, round(min(copies, nodes))) or 1
        return demand.writes.low + demand.reads.low * min(1.0, read / min(copies, nodes))
    if shape in ("leader_follower", "single", "consensus") and component.value(READS_FROM) in (
        None,
        "leader",
    ):
        spread = any(part.step.role in ("follower", "any") for part in capacity.parts)
        return demand.writes.low + (0.0 if spread else demand.reads.low)
    if nodes == 1 or copies == 1.0:
        return demand.total.low
    return demand.writes.low


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

    def lines(self, path: str, used: float) -> tuple[Line, ...]:
        """How uneven the ring of a store is, and what a node carries at its average utilisation."""
        about = " (approximately, for copies even them out)" if self.copies > 1 else ""
        usual, carried = f"{self.usual_largest:.3g}x", f"{1.0 / used:.3g}x"
        average = f"{path}: {show_share(used)} utilisation on average"
        return (
            step(
                f"{self.nodes} nodes with {self.virtual_nodes} each: the standard"
                f" deviation of their shares is {show_share(self.deviation)} of the mean{about}",
                self.vnodes,
            ),
            Line(f"{average}, so a node is full at {carried} the mean"),
            Line(f"with a probability of 50%, the fullest node gets at least {usual} the mean"),
        )


def ring_of(facts: Facts, component: Component) -> Ring | None:
    """The ring of a store; None where its keys are placed in another way, where the number of places
    is not declared, and where every node has every key."""
    shards, placement = component[SHARDS], facts[capacities][component.path].placement
    vnodes, nodes = (shards.details[VNODES] if shards else None), len(placement.replicas)
    if shards is None or vnodes is None or shards.detail(PLACEMENT) not in (None, "ring"):
        return None
    copies = max(1, round(min(copies_kept(component, placement).high, nodes)))
    if copies >= nodes or not 1 <= vnodes.value <= _MOST_PLACES:
        return None
    return Ring(vnodes, nodes, copies)
