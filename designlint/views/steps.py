"""The steps of a flow as pictures say them: what a call is for, when it is made, how often, how long
it takes."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.latency.call_time import time_of_call
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.drawing import Line
from designlint.model import Flow, Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_share, show_value
from designlint.views.parts import line_of


class Call(NamedTuple):
    """A step in words: `guards` say when the call is made, `facts` its rate and its time. The call of a
    `fallback` is made instead of one that fails."""

    number: int
    tail: str
    head: str
    line: Line
    action: str
    guards: tuple[str, ...]
    facts: tuple[str, ...]


def calls(facts: Facts, flow: Flow) -> Iterator[Call]:
    """The calls of a flow in their order; behind a call with a fallback, that of the fallback."""
    found = facts[loads]
    noun = found.nouns.get(flow.path, "")
    rates = found.rates_in(flow.path)
    for number, step in enumerate(flow.steps, 1):
        tail, head = step.caller.path, step.callee.path
        measured = (*_rate(rates.get((head, id(step))), noun), *time_of_call(facts, step))
        yield Call(number, tail, head, line_of(step), _action(step), tuple(_guards(step)), measured)
        if step.or_else is not None:
            other = step.or_else.path
            spilled = tuple(_rate(rates.get((other, id(step))), noun))
            yield Call(number, tail, other, "fallback", "", (f"instead of {head}",), spilled)


def _rate(rate: Interval | None, noun: str) -> Iterator[str]:
    """A rate at peak; the least one where no more is known."""
    if rate is None or rate.low <= 0.0:
        return
    shown = show_value(rate.low, Dimension.RATE, noun)
    yield shown if rate.is_exact else f"at least {shown}"


def _action(step: Step) -> str:
    """What a call does to data."""
    parts = [
        ("reads", [named.path for named in step.reads]),
        ("writes", [named.path for named in step.stores]),
        ("deletes", [named.path for named in step.deletes]),
    ]
    return ", ".join([f"{verb} {', '.join(paths)}" for verb, paths in parts if paths])


def _guards(step: Step) -> Iterator[str]:
    """When and how often a call is made, where that is not once each time."""
    if step.on_miss_of is not None:
        yield f"miss of {step.on_miss_of.path}"
    yield from how_often(step)
    if step.optional:
        yield "optional"


def how_often(step: Step) -> Iterator[str]:
    """How often a call is made, where that is not once each time, and which replica answers."""
    if step.share != 1.0:
        yield show_share(step.share)
    if step.times != 1.0:
        yield f"x{step.times:g}{' in parallel' if step.parallel else ''}"
    if step.role is not None:
        yield f"from {step.role}"
