"""The largest key of a store: its share of the calls, and what it brings to a node."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.capacity import Capacity
from designlint.analyses.measure import Interval, step
from designlint.analyses.placement.copies_kept import copies_kept
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component
from designlint.quantities.showing import show, show_share
from designlint.schema.context import COUNT, SKEW_OF_KEYS
from designlint.schema.store import HOLDS, LARGEST_SHARE, READ, READS_FROM, SHARDS, TOPOLOGY
from designlint.solvers.zipf import MAX_EXPONENT, top_share

_MOST_KEYS = 1e12


class LargestKey(NamedTuple):
    """The largest key of a store: its share of all calls (0 to 1), the calls per second that one of its
    copies gets at the least, the line that shows the share, and the `most` that such a copy gets while the
    load is not known exactly."""

    share: float
    rate: float
    line: Line
    most: float


def largest_key(facts: Facts, capacity: Capacity) -> LargestKey | None:
    """The largest key of a store under a load: as stated, or the first of Zipf's law; None where neither is
    known."""
    known = _largest_share(facts, capacity.component)
    if known is None:
        return None
    share, line = known
    rate = _calls_of_one_copy(capacity) * share
    return LargestKey(share, rate.low, line, rate.high)


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


def _calls_of_one_copy(capacity: Capacity) -> Interval:
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
        return demand.writes.plus(demand.reads * min(1.0, read / min(copies, nodes)))
    if shape in ("leader_follower", "single", "consensus") and component.value(READS_FROM) in (
        None,
        "leader",
    ):
        spread = any(part.step.role in ("follower", "any") for part in capacity.parts)
        return demand.writes if spread else demand.writes.plus(demand.reads)
    if nodes == 1 or copies == 1.0:
        return demand.total
    return demand.writes
