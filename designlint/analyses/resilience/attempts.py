"""How many calls one request becomes when a component that it needs fails.

A caller that retries multiplies the calls of all layers below it: a chain of callers makes the
product of their attempts. Backoff and jitter spread the attempts over time and change no number: as
long as requests keep coming, each makes all of its attempts. A retry budget bounds the factor of its
layer, a circuit breaker stops the calls. A failure reaches a layer only where the caller waits for
the call and has no fallback.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_needed_for_long
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.load.load import loads
from designlint.analyses.load.rates import miss_share
from designlint.analyses.measure import step
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Label
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import NOTHING, Step
from designlint.schema.relation import CIRCUIT_BREAKER, HEDGE, RETRIES, RETRY_BUDGET
from designlint.solvers.attempts import most_calls
from designlint.solvers.graph import condensation


def most_attempts(call: Step) -> float:
    """The calls that a step makes at most, on average, while its callee fails.

    `hedge` sends a second call for each that is slow. A circuit breaker leaves the first call only.
    """
    properties = call.properties
    if properties is NOTHING:
        return 1.0
    breaker = properties[CIRCUIT_BREAKER]
    if breaker is not None and breaker.value:
        return 1.0
    retries, budget = properties[RETRIES], properties[RETRY_BUDGET]
    again = float(retries.value) if retries is not None else 0.0
    if budget is not None:
        again = min(again, budget.value.value)
    return (1.0 + again) * (2.0 if properties[HEDGE] is not None else 1.0)


def unbounded_attempts(call: Step) -> float:
    """The same, where a call with a retry budget or a circuit breaker counts as one that never retries."""
    bounded = call.properties[RETRY_BUDGET] is not None
    return 1.0 if bounded else most_attempts(call)


class Layer(NamedTuple):
    """A call that may be repeated: the step, and how often it is made at most."""

    step: Step
    attempts: float

    @property
    def pair(self) -> tuple[str, str]:
        """The caller and the callee."""
        return self.step.caller.path, self.step.callee.path

    @property
    def span(self) -> Span:
        """Where its retries are stated, else the call."""
        stated = self.step.properties[RETRIES]
        return (stated.span if stated is not None else None) or self.step.span

    @property
    def label(self) -> Label | None:
        """Its attempts, where the design states its retries."""
        stated = self.step.properties[RETRIES]
        if stated is None or stated.span is None:
            return None
        return Label(stated.span, f"{self.attempts:g} attempts")

    def at_retries(self, text: str) -> Line:
        """A line about it, at the place and with the origin of its retries."""
        return step(text, self.step.properties[RETRIES])._replace(span=self.span)


def product(layers: tuple[Layer, ...]) -> float:
    """The calls of the last callee that one request makes at most."""
    return most_calls(layer.attempts for layer in layers)


class Amplification:
    """The attempts along one flow: the worst chain of retries above each node, and the factors by
    which retries multiply the load of each call."""

    def __init__(self, facts: Facts, flow: str) -> None:
        self.graph: FlowGraph = facts[flow_graphs][flow]
        self._visits = facts[loads].visits
        self._flow = flow
        self._reaches_caller: dict[int, bool] = {}
        self._facts = facts

    @cached_property
    def _order(self) -> list[tuple[str, ...]]:
        followed = {
            caller: [callee for call in calls for callee in asked_by(call)]
            for caller, calls in self.graph.by_caller.items()
        }
        return list(condensation(followed))

    def _fails_caller(self, call: Step) -> bool:
        """Whether the caller fails with the call, so that its own callers retry it."""
        key = id(call)
        if key not in self._reaches_caller:
            hard = call.waits and call.or_else is None
            self._reaches_caller[key] = hard and is_needed_for_long(self._facts, call, self.graph)
        return self._reaches_caller[key]

    def _calls(self) -> Iterator[Step]:
        """The calls, those of callers before those of their callees; none inside a cycle."""
        for block in self._order:
            for caller in block:
                for call in self.graph.by_caller.get(caller, ()):
                    if call.callee.path not in block:
                        yield call

    @cached_property
    def worst(self) -> dict[str, tuple[Layer, ...]]:
        """The layers that retry above each node, outermost first, on the path with the most calls."""
        chains: dict[str, tuple[Layer, ...]] = {}
        most: dict[str, float] = {}
        if all(most_attempts(call) == 1.0 for call in self.graph.flow.steps):
            return chains
        for call in self._calls():
            caller, callee = call.caller.path, call.callee.path
            fails, attempts = self._fails_caller(call), most_attempts(call)
            calls = most.get(caller, 1.0) * attempts if fails else attempts
            if calls > most.get(callee, 1.0):
                above = chains.get(caller, ()) if fails else ()
                chains[callee] = (*above, Layer(call, attempts)) if attempts > 1.0 else above
                most[callee] = calls
        return chains

    def factors(self, attempts: Callable[[Step], float]) -> dict[int, float]:
        """By what each call is multiplied, on average, when its callee fails; keyed by the step's
        identity."""
        factors: dict[int, float] = {}
        if all(attempts(call) == 1.0 for call in self.graph.flow.steps):
            return {id(call): 1.0 for call in self._calls()}
        rate: defaultdict[str, float] = defaultdict(float)
        amplified: defaultdict[str, float] = defaultdict(float)
        for call in self._calls():
            caller, callee = call.caller.path, call.callee.path
            above = amplified[caller] / rate[caller] if rate[caller] else 1.0
            factor = attempts(call) * (above if self._fails_caller(call) else 1.0)
            calls = miss_share(self._facts.design, call).low * call.share * call.times
            made = self._visits[call.span].low * calls
            factors[id(call)] = factor
            rate[callee] += made
            amplified[callee] += made * factor
        return factors


def amplifications(facts: Facts) -> Lazily[str, Amplification]:
    """The attempts along each flow, by the flow's path."""
    return Lazily(facts.design.flows, lambda flow: Amplification(facts, flow))
