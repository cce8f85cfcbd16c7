"""Which share of a flow's runs comes to each of its components."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.rates import miss_share


def shares_of_runs(facts: Facts) -> Lazily[str, dict[str, float]]:
    """For each flow: the largest share of its runs that may come to each component, 0 to 1, by the
    shares of its steps and the hit ratios of its caches. Whatever is not declared counts as all."""
    return Lazily(facts.design.flows, lambda flow: _shares(facts, flow))


def _shares(facts: Facts, flow: str) -> dict[str, float]:
    steps = facts.design.flows[flow].steps
    entries = dict.fromkeys(facts[flow_graphs][flow].entries, 1.0)
    at_node: dict[str, float] = dict(entries)
    at_step = [0.0] * len(steps)
    for _ in range(len(steps) + 1):  # as often as the longest path has steps
        before, come = list(at_step), dict(entries)
        for number, step in enumerate(steps):
            runs = at_step[number - 1] if step.follows else at_node.get(step.caller.path, 0.0)
            missed = miss_share(facts.design, step).high
            share = at_step[number] = runs * missed * min(1.0, step.share * step.times)
            for asked in (step.callee, step.or_else):
                if asked is not None:
                    come[asked.path] = min(1.0, come.get(asked.path, 0.0) + share)
        at_node = come
        if at_step == before:
            break
    return at_node
