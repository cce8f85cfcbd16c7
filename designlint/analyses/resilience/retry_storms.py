"""Retry storms: components that carry their load, and not what retries make of it."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval, step
from designlint.analyses.resilience.attempts import amplifications, unbounded_attempts
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.quantities.showing import show_share
from designlint.schema.relation import RETRIES


class RetryStorm(NamedTuple):
    """A component that carries its load, and not what retries make of it once it fails.

    `utilisation` (1 is full) is with the retries, at the peak; `lines` show the calls and their
    factors.
    """

    capacity: Capacity
    utilisation: Interval
    lines: tuple[Line, ...]

    @property
    def holds_from(self) -> float:
        """The share of the peak load from which the retries alone keep it overloaded."""
        return 1.0 / self.utilisation.low


def retry_storms(facts: Facts) -> dict[str, RetryStorm]:
    """The components that unbounded retries keep overloaded after its trigger is over.

    The condition of a metastable failure: the load fits, the load times the attempts does not. The
    least possible load counts, so the finding holds whatever the missing facts are.
    """
    found = {}
    for path, capacity in facts[capacities].items():
        used = capacity.certain_use
        if used is None or used.low > FULL:
            continue
        storm = _storm(facts, capacity)
        if storm is not None:
            found[path] = storm
    return found


def _storm(facts: Facts, capacity: Capacity) -> RetryStorm | None:
    """A component's load with every call multiplied by its attempts; None where it carries that."""
    known = facts[retry_factors]
    repeats = [known[part.flow].get(id(part.step), 1.0) for part in capacity.parts]
    called = zip(capacity.parts, repeats, strict=True)
    if not any(factor > 1.0 and part.rate.low for part, factor in called):
        return None
    parts = [
        Part(part.flow, part.step, part.rate * factor)
        for part, factor in zip(capacity.parts, repeats, strict=True)
    ]
    path = capacity.component.path
    repeated = capacity.with_load(facts[loads]._replace(parts={path: parts}))
    used = repeated.utilisation()
    if used is None or used.low <= FULL:
        return None
    total = capacity.shown_rate(repeated.demand.total.low)
    end = step(
        f"{path}: {total} with retries = {show_share(used.low)} of capacity", capacity.stated
    )
    lines = [
        (-more.rate.low, _line(capacity, part, factor, more))
        for part, factor, more in zip(capacity.parts, repeats, parts, strict=True)
        if factor > 1.0 and part.rate.low
    ]
    lines.sort(key=lambda line: line[0])
    return RetryStorm(capacity, used, (*(line for _, line in lines), end))


def _line(capacity: Capacity, part: Part, factor: float, more: Part) -> Line:
    """What retries make of the calls of a step."""
    rates = capacity.shown_rate(part.rate.low), capacity.shown_rate(more.rate.low)
    return _at_retries(part.step, f"{part.flow}: {rates[0]} x {factor:.3g} attempts = {rates[1]}")


def _at_retries(call: Step, text: str) -> Line:
    """A line about a call, at the place that states its retries, else at the call."""
    line = step(text, call.properties[RETRIES])
    return line if line.span is not None else line._replace(span=call.span)


def retry_factors(facts: Facts) -> Lazily[str, dict[int, float]]:
    """By what unbounded retries multiply each call of a flow, by the flow's path.

    Workers that take from a queue repeat no faster than they work, so they multiply nothing.
    """

    def find(flow: str) -> dict[int, float]:
        graph = facts[flow_graphs][flow]
        if all(graph.starts_at_broker(entry) for entry in graph.entries):
            return {}
        return facts[amplifications][flow].factors(unbounded_attempts)

    return Lazily(facts.design.flows, find)
