"""Queues that fill with messages whose consumers are gone, and so stop those of others.

A queue hands out its messages in one place: what nobody takes any more stays in it. A bound is then
reached, after which nothing new gets in; in a queue with one order for all, what waits at its head holds up
what is behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.analyses.availability.needed import needed_calls
from designlint.analyses.availability.served import Factor
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import is_gone
from designlint.quantity import Dimension, show
from designlint.schema.messaging import BOUND, ORDER
from designlint.schema.roles import Role


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
    used = {
        node for call in facts[needed_calls][flow] for node in (call.step.caller.path, call.asked)
    }
    yield from (factor for path, factor in queues.items() if path in used)


def _blocked(facts: Facts, broker: str) -> Factor | None:
    component = facts.design.components[broker]
    if component.plays(Role.LOG) or is_gone(facts.design, broker):
        return None
    waiting = _consumer_gone(facts, broker)
    if waiting is None:
        return None
    bound, order = component[BOUND], component[ORDER]
    if bound is not None and bound.value.dimension is not Dimension.TIME:
        text = f"{broker}: the messages for `{waiting}`, which is gone, reach its bound of {show(bound.value)}"
        return Factor(exactly(0.0), step(text, bound))
    if order is not None and order.value.order == "fifo":
        text = f"{broker}: the messages for `{waiting}`, which is gone, hold up those behind them"
        apart = Missing(broker, "order per consumer", "order per_key")
        return Factor(Interval(0.0, 1.0), step(text, order), (apart,))
    return None


def _consumer_gone(facts: Facts, broker: str) -> str | None:
    """A consumer of which nothing is left, and whose messages nobody else takes."""
    rates, design = facts[loads].visits, facts.design
    for put, readers in facts[loads].readers[broker]:
        consumers = [reader.step.callee.path for reader in readers if reader.step.or_else is None]
        is_put = rates[put.step.span].high > 0.0
        if is_put and consumers and all(is_gone(design, path) for path in consumers):
            return consumers[0]
    return None
