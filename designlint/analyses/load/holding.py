"""How long calls hold who handles them: for their own response time, and while they wait for callees.

By Little's law, calls under way at the same time are the calls per second times that time. The stated
percentiles bound its mean: from below for certain, from above if nothing is slower than the highest of
them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.load.connections import connections_accepted
from designlint.analyses.load.part import Loads
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Api, Component, Design, Element, Flow, Known, Step
from designlint.quantities.showing import show
from designlint.schema.component import CONCURRENCY, LATENCY, LIMIT, PROCESSING_TIME
from designlint.schema.context import WORK
from designlint.schema.relation import HEDGE, RETRIES, TIMEOUT
from designlint.schema.roles import Role

NO_TIME, ANY_TIME = exactly(0.0), Interval(0.0, math.inf)


def mean_time(component: Component, most: float = math.inf) -> Interval | None:
    """The mean response time of a component itself, in seconds, each cut off at `most`; None where none is
    stated.

    Between two levels that percentiles reach, the mean is between these levels.
    """
    known = component[LATENCY]
    if known is None or known.published_as == "benchmark":
        return None
    least = highest = share = before = 0.0
    for level, time in sorted((at.percentile, at.time.value) for at in known.value):
        reached = max(before, min(time, most))
        least += (level - share) * before
        highest += (level - share) * reached
        share, before = level, reached
    rest = (1.0 - share) * before
    return Interval(least + rest, highest + rest)


class AtOnce(NamedTuple):
    """How many calls each replica of a component handles at the same time, and what states that; `is_total`
    where it states how many all replicas handle together."""

    each: float
    known: Known[Any]
    shown: str
    is_total: bool = False


def at_once(component: Component, replicas: int = 1) -> AtOnce | None:
    """The `concurrency` of each of so many replicas; of a store, no more than its `connections`, each of which
    carries one call at a time. None where neither is stated, and of a program that each user has."""
    return min(stated_at_once(component, replicas), key=lambda one: one.each, default=None)


def stated_at_once(component: Component, replicas: int = 1) -> Iterator[AtOnce]:
    """All that states how many calls each of so many replicas handles at the same time."""
    if component.plays(Role.CLIENT):
        return
    stated = component[CONCURRENCY]
    if stated is not None:
        amount = stated.value.amount.value
        each = amount / replicas if stated.value.is_total else amount
        yield AtOnce(each, stated, show(stated.value.amount), stated.value.is_total)
    for limit in concurrency_limits(component):
        if limit.published_as != "quota":
            amount = limit.value.value
            yield AtOnce(amount.value / replicas, limit, show(amount), is_total=True)
    accepted = connections_accepted(component) if component.plays(Role.STORE) else None
    if accepted is not None:
        yield AtOnce(accepted[1], accepted[0], f"{accepted[1]:g} connections")


def concurrency_limits(component: Component) -> Iterator[Known[Any]]:
    """The hard limits on the calls that a component as a whole handles at the same time."""
    for limit in component.properties.all(LIMIT):
        if limit.value.name == "concurrency" and limit.value.grows_with is None:
            yield limit


def whole_time(component: Component) -> Interval | None:
    """How long a call keeps a component busy from its arrival to its answer, in seconds, where that is
    stated instead of a latency: the `processing_time`, else from the least to the most `work` of its interfaces,
    of which each has to state its own."""
    processing = component[PROCESSING_TIME]
    if component[LATENCY] is not None:
        return None
    if processing is not None:
        return exactly(processing.value.value) if processing.value.value > 0.0 else None
    times = [_work(part, api) for api in component.apis for part in api.operations or (api,)]
    known = [time for time in times if time is not None]
    return Interval(min(known), max(known)) if known and len(known) == len(times) else None


def _work(part: Element, api: Api) -> float | None:
    known = part[WORK] or api[WORK]
    return None if known is None else known.value.value


def waiting_time(facts: Facts, path: str, found: Loads) -> Interval:
    """How long a call of a component waits for what the component calls, in seconds, on average. Nothing
    where the number of calls that are handled at the same time is not stated."""
    calls = found.of(path)
    if at_once(facts.design.components[path]) is None or calls.high <= 0.0:
        return NO_TIME
    made = [(f, s) for f, s in facts.design.steps_naming(path) if s.caller.path == path]
    return _per_call(_Waiting(facts, found).per_second(made), calls)


def untimed(design: Design, path: str) -> Iterator[str]:
    """Who answers a component that handles a number of calls at a time, and says neither how long that
    takes nor is given a timeout: whom the component calls, and whom these call."""
    if at_once(design.components[path]) is None:
        return
    calls = [(flow, step) for flow, step in design.steps_naming(path) if step.caller.path == path]
    seen: set[tuple[str, str]] = set()
    while calls:
        flow, call = calls.pop(0)
        callee, at = design.components.get(call.callee.path), (flow.path, call.callee.path)
        if callee is None or at in seen or not call.waits or _most_patience(call) < math.inf:
            continue
        seen.add(at)
        if mean_time(callee) is None:
            yield callee.path
        calls += [(flow, step) for step in flow.steps if step.caller.path == callee.path]


def _per_call(waited: Interval, calls: Interval) -> Interval:
    least = waited.low / calls.high if calls.high < math.inf else 0.0
    return Interval(least, _over(waited.high, calls.low))


def _over(waited: float, calls: float) -> float:
    if waited == 0.0:
        return 0.0
    return waited / calls if calls > 0.0 else math.inf


class _Waiting:
    """The seconds that callers wait in a second, at the load that is given."""

    def __init__(self, facts: Facts, found: Loads) -> None:
        self._design, self._found = facts.design, found

    def per_second(
        self, calls: Iterable[tuple[Flow, Step]], above: frozenset[str] = frozenset()
    ) -> Interval:
        """That of some calls, each with its flow; `above` are those who wait for their caller."""
        waited = [self._waited(flow, call, above) for flow, call in calls if call.waits]
        return Interval(math.fsum(w.low for w in waited), math.fsum(w.high for w in waited))

    def _waited(self, flow: Flow, call: Step, above: frozenset[str]) -> Interval:
        made, path = self._found.calls.get(call.span), call.callee.path
        if made is None or made.high <= 0.0 or is_gone(self._design, path):
            return NO_TIME
        callee = self._design.components.get(path)
        behind = self._behind(flow, call, above)
        own = None if callee is None else mean_time(callee, _least_patience(call))
        least, most = own or ANY_TIME
        if _least_patience(call) == math.inf:
            least += behind.low
        most = min(most + behind.high, _most_patience(call))
        rows = call.times if call.parallel and call.times > 1.0 else 1.0
        return Interval(made.low / rows * least, made.high * most)

    def _behind(self, flow: Flow, call: Step, above: frozenset[str]) -> Interval:
        """How long one call waits for what its callee calls in the same flow."""
        path, known = call.callee.path, above | {call.caller.path}
        arrivals = self._found.rates.get((flow.path, path))
        if path in known or arrivals is None or arrivals.high <= 0.0:
            return ANY_TIME if path in known else NO_TIME
        calls = [(flow, step) for step in flow.steps if step.caller.path == path]
        return _per_call(self.per_second(calls, known), arrivals)


def _least_patience(call: Step) -> float:
    """How long a caller waits for a call that is not answered, in seconds, at the least."""
    stated = [call.properties[TIMEOUT], call.properties[HEDGE]]
    return min([one.value.value for one in stated if one is not None], default=math.inf)


def _most_patience(call: Step) -> float:
    """The same with all attempts."""
    timeout, retries = call.properties[TIMEOUT], call.properties[RETRIES]
    if timeout is None:
        return math.inf
    return timeout.value.value * (1.0 + (float(retries.value) if retries is not None else 0.0))
