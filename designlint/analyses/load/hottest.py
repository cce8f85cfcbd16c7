"""How full the node is that keeps the largest key, of a store that spreads keys and not calls."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.largest_key import LargestKey, largest_key
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.showing import show_share
from designlint.schema.store import SHARDS, TOPOLOGY


class HottestNode(NamedTuple):
    """The node that keeps the largest `key`: its utilisation, which may be above that of all on average, that
    `by_key` alone, and the line that shows it."""

    key: LargestKey
    used: Interval
    by_key: float
    line: Line

    @property
    def served(self) -> float:
        """The largest share of all calls (0 to 1) that are served: those for other keys, and what one node
        carries for this one."""
        return 1.0 - self.key.share * max(0.0, 1.0 - 1.0 / max(1.0, self.by_key))


def hottest_nodes(facts: Facts) -> Lazily[str, HottestNode | None]:
    """The node with the largest key of each store, by its path; None where no key is known that may make one
    node fuller than the others."""
    return Lazily(
        facts.design.components, lambda path: hottest_under(facts, facts[capacities][path])
    )


def hottest_of(facts: Facts, capacity: Capacity) -> HottestNode | None:
    """The same of a component that may be under another load than that of this world."""
    path = capacity.component.path
    is_known = capacity is facts[capacities][path]
    return facts[hottest_nodes][path] if is_known else hottest_under(facts, capacity)


def hottest_under(facts: Facts, capacity: Capacity) -> HottestNode | None:
    """The same under the load of a capacity, whatever that of this world is."""
    component, each, used = capacity.component, capacity.per_replica, capacity.certain_use
    is_spread = component[SHARDS] is not None or component.value(TOPOLOGY) == "leaderless"
    if not is_spread or not each or used is None or capacity.is_total or not capacity.most:
        return None
    key = largest_key(facts, capacity)
    most = used.high if key is None else key.most / each + (1.0 - key.share) * used.high
    if key is None or most <= used.high:
        return None
    hot = key.rate / each
    text = (
        f"{component.path}: {capacity.shown_rate(key.rate)} of {capacity.shown_rate(each)} on the node"
        f" with its largest key = {show_share(hot)}"
    )
    # The keys may be placed evenly beside it, or by their hash, whatever they bring.
    full = Interval(max(hot, used.low), most)
    return HottestNode(key, full, hot, Line(text, key.line.span))


def fullest_use(facts: Facts, capacity: Capacity) -> Interval | None:
    """The utilisation of a component's fullest node; None as in `Capacity.utilisation`."""
    found = hottest_of(facts, capacity)
    return capacity.utilisation() if found is None else found.used
