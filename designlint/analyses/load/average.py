"""Rates over a day: what is a rate at peak elsewhere, brought back to its mean."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.part import Part
from designlint.analyses.load.rates import peak_factor
from designlint.analyses.measure import Interval, exactly
from designlint.model import Flow
from designlint.schema.context import RATE


def average_rate(facts: Facts, part: Part) -> Interval:
    """The mean rate of a step's calls, per second.

    Where the design states the load at peak as a multiple of the mean, that; of a flow whose mean
    is stated, the mean; else somewhere between none and the rate at peak.
    """
    factor = peak_factor(facts.design.flows[part.flow], facts.design)
    if factor is not None and factor.value.value > 0.0:
        return part.rate * (1.0 / factor.value.value)
    if part.flow in facts[mean_flows]:
        # Without a factor the peak is unknown, and what is known is the mean.
        return exactly(part.rate.low)
    return Interval(0.0, part.rate.high)


def mean_flows(facts: Facts) -> frozenset[str]:
    """The flows whose mean rate is what the design states: themselves, or all that feed the queue or
    stream that they take their work from."""
    flows = facts.design.flows
    found = {path for path, flow in flows.items() if _is_mean(flow)}
    givers = _givers(facts)
    growing = True
    while growing:
        fed = [path for path, giving in givers.items() if path not in found and giving <= found]
        found.update(fed)
        growing = bool(fed)
    return frozenset(found)


def _is_mean(flow: Flow) -> bool:
    rate = flow[RATE]
    return rate is not None and rate.value.when == "average"


def _givers(facts: Facts) -> dict[str, set[str]]:
    """For each flow that takes its work from queues and streams, the flows that put it there."""
    giving: dict[str, set[str]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            giving.setdefault(step.callee.path, set()).add(flow.path)
    found = {}
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        brokers = [entry for entry in graph.entries if graph.starts_at_broker(entry)]
        fed_by = {giver for broker in brokers for giver in giving.get(broker, ())} - {path}
        if flow[RATE] is None and fed_by:
            found[path] = fed_by
    return found
