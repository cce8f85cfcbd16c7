"""Chains of callers that all retry when the last callee fails, so that their attempts multiply."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.resilience.attempts import Layer, amplifications, product
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.showing import show_share
from designlint.schema.relation import RETRIES
from designlint.solvers.attempts import expected_calls

# Two layers of two retries each, or three of one: fewer attempts are what retries are for.
MANY_CALLS = 8
# A failure rate at which retries do what they are for, shown beside the worst case.
_USUAL_FAILURES = 0.01


class RetryChain(NamedTuple):
    """One or more layers that all retry when `callee` fails, outermost first, in the flows that have them.

    `others` are further callees of the same outer layers, with as many calls or fewer.
    """

    callee: str
    layers: tuple[Layer, ...]
    flows: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def calls(self) -> float:
        """The calls of `callee` that one request makes at most."""
        return product(self.layers)

    @property
    def retried(self) -> tuple[str, ...]:
        """The callees of its layers, the last one and its like first."""
        outer = [layer.step.callee.path for layer in self.layers]
        return tuple(dict.fromkeys((self.callee, *self.others, *outer)))

    def mean_calls(self, failing: float) -> float | None:
        """The mean number of calls while each fails with a probability, independently of others: an
        estimate. None where a budget or hedged calls bound or add to the attempts of a layer."""
        retries = [layer.step.properties[RETRIES] for layer in self.layers]
        counts = [known.value for known in retries if known is not None]
        plain = counts == [layer.attempts - 1.0 for layer in self.layers]
        return expected_calls(counts, failing) if plain else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The arithmetic: each layer with the product so far, and the mean of calls on a usual day."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        calls = 1.0
        for layer in self.layers:
            calls *= layer.attempts
            caller, callee = layer.pair
            text = f"{caller} -> {callee}: {layer.attempts:g} attempts, {calls:g} calls in total"
            yield layer.at_retries(text)
        mean = self.mean_calls(_USUAL_FAILURES)
        if mean is not None:
            shown = f"{mean:.3g} calls on average, if failures are independent"
            yield Line(f"at a failure rate of {show_share(_USUAL_FAILURES)}: {shown}")
        if self.others:
            yield Line(f"the same outer layers multiply the calls to {listed(self.others)}")


def retry_chains(facts: Facts) -> tuple[RetryChain, ...]:
    """The chains of layers that make `MANY_CALLS` of one request or more, worst first.

    A chain that is the beginning of a longer one is left out, and chains that differ in their last
    layer alone count as one.
    """
    found: dict[tuple[tuple[str, str], ...], RetryChain] = {}
    for flow in facts.design.flows:
        for callee, layers in facts[amplifications][flow].worst.items():
            if layers[-1].pair[1] != callee or (len(layers) < 2 and _is_paced(facts, flow)):
                continue
            pairs = tuple([layer.pair for layer in layers])
            known = found.get(pairs)
            flows = (*known.flows, flow) if known else (flow,)
            found[pairs] = RetryChain(callee, layers, flows)
    # In order, a chain stands right before those that go on from it.
    inner = {one for one, other in pairwise(sorted(found)) if other[: len(one)] == one}
    ends = [c for pairs, c in found.items() if pairs not in inner and c.calls >= MANY_CALLS]
    return tuple(_by_outer_layers(sorted(ends, key=lambda c: (-c.calls, c.callee))))


def _is_paced(facts: Facts, flow: str) -> bool:
    """Whether workers take the work from a queue: they repeat no faster than they work."""
    graph = facts[flow_graphs][flow]
    return all(graph.starts_at_broker(entry) for entry in graph.entries)


def _by_outer_layers(chains: list[RetryChain]) -> Iterator[RetryChain]:
    groups: dict[tuple[tuple[str, str], ...], list[RetryChain]] = {}
    for chain in chains:
        # One layer alone has no outer ones to share.
        outer = chain.layers[:-1] or chain.layers
        groups.setdefault(tuple([layer.pair for layer in outer]), []).append(chain)
    for first, *others in groups.values():
        yield first._replace(others=tuple([chain.callee for chain in others]))
