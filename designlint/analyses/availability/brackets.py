"""Between which bounds an unavailability lies, where not all is known of the failures and of the runs."""

from __future__ import annotations

from designlint.analyses.availability.runs_apart import largest_unavailability
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.measure import Interval
from designlint.base.remembered import remembered
from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import Key, Node, singles
from designlint.solvers.shape import TREES


def bracket(trees: dict[Reading, Node], p: dict[BasicEvent, Interval], steps: int) -> Interval:
    """The least and the largest unavailability that the facts allow, as far as `steps` of work for each
    tree show."""
    best, worst = trees[Reading.OPTIMISTIC], trees[Reading.PESSIMISTIC]
    low = probability(best, {e: interval.low for e, interval in p.items()}, budget=steps)
    if worst is best and all(interval.is_exact for interval in p.values()):
        return Interval(low.low, low.high)
    certain = {event for event, interval in p.items() if interval.high >= 1.0}
    if certain and not certain.isdisjoint(single_events(worst)):
        return Interval(low.low, 1.0)
    most: dict[Key, float] = {event: interval.high for event, interval in p.items()}
    return Interval(low.low, max(low.low, largest_unavailability(worst, most, steps)))


# A tree is asked about in each of several worlds of probabilities.
@remembered(TREES)
def single_events(tree: Node) -> frozenset[Key]:
    """The events that alone make a tree fail."""
    return singles(tree)
