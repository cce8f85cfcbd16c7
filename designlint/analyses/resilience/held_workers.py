"""Workers that a slow callee holds: what its caller can handle at a time, and what waits meanwhile.

While a callee answers nothing, each call of it holds a worker of its caller for its timeout, in every
attempt; without a timeout, for as long as the callee is slow. By Little's law the calls per second
times that time are under way at once. Where they are more than the caller handles at a time, nothing
is left for its other work.
"""

from __future__ import annotations

import math
from typing import Any, Protocol

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import step as line
from designlint.analyses.resilience.flow_dependencies import FlowDependencies
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Known, Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.component import CONCURRENCY, LIMIT
from designlint.schema.relation import (
    BULKHEAD,
    CIRCUIT_BREAKER,
    GOES_ON,
    ON_FAILURE,
    RETRIES,
    RETRY_BUDGET,
    TIMEOUT,
)
from designlint.schema.roles import Role
from designlint.schema.store import SHARDS

# Limits that say how many calls a replica handles at a time.
_WORKERS = ("threads", "workers", "worker_threads")


class _Dependencies(Protocol):
    def __getitem__(self, flow: str, /) -> FlowDependencies: ...


class Waiting(NamedTuple):
    """A call that holds workers of its caller: `rate` per second at least, each for `time` seconds
    while the callee answers nothing (infinite without a timeout)."""

    flow: str
    step: Step
    rate: float
    time: float

    @property
    def held(self) -> float:
        """How many are under way at once."""
        return math.inf if math.isinf(self.time) else self.rate * self.time

    @property
    def line(self) -> Line:
        """The arithmetic."""
        caller, callee = self.step.caller.path, self.step.callee.path
        timeout = self.step.properties[TIMEOUT]
        if timeout is None:
            return Line(f"{caller} -> {callee}: no timeout", self.step.span)
        rate, time = show_value(self.rate, Dimension.RATE), show(timeout.value)
        attempts = self.time / timeout.value.value if timeout.value.value else 1.0
        times = f" x {attempts:g} attempts" if attempts != 1.0 else ""
        held = show_value(math.ceil(self.held), Dimension.NUMBER)
        text = f"{self.flow}: {rate} x {time}{times} = {held} calls of {callee} under way"
        return line(text, timeout)


class HeldWorkers(NamedTuple):
    """A pair of caller and callee of which a slow callee holds all `workers` of the caller.

    `stopped` are the flows that stop with it: those that need the caller and would do without the
    callee; where there is none, all that call it, if it is a cache. `shortcut` says what the callee is
    where it stops a flow that does without it ("cache", "optional callee", "third party"); else empty.
    Of a callee that is split, one of its `parts` is enough, and the calls of all others wait with it.
    """

    caller: Component
    callee: str
    waiting: tuple[Waiting, ...]
    workers: float
    stated: Known[Any]
    stopped: tuple[str, ...]
    shortcut: str
    parts: int = 1

    @property
    def held(self) -> float:
        """How many workers the calls need while the callee, or the part of it that has most calls, answers
        nothing: at least so many."""
        return sum(call.held for call in self.waiting) / self.parts

    @property
    def is_untimed(self) -> bool:
        """Whether a call has no timeout."""
        return math.isinf(self.held)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What holds the workers, and how many there are."""
        total = show_value(self.workers, Dimension.NUMBER)
        calls = [call.line for call in self.waiting if call.held]
        part = [
            Line(f"{self.callee}: one of {self.parts} shards has the {self.parts}th part at least")
        ]
        own = line(f"{self.caller.path}: handles {total} at a time in all", self.stated)
        return (*calls, *(part if self.parts > 1 and not self.is_untimed else ()), own)


def held_workers(facts: Facts, dependencies: _Dependencies) -> tuple[HeldWorkers, ...]:
    """The pairs in the order of the flows; only callers whose workers are counted."""
    pairs: dict[tuple[str, str], list[Waiting]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps if not flow.recovers else ():
            caller = facts.design.components.get(step.caller.path)
            is_counted = caller is not None and _handled(caller) is not None
            if is_counted and step.waits and step.caller.path != step.callee.path:
                call = _waiting(facts, flow.path, step)
                pairs.setdefault((step.caller.path, step.callee.path), []).append(call)
    found = [_pair(facts, dependencies, *pair, calls) for pair, calls in pairs.items()]
    return tuple([one for one in found if one is not None])


def _pair(
    facts: Facts, dependencies: _Dependencies, path: str, callee: str, calls: list[Waiting]
) -> HeldWorkers | None:
    caller = facts.design.components[path]
    handled, count = _handled(caller), max(1, facts[capacities][path].most)
    if handled is None:
        return None
    stated, amount, is_total = handled
    workers = amount if is_total else amount * count
    if sum(call.held for call in calls) <= workers or _is_bounded(calls, count, workers):
        return None
    stopped = spared_flows(facts, dependencies, path, callee)
    shortcut = _shortcut(facts, callee, calls) if stopped else ""
    parts, parted = 1, _shards(facts, callee)
    if not stopped and _is_cache(facts, callee):
        stopped = tuple(dict.fromkeys(call.flow for call in calls))
    elif not stopped and sum(call.held for call in calls) > workers * parted > 0:
        stopped = tuple(dict.fromkeys(call.flow for call in calls))
        parts = parted
    return HeldWorkers(caller, callee, tuple(calls), workers, stated, stopped, shortcut, parts)


def _shards(facts: Facts, path: str) -> int:
    """Into how many shards a component is split, each with the calls of some users alone; 0 where it is
    not split."""
    component = facts.design.components.get(path)
    shards = component[SHARDS] if component is not None else None
    return shards.value.number if shards is not None and shards.value.number > 1 else 0


def _is_cache(facts: Facts, path: str) -> bool:
    component = facts.design.components.get(path)
    return component is not None and component.plays(Role.CACHE)


def spared_flows(
    facts: Facts, dependencies: _Dependencies, caller: str, callee: str
) -> tuple[str, ...]:
    """The flows that need a caller and would do without its callee: a slow callee stops them, where it
    holds all workers of the caller."""
    return tuple(
        [
            flow
            for flow in facts.design.flows_by_element.get(caller, ())
            if _is_spared(dependencies[flow], caller, callee)
        ]
    )


def _is_spared(of: FlowDependencies, caller: str, callee: str) -> bool:
    if of.flow.recovers or caller not in of.critical_nodes:
        return False
    pair = caller, callee
    calls = [step for step in of.flow.steps if (step.caller.path, step.callee.path) == pair]
    return not any(of.stops_flow(call) for call in calls)


def _handled(component: Component) -> tuple[Known[Any], float, bool] | None:
    """How many calls a component handles at a time, and whether all replicas together do: its
    `concurrency`, or the threads that it is limited to."""
    known = component[CONCURRENCY]
    if known is not None:
        return known, known.value.amount.value, known.value.is_total
    for limit in component.properties.all(LIMIT):
        if limit.value.name in _WORKERS and limit.value.value.dimension is Dimension.NUMBER:
            return limit, limit.value.value.value, False
    return None


def _waiting(facts: Facts, flow: str, step: Step) -> Waiting:
    known = facts[loads].calls.get(step.span)
    timeout, retries = step.properties[TIMEOUT], step.properties[RETRIES]
    budget = step.properties[RETRY_BUDGET]
    again = float(retries.value) if retries is not None else 0.0
    if budget is not None:
        again = min(again, budget.value.value)
    rate = known.low if known is not None else 0.0
    # Parallel calls hold one worker together.
    rate = rate / step.times if step.parallel and step.times > 1.0 else rate
    time = math.inf if timeout is None else (1.0 + again) * timeout.value.value
    return Waiting(flow, step, rate, time)


def _is_bounded(calls: list[Waiting], count: int, workers: float) -> bool:
    """Whether a bulkhead leaves workers of all replicas to other calls, or a circuit breaker ends the
    waiting."""
    for call in calls:
        stated = call.step.properties
        bulkhead, breaker = stated[BULKHEAD], stated[CIRCUIT_BREAKER]
        keeps_free = bulkhead is not None and bulkhead.value * count < workers
        ends = breaker is not None and breaker.value and stated[TIMEOUT] is not None
        if not keeps_free and not ends:
            return False
    return True


def _shortcut(facts: Facts, callee: str, calls: list[Waiting]) -> str:
    """Why a callee should stop nobody: it is beside an origin, its answer is dispensable, or it is run
    by others."""
    if _is_cache(facts, callee) and _has_origin(facts, callee):
        return "cache"
    component = facts.design.components.get(callee)
    if all(_is_dispensable(call.step) for call in calls):
        return "optional callee"
    return "third party" if component is not None and component.is_external else ""


def _has_origin(facts: Facts, cache: str) -> bool:
    return any(
        step.on_miss_of is not None and step.on_miss_of.path == cache
        for _, step in facts.design.steps_naming(cache)
    )


def _is_dispensable(step: Step) -> bool:
    on_failure = step.properties[ON_FAILURE]
    goes_on = on_failure is not None and on_failure.value in GOES_ON
    return step.optional or step.or_else is not None or goes_on
