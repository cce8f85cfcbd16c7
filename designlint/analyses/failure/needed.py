"""What a flow cannot do without, with what stands in for it."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.failure import Reading, failures
from designlint.analyses.graph.graph import asked_by, flow_graphs


def needed_nodes(facts: Facts, flow: str) -> tuple[tuple[str, ...], ...]:
    """For each thing that a flow needs, the components of which one is enough.

    What the facts leave open counts as needed; actors do not fail.
    """
    graph = facts[flow_graphs][flow]
    trees = facts[failures](Reading.STRICT)
    components = facts.design.components
    found: dict[tuple[str, ...], None] = {(e,): None for e in graph.entries if e in components}
    for step in graph.flow.steps:
        if trees.is_needed(step, graph):
            asked = tuple([path for path in asked_by(step) if path in components])
            if asked:
                found[asked] = None
    return tuple(found)
