"""How many calls one request becomes when what it needs fails.

A caller that tries again multiplies the calls of all layers below it: a chain of callers makes the
product of their attempts. Back-off and jitter spread the attempts over time and change no number: as
long as requests keep coming, each makes all of its attempts. A retry budget bounds the factor of its
layer, a circuit breaker stops the calls. A failure goes up a layer only where the caller waits for
the call and has nothing in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.load.load import loads, miss_share
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import NOTHING, Known, Step
from designlint.schema.relation import BACKOFF, CIRCUIT_BREAKER, HEDGE, RETRIES, RETRY_BUDGET
from designlint.solvers.attempts import expected_calls, most_calls
from designlint.solvers.graph import condensation

# A failure rate at which retries do what they are for, shown beside the worst case.
USUAL_FAILURES = 0.01

# Two layers of two retries each, or three of one: fewer attempts are what retries are for.
MANY_CALLS = 8


def most_attempts(call: Step) -> float:
    """The calls that a step makes at the most, on average, while what it calls fails.

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


def unguarded_attempts(call: Step) -> float:
    """The same, with a call that has a retry budget or a circuit breaker as one that never retries."""
    guarded = call.properties[RETRY_BUDGET] is not None
    return 1.0 if guarded else most_attempts(call)


class Layer(NamedTuple):
    """A call that may be repeated: the step, and how often it is made at the most."""

    step: Step
    attempts: float

    @property
    def pair(self) -> tuple[str, str]:
        """Who calls whom."""
        return self.step.caller.path, self.step.callee.path


class Chain(NamedTuple):
    """Layers that all try again when `callee` fails, outermost first, in the flows that have them.

    `others` are further ends of the same outer layers, with as many calls or fewer.
    """

    callee: str
    layers: tuple[Layer, ...]
    flows: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def calls(self) -> float:
        """The calls of `callee` that one request makes at the most."""
        return most_calls(layer.attempts for layer in self.layers)

    def mean_calls(self, failing: float) -> float | None:
        """The mean number of calls while each fails with a probability, independently of others: an
        estimate. None where a budget or hedged calls bound or add to the attempts of a layer."""
        retries = [layer.step.properties[RETRIES] for layer in self.layers]
        counts = [known.value for known in retries if known is not None]
        plain = counts == [layer.attempts - 1.0 for layer in self.layers]
        return expected_calls(counts, failing) if plain else None


class Amplifying:
    """The attempts along one flow: the worst chain of attempts to each node, and the mean factor of its load."""

    def __init__(self, facts: Facts, flow: str) -> None:
        self.graph: FlowGraph = facts[flow_graphs][flow]
        self._rates = facts[loads].rates
        self._flow = flow
        self._carried: dict[int, bool] = {}
        self._facts = facts

    @cached_property
    def _order(self) -> list[tuple[str, ...]]:
        followed = {
            caller: [callee for call in calls for callee in asked_by(call)]
            for caller, calls in self.graph.by_caller.items()
        }
        return list(condensation(followed))

    def goes_up(self, call: Step) -> bool:
        """Whether the caller fails with the call, and so is tried again itself."""
        key = id(call)
        if key not in self._carried:
            alone = call.waits and call.or_else is None
            self._carried[key] = alone and is_hard_dependency(self._facts, call, self.graph) is True
        return self._carried[key]

    def walk(self) -> Iterator[Step]:
        """The calls, those of callers before those of their callees; none inside a circle."""
        for block in self._order:
            for caller in block:
                for call in self.graph.by_caller.get(caller, ()):
                    if call.callee.path not in block:
                        yield call

    def worst(self) -> dict[str, tuple[Layer, ...]]:
        """The layers that try again above each node, by the way with the most calls."""
        chains: dict[str, tuple[Layer, ...]] = {}
        if all(most_attempts(call) == 1.0 for call in self.graph.flow.steps):
            return chains
        for call in self.walk():
            above = chains.get(call.caller.path, ()) if self.goes_up(call) else ()
            attempts = most_attempts(call)
            chain = (*above, Layer(call, attempts)) if attempts > 1.0 else above
            known = chains.get(call.callee.path, ())
            if _calls(chain) > _calls(known):
                chains[call.callee.path] = chain
        return chains

    def mean(self, attempts: Callable[[Step], float]) -> dict[int, float]:
        """By what each call is multiplied when what it calls fails; keyed by the step's identity."""
        factors: dict[int, float] = {}
        if all(attempts(call) == 1.0 for call in self.graph.flow.steps):
            return {id(call): 1.0 for call in self.walk()}
        rate: defaultdict[str, float] = defaultdict(float)
        amplified: defaultdict[str, float] = defaultdict(float)
        for call in self.walk():
            caller, callee = call.caller.path, call.callee.path
            above = amplified[caller] / rate[caller] if rate[caller] else 1.0
            factor = attempts(call) * (above if self.goes_up(call) else 1.0)
            calls = miss_share(self._facts.design, call).low * call.share * call.times
            made = self._rates[self._flow, caller].low * calls
            factors[id(call)] = factor
            rate[callee] += made
            amplified[callee] += made * factor
        return factors


def amplifying(facts: Facts) -> Lazily[str, Amplifying]:
    """The attempts along each flow, by the flow's path."""
    return Lazily(facts.design.flows, lambda flow: Amplifying(facts, flow))


def retry_chains(facts: Facts) -> tuple[Chain, ...]:
    """The chains of at least two layers that make `MANY_CALLS` of one request or more, worst first.

    A chain that a longer one goes on from is left out, and chains that differ in their last layer
    alone are told as one.
    """
    found: dict[tuple[tuple[str, str], ...], Chain] = {}
    for flow in facts.design.flows:
        for callee, layers in facts[amplifying][flow].worst().items():
            if len(layers) < 2 or layers[-1].pair[1] != callee:
                continue
            pairs = tuple([layer.pair for layer in layers])
            known = found.get(pairs)
            flows = (*known.flows, flow) if known else (flow,)
            found[pairs] = Chain(callee, layers, flows)
    inner = {pairs[:length] for pairs in found for length in range(2, len(pairs))}
    ends = [c for pairs, c in found.items() if pairs not in inner and c.calls >= MANY_CALLS]
    return tuple(_by_outer_layers(sorted(ends, key=lambda c: (-c.calls, c.callee))))


def _by_outer_layers(chains: list[Chain]) -> Iterator[Chain]:
    groups: dict[tuple[tuple[str, str], ...], list[Chain]] = {}
    for chain in chains:
        groups.setdefault(tuple([layer.pair for layer in chain.layers[:-1]]), []).append(chain)
    for first, *others in groups.values():
        yield first._replace(others=tuple([chain.callee for chain in others]))


class BareRetry(NamedTuple):
    """A call that is repeated without back-off or without jitter: `lacks` names what is missing,
    `why` says when the repeated calls come."""

    caller: str
    callee: str
    known: Known[int] | Known[str]
    lacks: str
    why: str


def bare_retries(facts: Facts) -> tuple[BareRetry, ...]:
    """The calls that are repeated in step with those of all other callers, in the design's order.

    Left out are those with a budget or a circuit breaker, and a single retry of which nothing more
    is said.
    """
    design = facts.design
    stated = [(r.caller.path, r.callee.path, r.properties) for r in design.relations]
    stated += [
        (call.caller.path, call.callee.path, call.properties)
        for flow in design.flows.values()
        for call in flow.steps
    ]
    found: dict[tuple[str, str], BareRetry] = {}
    for caller, callee, properties in stated:
        if properties is NOTHING:
            continue
        backoff, retries = properties[BACKOFF], properties[RETRIES]
        if backoff is None and retries is None:
            continue
        breaker = properties[CIRCUIT_BREAKER]
        guarded = properties[RETRY_BUDGET] is not None or (breaker is not None and breaker.value)
        never = retries is not None and retries.value == 0
        if (caller, callee) in found or guarded or never:
            continue
        if backoff is not None and backoff.value != "jitter":
            found[caller, callee] = BareRetry(caller, callee, backoff, *_LACKS[backoff.value])
        elif backoff is None and retries is not None and retries.value > 1:
            found[caller, callee] = BareRetry(caller, callee, retries, *_UNSAID)
    return tuple(found.values())


_LACKS = {
    "none": ("back-off and jitter", "at once"),
    "fixed": ("jitter", "after the same wait"),
    "exponential": ("jitter", "after waits that are the same for all"),
}
_UNSAID = ("back-off and jitter", "no back-off stated")


def chain_lines(chain: Chain) -> tuple[Line, ...]:
    """The arithmetic of a chain: one line for each layer with the product so far, and the mean of
    calls on a usual day."""
    lines, calls = [], 1.0
    for layer in chain.layers:
        calls *= layer.attempts
        caller, callee = layer.pair
        text = f"{caller} -> {callee}: {layer.attempts:g} attempts, {calls:g} in all"
        lines.append(at_retries(layer.step, text))
    mean = chain.mean_calls(USUAL_FAILURES)
    if mean is not None:
        lines.append(Line(f"while 1% of the calls fail: {mean:.3g} on average, if independently"))
    return tuple(lines)


def _calls(layers: tuple[Layer, ...]) -> float:
    return most_calls(layer.attempts for layer in layers)


def at_retries(call: Step, text: str) -> Line:
    """A line about a call, at the place that states its retries."""
    line = step(text, call.properties[RETRIES])
    return line if line.span is not None else line._replace(span=call.span)
