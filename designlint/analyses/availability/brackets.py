"""Between which bounds an unavailability lies, where not all is known of the failures and of the runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from designlint.analyses.failure.events import BasicEvent, Reading, apart
from designlint.analyses.measure import Interval
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


def largest_unavailability(tree: Node, p: dict[Key, float], steps: int) -> float:
    """The largest unavailability where each of several calls with a share may be made by other runs: what
    fails no run whatever it calls, and what each of these fails beside (Boole's inequality)."""
    made = [event for event in p if isinstance(event, BasicEvent)]
    calls = {one.number: (event, one) for event in made if (one := apart(event)) is not None}
    if len(calls) < 2:
        return probability(tree, p, budget=steps).high
    none = p | dict.fromkeys([event for event, _ in calls.values()], 0.0)

    def failing(by: Iterable[int]) -> float:
        fails = none | {calls[n][0]: 1.0 for n in by if n in calls}
        return probability(tree, fails, budget=steps).high

    total = failing(())
    for number, (event, one) in calls.items():
        if p[event] > 0.0:
            above = () if one.above is None else one.above
            also = calls if one.above is None else (*above, number)
            total += p[event] * max(0.0, failing(also) - failing(above))
    return min(failing(calls), total)


# A tree is asked about in each of several worlds of probabilities.
@lru_cache(TREES)
def single_events(tree: Node) -> frozenset[Key]:
    """The events that alone make a tree fail."""
    return singles(tree)
