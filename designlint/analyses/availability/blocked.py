"""Queues that fill with messages whose consumers are gone, and so stop those of others.

A queue hands out its messages in one place: what nobody takes any more stays in it. A bound is then
reached, after which nothing new gets in; in a queue with one order for all, what waits at its head holds up
what is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from designlint.analyses.availability.needed import needed_calls
from designlint.analyses.availability.served import Factor
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.load import loads
from designlint.analyses.load.topics import Subscription
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import is_gone
from designlint.model import Component
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show
from designlint.schema.messaging import BOUND, DEAD_LETTER, DELIVERY, ORDER, PARTITIONS
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION

AT_MOST_ONCE = "at_most_once"


def blocked_queues(facts: Facts) -> dict[str, Factor]:
    """The queues that messages without a consumer fill or hold up, and what that means for the flows
    that use them, by path."""
    found = {}
    for broker in facts[loads].readers:
        factor = _blocked(facts, broker)
        if factor is not None:
            found[broker] = factor
    return found


def blocked(facts: Facts) -> Mapping[str, tuple[Factor, ...]]:
    """What blocked queues keep from the flows that need them."""
    return Lazily(facts.design.flows, lambda path: tuple(_of_flow(facts, path)))


def _of_flow(facts: Facts, flow: str) -> Iterator[Factor]:
    queues = facts[blocked_queues]
    if not queues:
        return
    calls = facts[needed_calls][flow]
    takes, puts = {call.step.caller.path for call in calls}, {call.asked for call in calls}
    for path, factor in queues.items():
        is_full = _is_bounded(facts.design.components[path])
        # What has no bound takes in whatever comes.
        if path in takes or (path in puts and is_full):
            yield factor


def _blocked(facts: Facts, broker: str) -> Factor | None:
    component = facts.design.components[broker]
    if component.plays(Role.LOG) or is_gone(facts.design, broker):
        return None
    waiting = _without_reader(facts, broker, _is_gone)
    if waiting is not None:
        return _by_lost(component, waiting)
    waiting = _without_reader(facts, broker, _cannot_finish)
    if waiting is None or component.value(DEAD_LETTER):
        return None
    if _is_bounded(component):
        return _by_unfinished(component, waiting)
    if _order(component) != "fifo" or component.value(DELIVERY) == AT_MOST_ONCE:
        return None
    text = (
        f"{broker}: the messages that `{waiting}` cannot finish come back and may hold up the rest"
    )
    aside = Missing(broker, "dead-letter queue", "dead_letter NAME")
    return Factor(Interval(0.0, 1.0), step(text, component[ORDER]), (aside,))


def _by_unfinished(component: Component, waiting: str) -> Factor | None:
    """What it means for a queue with a bound that some messages come back again and again."""
    path, bound, delivery = component.path, component[BOUND], component[DELIVERY]
    if bound is None or (delivery is not None and delivery.value == AT_MOST_ONCE):
        return None
    text = f"{path}: the messages that `{waiting}` cannot finish come back and reach its bound of {show(bound.value)}"
    if delivery is None:
        missing = Missing(path, "delivery", "delivery at_least_once")
        return Factor(Interval(0.0, 1.0), step(text, bound), (missing,))
    return Factor(exactly(0.0), step(text, bound))


def _by_lost(component: Component, waiting: str) -> Factor | None:
    """What it means that nobody takes some messages."""
    path, bound, order = component.path, component[BOUND], component[ORDER]
    if bound is not None and _is_bounded(component):
        text = f"{path}: the messages for `{waiting}`, which is gone, reach its bound of {show(bound.value)}"
        return Factor(exactly(0.0), step(text, bound))
    if _order(component) != "fifo":
        return None
    text = f"{path}: the messages for `{waiting}`, which is gone, hold up those behind them"
    if bound is None and component[RETENTION] is None and component[PARTITIONS] is None:
        return Factor(exactly(0.0), step(text, order))
    # What expires frees those behind it, and what is in another partition is not behind it.
    apart = Missing(path, "order per consumer", "order per_key")
    return Factor(Interval(0.0, 1.0), step(text, order), (apart,))


def _order(component: Component) -> str | None:
    order = component[ORDER]
    return None if order is None else order.value.order


def _is_bounded(component: Component) -> bool:
    """Whether a number or size of messages may wait; a time removes them instead."""
    bound = component[BOUND]
    return bound is not None and bound.value.dimension is not Dimension.TIME


def _without_reader(
    facts: Facts, broker: str, is_stuck: Callable[[Facts, Subscription], bool]
) -> str | None:
    """A consumer that is stuck, and whose messages nobody else takes."""
    rates = facts[loads].visits
    for put, readers in facts[loads].readers[broker]:
        found = [reader for reader in readers if reader.step.or_else is None]
        if rates[put.step.span].high > 0.0 and found and all(is_stuck(facts, one) for one in found):
            return found[0].step.callee.path
    return None


def _is_gone(facts: Facts, reader: Subscription) -> bool:
    return is_gone(facts.design, reader.step.callee.path)


def _cannot_finish(facts: Facts, reader: Subscription) -> bool:
    """Whether nothing is left of what a consumer needs to finish every message."""
    calls = facts[needed_calls][reader.flow]
    return any(call.runs.low >= 1.0 and is_gone(facts.design, call.asked) for call in calls)
